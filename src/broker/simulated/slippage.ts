// Slippage: how much worse than the reference price a market or stop order fills. Limit orders never slip past their limit.

import type { Instrument } from '../../model/instrument.js'
import { roundToTick } from '../../model/tick.js'

/** The price after slippage: higher for a buy (`side` +1), lower for a sell (−1). `share` is our part of the bar's volume, 0 when unknown. */
export type SlippageModel = (price: number, side: 1 | -1, instrument: Instrument, share: number) => number

export const noSlippage: SlippageModel = (price) => price

/** A number of ticks; one basis point each where the instrument has no tick. */
export function tickSlippage(ticks: number): SlippageModel {
  const inBps = bpsSlippage(ticks)
  return (price, side, instrument, share) => {
    if (instrument.tick === 'none') return inBps(price, side, instrument, share)
    return onTick(price + side * ticks * instrument.tick, instrument.tick, side)
  }
}

/** Basis points (1e-4) of the price. */
export function bpsSlippage(bps: number): SlippageModel {
  return (price, side, instrument) => {
    const slipped = price + side * Math.abs(price) * bps * 1e-4
    return instrument.tick === 'none' ? slipped : onTick(slipped, instrument.tick, side)
  }
}

/** `factor` × (our share of the bar's volume)², as a fraction of the price: the quadratic volume-share model of zipline. */
export function volumeShareSlippage(factor: number): SlippageModel {
  return (price, side, instrument, share) => {
    const slipped = price + side * Math.abs(price) * factor * share * share
    return instrument.tick === 'none' ? slipped : onTick(slipped, instrument.tick, side)
  }
}

/** Never a better tick than the slipped price. */
function onTick(price: number, tick: number, side: 1 | -1): number {
  return roundToTick(price, tick, side > 0 ? 'up' : 'down')
}
