// The market as filters see it: the age of what was last seen, and the quote, recorded or as the run models it.

import { MeanRange } from '../../broker/simulated/mean-range.js'
import type { SpreadRule } from '../../broker/simulated/spread.js'
import { dayBegins } from '../../data/calendar/day-begins.js'
import type { MarketFacts } from '../../model/market-facts.js'
import type { MarketView } from '../../routing/market-view.js'
import type { SimulatedClock } from '../clock.js'
import type { BacktestConfig } from '../config/config.js'
import { spreadRule } from '../config/fill-config.js'
import type { BarFeed, FeedSeries } from '../time/bar-feed.js'
import type { MarketHistories } from './market-histories.js'
import { costsAt } from './venue-policy.js'

export class RunMarket implements MarketView {
  readonly #clock: SimulatedClock
  readonly #histories: MarketHistories
  /** By instrument what a spread is in price at the last close; null where the run models none. */
  readonly #modelled: ReadonlyMap<string, ((close: number) => number) | null>

  constructor(clock: SimulatedClock, feed: BarFeed, histories: MarketHistories, config: BacktestConfig) {
    this.#clock = clock
    this.#histories = histories
    const executing = feed.series.filter((one) => one.executes)
    this.#modelled = new Map(
      executing.map((one) => {
        const { instrument } = one.series
        const rule = spreadRule(costsAt(config, instrument.venue).spread)
        return [instrument.id, rule === null || rule === 'recorded' ? null : widthOf(one, rule)]
      }),
    )
  }

  market(instrument: string): MarketFacts {
    return this.#histories.of(instrument).at(this.#clock.now)
  }

  spread(instrument: string): number {
    const modelled = this.#modelled.get(instrument) ?? null
    const { close, bid, ask } = this.market(instrument)
    if (modelled !== null) return modelled(close) / Math.abs(close)
    const middle = (bid + ask) / 2
    return (ask - bid) / Math.abs(middle)
  }
}

/** The width of the quote beside the next bar, as far as the last one tells it, in the shares of now. */
function widthOf(one: FeedSeries, rule: Exclude<SpreadRule, 'recorded'>): (close: number) => number {
  const { instrument, actions = [] } = one.series
  if ('bps' in rule) return (close) => Math.abs(close) * rule.bps * 1e-4
  if ('ticks' in rule) {
    const { tick } = instrument
    return tick === 'none' ? (close) => Math.abs(close) * rule.ticks * 1e-4 : () => rule.ticks * tick
  }
  const range = new MeanRange(one.series, null)
  for (const action of actions) if (action.kind === 'split') range.split(action.ratio, dayBegins(instrument.calendar, action.exDate))
  // The shares of the next bar may not be those of now.
  return () => one.cursor.today(rule.volatility * range.before(one.cursor.index + 1, one.cursor.index))
}
