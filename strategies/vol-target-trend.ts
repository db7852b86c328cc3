// Trend at a steady risk: each instrument is held with or against its trend, at a weight that shrinks as it becomes restless.

import { defineStrategy, ema, target, z } from 'trading-bench'

const params = z
  .object({
    fast: z.int().min(1).default(32).describe('Bars of the fast average'),
    slow: z.int().min(2).default(128).describe('Bars of the slow one: the trend is up while the fast one is above it'),
    targetVolatility: z.number().positive().max(2).default(0.15).describe('Volatility that each position is to have, a year’s, a fraction'),
    halfLife: z.int().min(2).default(20).describe('Bars in which a move loses half of its weight in the realised volatility'),
    barsPerYear: z.int().positive().default(252).describe('Bars in a year: 252 of days'),
    maxWeight: z
      .number()
      .positive()
      .default(1)
      .describe('The most of an instrument’s share of the allocation: 1 is all of it, more needs leverage'),
    band: z.number().min(0).max(1).default(0.2).describe('A weight that is off by less than this part of it is left as it is'),
    shorts: z.boolean().default(false).describe('Whether to sell short in a downtrend; else to hold nothing'),
  })
  .refine(({ fast, slow }) => fast < slow, 'fast is shorter than slow')

/** What is known of an instrument: its last close, and the mean of its squared moves. */
interface Moves {
  close: number
  variance: number
  count: number
  /** The weight that was asked for last. It may have been denied. */
  weight: number
  /** Whether only a part of it has filled. */
  isPart: boolean
}

export default defineStrategy({
  name: 'vol-target-trend',
  description: 'Follows the trend of each instrument at a weight of target volatility ÷ realised volatility.',
  params,
  indicators: (p) => ({ fast: ema('close', p.fast), slow: ema('close', p.slow) }),
  memory: () => new Map<string, Moves>(),
  onBars({ instruments, memory }, p) {
    const decay = 0.5 ** (1 / p.halfLife)
    return instruments.flatMap(({ instrument: { id }, bar, lines, position, working, isFresh, isWarm }) => {
      if (!isFresh) return []
      const moves = follow(memory, id, bar.close, decay)
      if (!isWarm || moves.count < p.halfLife) return []
      const { weight, reason } = wanted(moves, lines.fast.now > lines.slow.now, instruments.length, p)
      const isHeld = isUnderWay(working) || (Math.sign(position.quantity) === Math.sign(moves.weight) && !moves.isPart)
      if (isHeld && isNear(weight, moves.weight, p.band)) return []
      moves.weight = weight
      moves.isPart = false
      return [target(id, weight, reason)]
    })
  },
  onFill({ memory, instrument, working }, { role }) {
    const moves = memory.get(instrument.id)
    if (moves !== undefined && role === 'rebalance') moves.isPart = isUnderWay(working)
  },
  onSplit({ memory, instrument }, { ratio }) {
    const moves = memory.get(instrument.id)
    if (moves !== undefined) moves.close /= ratio
  },
})

/** Takes a close into the exponentially weighted mean of squared log moves, begun as a plain mean so that no first move weighs too much. */
function follow(memory: Map<string, Moves>, id: string, close: number, decay: number): Moves {
  const moves = memory.get(id)
  if (moves === undefined) {
    const first = { close, variance: 0, count: 0, weight: 0, isPart: false }
    memory.set(id, first)
    return first
  }
  const move = Math.log(close / moves.close)
  moves.count++
  const share = Math.max(1 - decay, 1 / moves.count)
  moves.variance += share * (move * move - moves.variance)
  moves.close = close
  return moves
}

/** The weight that there should be, one of so many. */
function wanted({ variance }: Moves, isUp: boolean, instruments: number, p: z.output<typeof params>) {
  const realised = Math.sqrt(variance * p.barsPerYear)
  const direction = isUp ? 1 : p.shorts ? -1 : 0
  const sized = realised > 0 ? Math.min(p.maxWeight, p.targetVolatility / realised) : 0
  const trend = direction > 0 ? 'up' : direction < 0 ? 'down' : 'no trend'
  return { weight: (direction * sized) / instruments, reason: `${trend}, ${(100 * realised).toFixed(1)} % a year` }
}

/** Whether an order to a weight still works. */
function isUnderWay(working: readonly { readonly role: string }[]): boolean {
  return working.some(({ role }) => role === 'rebalance')
}

/** Whether a weight is still good enough: of the same direction, and off by less than the band. */
function isNear(weight: number, held: number, band: number): boolean {
  if (weight === 0 || held === 0) return weight === held
  return Math.sign(weight) === Math.sign(held) && Math.abs(weight / held - 1) <= band
}
