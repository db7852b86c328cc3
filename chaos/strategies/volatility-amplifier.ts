// Wrong: follows a move with ever larger market orders, and so makes the move that it follows: where our fills move the market it feeds on itself. Stopped by the caps on the size and the value of an order, then by that on the value of a position.

import { defineStrategy, enterLong, enterShort, market, roc, z } from 'trading-bench'

export default defineStrategy({
  name: 'volatility-amplifier',
  params: z.object({
    lookback: z.int().min(1).max(10_000).default(5).describe('Bars over which it measures a move'),
    threshold: z.number().positive().default(0.002).describe('Move that sets it off, a fraction of the price'),
    amplification: z.number().min(1).max(1000).default(1.5).describe('How much larger each order is than the one before'),
    duration: z.int().min(1).max(100_000).default(10).describe('Bars for which it goes on'),
    lots: z.int().min(1).max(1_000_000_000).default(10).describe('Lots of the first order'),
  }),
  indicators: (p) => ({ move: roc(p.lookback) }),
  memory: () => new Map<string, { readonly isUp: boolean; readonly since: number }>(),
  onBar({ bar, instrument, memory }, { move }, { threshold, amplification, duration, lots }) {
    const known = memory.get(instrument.id)
    const goesOn = known !== undefined && bar.index - known.since < duration
    if (!goesOn && Math.abs(move.now) < threshold * PERCENT) return
    const wave = goesOn ? known : { isUp: move.now > 0, since: bar.index }
    memory.set(instrument.id, wave)
    const enter = wave.isUp ? enterLong : enterShort
    const size = { lots: Math.round(lots * amplification ** (bar.index - wave.since)) }
    return enter({ order: market(), size, tag: `wave${bar.index}`, reason: 'it moves' })
  },
})

/** The indicator counts in percent. */
const PERCENT = 100
