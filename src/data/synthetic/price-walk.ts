// The path of one symbol, session by session: log prices that diffuse and jump, with a gap where the market was shut, and volume that follows.

import type { BarColumns } from '../../model/bar.js'
import { assetOf } from '../../model/instrument.js'
import { type RandomStream, randomStream } from '../../std/random.js'
import { calendar } from '../calendar/calendar.js'
import type { Session } from '../calendar/session.js'
import { type MarketModel, syntheticInstrument } from './market-model.js'
import { RegimeChain } from './regimes.js'
import type { SessionGrid } from './session-grid.js'
import { VenueGap } from './venue-gap.js'

/** The share of a day's diffusion that happens while the market is shut, where it shuts. */
const nightShare = 0.25

/**
 * Makes the bars of one symbol. What all symbols have in common (the factor, the regimes, the market's own jumps) is drawn anew for each of them from the same
 * streams, so one more symbol leaves the others as they were, and two symbols correlate as the model says: in what diffuses and in what jumps. Listings of one
 * asset, `ACME@XNAS` and `ACME@BATS`, share the path of the asset, each with a gap of its own.
 */
export class PriceWalk {
  readonly #market: RandomStream
  readonly #own: RandomStream
  readonly #regimes: RegimeChain
  readonly #round: (price: number) => number
  /** Weights of the common factor and of the symbol's own noise. */
  readonly #common: number
  readonly #single: number
  /** Of one session: diffused variance, drift of the log price, and the chances of a jump of the market and of one's own. */
  readonly #variance: number
  readonly #drift: number
  readonly #marketJumps: number
  readonly #ownJumps: number
  readonly #jumpSize: number
  readonly #usualVolume: number
  /** Null for a symbol that names no venue. */
  readonly #gap: VenueGap | null
  #logPrice: number
  #previousClose = Number.NaN

  constructor(model: MarketModel, symbol: string) {
    const { seed, correlation, volatility, drift, jumpsPerYear } = model
    const { periodsPerYear } = calendar(model.calendar)
    this.#market = randomStream(seed, 'generate-market')
    const instrument = syntheticInstrument(symbol, model)
    this.#own = randomStream(seed, `generate-${assetOf(instrument)}`)
    this.#gap = instrument.venue === undefined ? null : new VenueGap(randomStream(seed, `generate-${symbol}`))
    this.#regimes = new RegimeChain(model.regimes, randomStream(seed, 'generate-regimes'))
    this.#round = rounder(instrument.tick)
    this.#common = Math.sqrt(correlation)
    this.#single = Math.sqrt(1 - correlation)
    const jumpVariance = jumpsPerYear === 0 ? 0 : Math.min(16 / periodsPerYear, 0.5 / jumpsPerYear) * volatility ** 2
    this.#jumpSize = Math.sqrt(jumpVariance)
    this.#variance = (volatility ** 2 - jumpsPerYear * jumpVariance) / periodsPerYear
    this.#drift = (drift - volatility ** 2 / 2) / periodsPerYear
    this.#marketJumps = (correlation * jumpsPerYear) / periodsPerYear
    this.#ownJumps = ((1 - correlation) * jumpsPerYear) / periodsPerYear
    this.#usualVolume = 10 ** (5.5 + 1.5 * this.#own.next())
    this.#logPrice = Math.log(model.startPrice)
  }

  /** Writes the session's bars from `firstRow` on. */
  write(session: Session, grid: SessionGrid, target: BarColumns, firstRow: number): void {
    const regime = this.#regimes.next()
    const dayVariance = this.#variance * regime ** 2
    const hasNight = session.open > this.#previousClose
    if (hasNight) this.#logPrice += Math.sqrt(nightShare * dayVariance) * this.#shock()
    const sessionVariance = hasNight ? (1 - nightShare) * dayVariance : dayVariance
    const restlessness = Math.sqrt(regime)
    for (let bar = 0; bar < grid.bars; bar++) {
      const row = firstRow + bar
      target.openTime[row] = session.open + (grid.opens[bar] as number)
      target.closeTime[row] = session.open + (grid.closes[bar] as number)
      const variance = sessionVariance * (grid.variance[bar] as number)
      const time = grid.time[bar] as number
      const change = this.#drift * time + Math.sqrt(variance) * this.#shock() + this.#jump(time)
      this.#writePrices(target, row, change, variance)
      const surprise = Math.abs(change) / Math.sqrt(variance)
      target.volume[row] = this.#volume((grid.volume[bar] as number) * restlessness, surprise)
    }
    this.#previousClose = session.close
  }

  /** A standard normal draw that correlates with other symbols'. */
  #shock(): number {
    return this.#common * this.#market.normal() + this.#single * this.#own.normal()
  }

  /** The jumps of a share of a session: with such chances two in one bar are left out. */
  #jump(time: number): number {
    const market = this.#market.next() < this.#marketJumps * time ? this.#market.normal() : 0
    const own = this.#own.next() < this.#ownJumps * time ? this.#own.normal() : 0
    return this.#jumpSize * (market + own)
  }

  #writePrices(target: BarColumns, row: number, change: number, variance: number): void {
    const from = this.#logPrice
    const atOpen = this.#gap?.next() ?? 0
    const atClose = this.#gap?.next() ?? 0
    const open = this.#round(Math.exp(from + atOpen))
    const close = this.#round(Math.exp(from + change + atClose))
    const high = this.#round(Math.exp(from + bridgeReach(change, variance, this.#own.next()) + Math.max(atOpen, atClose)))
    const low = this.#round(Math.exp(from - bridgeReach(-change, variance, this.#own.next()) + Math.min(atOpen, atClose)))
    target.open[row] = open
    target.close[row] = close
    target.high[row] = Math.max(open, high, close)
    target.low[row] = Math.min(open, low, close)
    this.#logPrice = from + change
  }

  /** Whole units; more where the price moves more than is usual for the hour. */
  #volume(share: number, surprise: number): number {
    const noise = Math.exp(0.4 * this.#own.normal())
    const listed = this.#gap === null ? share : share * this.#gap.volumeShare
    return Math.max(1, Math.round(this.#usualVolume * listed * noise * (0.5 + 0.6 * surprise)))
  }
}

/** How far above its start a Brownian path gets that ends `change` away: its exact distribution, from a uniform draw (Karatzas and Shreve, 2.8). */
function bridgeReach(change: number, variance: number, uniform: number): number {
  return (change + Math.sqrt(change * change - 2 * variance * Math.log(1 - uniform))) / 2
}

/** Prices on the tick, one tick at least. */
function rounder(tick: number | 'none'): (price: number) => number {
  if (tick === 'none') return (price) => price
  const perUnit = Math.round(1 / tick)
  return (price) => Math.max(1, Math.round(price * perUnit)) / perUnit
}
