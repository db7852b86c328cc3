// The halts of a run: which listings have price bands and pauses of their own, and which stand still with the whole market.

import { calendar } from '../../../data/calendar/calendar.js'
import type { BarSeries } from '../../../model/bar.js'
import { type EpochMs, MINUTE_MS, timeframeMs } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import type { HaltSource, PriceBand } from './halt-source.js'
import { Luld } from './luld.js'
import { MarketWideHalts } from './market-wide.js'

export interface HaltRules {
  readonly luld: boolean
  /** The index series of the run that the market-wide halts go by; null for none. */
  readonly marketWide: string | null
}

/**
 * `execution` holds the series that orders execute on, `all` every series of the run. Bars over a minute are too coarse to tell of a pause, and bands
 * are not known inside bars with detail: BAD_CONFIG.
 */
export function haltsOf(rules: HaltRules, execution: readonly BarSeries[], all: readonly BarSeries[]): HaltSource | null {
  if (!rules.luld && rules.marketWide === null) return null
  const index = rules.marketWide === null ? null : indexSeries(rules.marketWide, all)
  return new Halts(
    new Map(rules.luld ? execution.filter(isCovered).map((series) => [series.instrument.id, luldOf(series)]) : []),
    new Set(execution.filter(({ instrument }) => instrument.calendar === 'XNYS').map(({ instrument }) => instrument.id)),
    index === null ? null : new MarketWideHalts(index.columns, calendar(index.instrument.calendar)),
  )
}

class Halts implements HaltSource {
  readonly #luld: ReadonlyMap<string, Luld>
  /** The listings of the market that halts. */
  readonly #market: ReadonlySet<string>
  readonly #marketWide: MarketWideHalts | null

  constructor(luld: ReadonlyMap<string, Luld>, market: ReadonlySet<string>, marketWide: MarketWideHalts | null) {
    this.#luld = luld
    this.#market = market
    this.#marketWide = marketWide
  }

  isHalted(listing: string, time: EpochMs): boolean {
    if (this.#luld.get(listing)?.isPaused(time) === true) return true
    return this.#marketWide !== null && this.#market.has(listing) && this.#marketWide.isHalted(time)
  }

  bandAt(listing: string, time: EpochMs): PriceBand | null {
    return this.#luld.get(listing)?.bandAt(time) ?? null
  }

  heldAtBand(listing: string, time: EpochMs): void {
    this.#luld.get(listing)?.heldAtBand(time)
  }

  split(listing: string, ratio: number, time: EpochMs): void {
    this.#luld.get(listing)?.split(ratio, time)
  }
}

/** The plan covers stocks and funds listed in the US. */
function isCovered({ instrument: { assetClass, calendar: id } }: BarSeries): boolean {
  return (assetClass === 'equity' || assetClass === 'etf') && id === 'XNYS'
}

function luldOf(series: BarSeries): Luld {
  const { luldTier = 2, leverageFactor = 1, tick, calendar: id } = series.instrument
  requireMinutes(series, 'halts.luld')
  refuseDetail(series)
  return new Luld(series.columns, calendar(id), { tier: luldTier, leverage: Math.max(1, Math.abs(leverageFactor)) }, tick)
}

/** The bands are known where the bars of the run begin, not where those inside them do. */
function refuseDetail({ instrument, detail }: BarSeries): void {
  if (detail === undefined) return
  const message = `halts.luld: ${instrument.id} is walked on the bars of ${detail.timeframe} inside its bars, for which no bands are known`
  throw new BenchError('BAD_CONFIG', message, 'run it on the shorter bars, or leave detail or halts.luld out')
}

function indexSeries(id: string, all: readonly BarSeries[]): BarSeries {
  const own = all.filter(({ instrument }) => instrument.id === id)
  const [finest] = own.sort((a, b) => timeframeMs(a.timeframe) - timeframeMs(b.timeframe))
  if (finest === undefined) {
    const ids = [...new Set(all.map(({ instrument }) => instrument.id))].join(', ')
    throw new BenchError('BAD_CONFIG', `halts.marketWide: the run has no series of ${id}`, `load its bars too; the run has ${ids}`)
  }
  requireMinutes(finest, 'halts.marketWide')
  return finest
}

function requireMinutes({ instrument, timeframe }: BarSeries, field: string): void {
  if (timeframeMs(timeframe) <= MINUTE_MS) return
  const message = `${field}: ${instrument.id} has bars of ${timeframe}, which cannot show a halt of minutes`
  throw new BenchError('BAD_CONFIG', message, 'run it on bars of 1m or less, or leave the option out')
}
