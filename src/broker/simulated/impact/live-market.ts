// The market as it stands for our next fill: what our trades have done to its price so far, and the band beyond which nothing prints.

import type { PriceBand } from '../halts/halt-source.js'
import { Displacement, type ImpactCurve, logShift, meanMultiple, unitsWithin } from './impact-model.js'

/** An order as the market sees it, its prices as the bar tells prices. */
interface Taker {
  readonly side: 1 | -1
  /** The worst price that it takes; NaN at market. */
  readonly limit: number
  /** Whether it rests at its limit, and those trade with it whom the bar's path takes there: it pays the limit. */
  readonly rests: boolean
}

export class LiveMarket {
  displacement = new Displacement()
  /** Null where fills move nothing. */
  curve: ImpactCurve | null = null
  /** The log shift that is in the bar's prices already: what our fills do on top of it, the next fill of the bar pays. */
  base = 0
  /**
   * The bar as it is walked, as far as it is known: recorded prices under one shift, `base`. A limit order finds sellers below its limit, or buyers above it,
   * only as far as prices went there.
   */
  open = Number.NaN
  low = Number.NaN
  high = Number.NaN
  close = Number.NaN
  band: PriceBand | null = null
  /** Whether the band has held an order of ours back in this bar. */
  held = false

  copy(): LiveMarket {
    const copy = new LiveMarket()
    copy.displacement = this.displacement.copy()
    copy.curve = this.curve
    copy.base = this.base
    copy.open = this.open
    copy.low = this.low
    copy.high = this.high
    copy.close = this.close
    copy.band = this.band
    copy.held = this.held
    return copy
  }

  /** What our fills in this bar have added to the log of its prices. */
  get shift(): number {
    return this.curve === null ? 0 : logShift(this.curve, this.displacement) - this.base
  }

  /**
   * Units that an order can trade from a reference price of the bar on, of `most` that it wants: until its limit or the band is reached. One that rests
   * trades with those whom the bar's path took beyond its limit.
   */
  unitsFor({ side, limit, rests }: Taker, reference: number, most: number): number {
    const edge = this.band === null ? Number.NaN : side > 0 ? this.band.upper : this.band.lower
    const isBanded = !Number.isNaN(edge) && !(side * (edge - limit) >= 0)
    const worst = isBanded ? edge : limit
    const units = Number.isNaN(worst) ? this.#unitsAtAll(side, most) : this.#unitsUntil(side, worst, reference, rests, most)
    if (isBanded && units < most) this.held = true
    return units
  }

  /** The average price of a fill of so many units from a reference price of the bar on. */
  priceFor({ side, rests }: Taker, reference: number, units: number): number {
    if (this.curve === null || rests) return reference
    return reference * Math.exp(this.shift) * meanMultiple(this.curve, this.displacement, side * units)
  }

  take(side: 1 | -1, units: number): void {
    if (this.curve !== null) this.displacement.take(side * units, this.curve)
  }

  #unitsUntil(side: 1 | -1, worst: number, reference: number, rests: boolean, most: number): number {
    // Where fills move nothing the price is the recorded one, however far the bar went.
    if (this.curve === null) return side * (worst - reference) >= 0 ? most : 0
    const from = rests ? (side > 0 ? Math.min(reference, this.low) : Math.max(reference, this.high)) : reference
    const room = side * (Math.log(worst / from) - this.shift)
    return unitsWithin(this.curve, this.displacement, side, room, most)
  }

  /** None of a size that would leave no finite price. */
  #unitsAtAll(side: 1 | -1, most: number): number {
    return this.curve === null || Number.isFinite(meanMultiple(this.curve, this.displacement, side * most)) ? most : 0
  }
}
