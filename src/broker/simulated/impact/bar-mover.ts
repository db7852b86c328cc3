// Moves the bars of one listing as our trades have moved its market: the open when a bar begins, the rest when it ends. Before our first trade, and where
// the shift is zero, they are the recorded ones to the byte.

import { calendar } from '../../../data/calendar/calendar.js'
import type { BarColumns, BarSeries } from '../../../model/bar.js'
import { type Instrument, isPrice } from '../../../model/instrument.js'
import type { EpochMs } from '../../../model/time.js'
import { DailyEstimate } from './daily-estimate.js'
import { type ImpactCurve, logShift } from './impact-model.js'
import type { LiveMarket } from './live-market.js'

export interface ImpactRules {
  readonly y: number
  readonly kappa: number
  readonly feedback: number
  readonly tauMs: number
  /** Daily volatility and daily units of every listing; null to estimate them from the sessions before. */
  readonly sigma: number | null
  readonly volume: number | null
}

export class BarMover {
  readonly #rules: ImpactRules
  readonly #instrument: Instrument
  readonly #recorded: BarColumns
  readonly #bars: BarColumns
  readonly #estimate: DailyEstimate
  /** What a day's volume of the config has become by splits. */
  #unitsPerUnit = 1
  /** When the displacement was decayed last. */
  #time: EpochMs = Number.NaN
  #bar = -1

  /** `moving` has its own copy of the prices, which are overwritten; the recorded ones stay as they are. */
  constructor(rules: ImpactRules, recorded: BarSeries, moving: BarColumns) {
    this.#rules = rules
    this.#instrument = recorded.instrument
    this.#recorded = recorded.columns
    this.#bars = moving
    this.#estimate = new DailyEstimate(recorded.columns, calendar(recorded.instrument.calendar))
  }

  /** Whether volatility and volume are known, so that a fill has a price. */
  get isReady(): boolean {
    return (this.#rules.sigma !== null || this.#estimate.sigma > 0) && (this.#rules.volume !== null || this.#estimate.volume > 0)
  }

  /** A bar begins: only its open is known. */
  open(market: LiveMarket, bar: number): void {
    this.#bar = bar
    this.#estimate.before(bar)
    if (this.isReady) market.curve = this.#curve()
    this.#decay(market, this.#recorded.openTime[bar] as number)
    const open = this.#shifted(market, this.#recorded.open[bar] as number)
    this.#bars.open[bar] = open
    market.open = open
    market.low = open
    market.high = open
  }

  /**
   * The bar has gone its way. What we traded at its open moves the rest of it, decayed to its end. Orders meet it as it went on from there: neither the open
   * before our trades nor where they left the price for a moment is to be had again, though both are prices of the bar.
   */
  path(market: LiveMarket, bar: number): void {
    const stand = (this.#bars.open[bar] as number) * Math.exp(market.shift)
    this.#decay(market, this.#recorded.closeTime[bar] as number)
    market.open = this.#shifted(market, this.#recorded.open[bar] as number)
    market.high = this.#shifted(market, this.#recorded.high[bar] as number)
    market.low = this.#shifted(market, this.#recorded.low[bar] as number)
    market.close = this.#shifted(market, this.#recorded.close[bar] as number)
    this.#bars.high[bar] = market.high
    this.#bars.low[bar] = market.low
    this.#bars.close[bar] = market.close
    this.#reach(bar, this.#bars.open[bar] as number)
    this.#reach(bar, stand)
  }

  /** The bar is over. What we traded on its way moves its close. */
  close(market: LiveMarket, bar: number): void {
    if (market.curve === null) return
    market.base = logShift(market.curve, market.displacement)
    this.#bars.close[bar] = this.#shifted(market, this.#recorded.close[bar] as number)
    this.#reach(bar, this.#bars.close[bar] as number)
  }

  /** A split: of the listing's units there are `ratio` times as many, at prices divided by it. */
  split(market: LiveMarket, ratio: number): void {
    this.#estimate.before(this.#bar + 1)
    this.#estimate.split(ratio)
    this.#unitsPerUnit *= ratio
    market.displacement.displaced *= ratio
  }

  #curve(): ImpactCurve {
    const { y, kappa, feedback, sigma, volume } = this.#rules
    return {
      y,
      kappa,
      feedback,
      sigma: sigma ?? this.#estimate.sigma,
      volume: volume === null ? this.#estimate.volume : volume * this.#unitsPerUnit,
    }
  }

  #decay(market: LiveMarket, time: EpochMs): void {
    market.displacement.decay(time - this.#time, this.#rules.tauMs)
    this.#time = time
    market.base = market.curve === null ? 0 : logShift(market.curve, market.displacement)
  }

  #shifted({ base }: LiveMarket, price: number): number {
    return price * Math.exp(base)
  }

  /** A price that the bar has seen lies between its extremes; what is none was not seen. */
  #reach(bar: number, price: number): void {
    if (!isPrice(price, this.#instrument)) return
    const { high, low } = this.#bars
    if (price > (high[bar] as number)) high[bar] = price
    if (price < (low[bar] as number)) low[bar] = price
  }
}
