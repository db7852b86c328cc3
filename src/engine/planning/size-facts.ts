// What sizers ask of the bars and the books besides the account: nothing is worked out before somebody asks.

import { atr } from '../../indicators/atr.js'
import type { IndicatorDefinition } from '../../indicators/indicator.js'
import type { BarSeries } from '../../model/bar.js'
import type { CalendarId } from '../../model/instrument.js'
import { DAY_MS, HOUR_MS, timeframeMs } from '../../model/time.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { returnDeviation } from '../../sizing/return-deviation.js'
import type { TripCount } from '../../sizing/trip-count.js'
import type { ColumnsOfSeries } from '../../strategy/lines.js'
import type { FeedSeries } from '../time/bar-feed.js'

/** The moves of one instrument, read off the series that its orders execute on. Columns are shared with strategies that asked for the same. */
export class MoveFacts {
  readonly #series: FeedSeries
  readonly #barsOf: BarSeries
  readonly #columnsOf: ColumnsOfSeries
  readonly #columns = new Map<string, readonly Float64Array[]>()

  constructor(series: FeedSeries, columnsOf: ColumnsOfSeries) {
    this.#series = series
    this.#barsOf = series.series
    this.#columnsOf = columnsOf
  }

  /** Asks now for what will be asked later. */
  follow({ ranges, volatilities }: { readonly ranges: readonly number[]; readonly volatilities: readonly number[] }): void {
    for (const bars of ranges) this.averageTrueRange(bars)
    for (const bars of volatilities) this.volatility(bars)
  }

  averageTrueRange(bars: number): number {
    return this.#now(atr(bars))
  }

  volatility(bars: number): number {
    return this.#now(returnDeviation(bars)) * Math.sqrt(barsPerYear(this.#barsOf))
  }

  /** At the bar that closed last, in the shares of today. */
  #now(definition: IndicatorDefinition): number {
    const { cursor } = this.#series
    const known = this.#columns.get(definition.key) ?? this.#ask(definition)
    return known[cursor.splits]?.[cursor.index] ?? Number.NaN
  }

  #ask(definition: IndicatorDefinition): readonly Float64Array[] {
    const columns = this.#columnsOf(this.#barsOf, definition).map(({ value }) => value as Float64Array)
    this.#columns.set(definition.key, columns)
    return columns
  }
}

/** What a session of a calendar is long, and how many there are in a year. */
const sessions: Readonly<Record<CalendarId, { readonly length: number; readonly aYear: number }>> = {
  XNYS: { length: 6.5 * HOUR_MS, aYear: 252 },
  '24/5': { length: 24 * HOUR_MS, aYear: 252 },
  '24/7': { length: 24 * HOUR_MS, aYear: 365 },
}

/** Bars of the regular session in a year; of a week or more by the days of the year. */
function barsPerYear({ timeframe, instrument }: BarSeries): number {
  const { length, aYear } = sessions[instrument.calendar]
  const bar = timeframeMs(timeframe)
  if (bar >= 7 * DAY_MS) return (365.25 * DAY_MS) / bar
  return bar >= DAY_MS ? (aYear * DAY_MS) / bar : (aYear * length) / bar
}

/** The closed round trips of every strategy, counted as far as they have come when somebody asks. */
export class TripCounts {
  readonly #portfolio: Portfolio
  readonly #counts = new Map<string, { wins: number; losses: number; won: number; lost: number }>()
  #counted = 0

  constructor(portfolio: Portfolio) {
    this.#portfolio = portfolio
  }

  of(strategy: string): TripCount {
    for (; this.#counted < this.#portfolio.roundTripCount; this.#counted++) this.#count(this.#counted)
    return this.#countOf(strategy)
  }

  #count(row: number): void {
    const { strategy, pnl } = this.#portfolio.roundTripAt(row)
    const count = this.#countOf(strategy)
    if (pnl > 0) {
      count.wins++
      count.won += pnl
    } else if (pnl < 0) {
      count.losses++
      count.lost -= pnl
    }
  }

  #countOf(strategy: string): { wins: number; losses: number; won: number; lost: number } {
    const known = this.#counts.get(strategy) ?? { wins: 0, losses: 0, won: 0, lost: 0 }
    this.#counts.set(strategy, known)
    return known
  }
}
