// A pair: two instruments that move together; when they part, the dear one is sold and the cheap one bought until they meet again.

import { defineStrategy, type InstrumentView, type Target, target, z } from 'trading-bench'

const isInstrument = { value: 'instrument' }

const params = z
  .object({
    first: z
      .string()
      .default('')
      .describe('Instrument of the one leg; the first of the run besides the other leg when empty')
      .meta(isInstrument),
    second: z.string().default('').describe('Instrument of the other; the first besides the one when empty').meta(isInstrument),
    lookback: z.int().min(10).max(2000).default(60).describe('Closes over which hedge ratio, mean and deviation of the spread are taken'),
    enter: z.number().positive().default(2).describe('Deviations from the mean at which the pair is opened'),
    leave: z.number().min(0).default(0.5).describe('Deviations within which it is closed'),
    giveUp: z.number().positive().default(4).describe('Deviations at which it is closed at a loss: they have parted for good'),
    gross: z.number().positive().max(2).default(0.9).describe('Value of both legs together, as a share of the strategy’s allocation'),
  })
  .refine(({ leave, enter, giveUp }) => leave < enter && enter < giveUp, 'leave, enter and giveUp stand in that order')
  .refine(({ first, second }) => first === '' || first !== second, { path: ['second'], error: 'a pair has two legs: name another one' })

/** Ring buffers of log closes, and which way the pair is to be held: 1 holds the first leg long, −1 short. */
interface Memory {
  /** Their instruments, from the time on at which both have had a bar: what begins later changes no pair. */
  ids: readonly [string, string] | null
  readonly first: Float64Array
  readonly second: Float64Array
  seen: number
  side: 1 | 0 | -1
  /** After giving up, and after one leg stood alone, the spread has to come back before the pair is opened again. */
  isBanned: boolean
}

type Leg = InstrumentView<Record<never, never>>

export default defineStrategy({
  name: 'pairs',
  description: 'Trades the spread of two instruments: opened where it stands far from its mean, closed where it has come back.',
  params,
  leastInstruments: 2,
  memory: ({ lookback }): Memory => ({
    ids: null,
    first: new Float64Array(lookback),
    second: new Float64Array(lookback),
    seen: 0,
    side: 0,
    isBanned: false,
  }),
  onBars({ instruments, memory }, p) {
    memory.ids ??= chosen(instruments, p)
    const [a, b] = (memory.ids ?? []).map((id) => instruments.find(({ instrument }) => instrument.id === id))
    if (a === undefined || b === undefined) return
    const place = a.isFresh && b.isFresh ? note(a, b, memory, p) : null
    const leftovers = unwound([a, b], memory)
    if (leftovers.length > 0) return leftovers
    if (place === null || memory.seen < p.lookback) return
    const { ratio, z: score } = spreadOf(memory.first, memory.second, place)
    if (!Number.isFinite(score)) return
    const side = sideFor(score, memory, p)
    if (side === memory.side) return
    memory.side = side
    const weight = (side * p.gross) / (1 + Math.abs(ratio))
    const reason = `spread at ${score.toFixed(2)} deviations, ${ratio.toFixed(2)} of ${b.instrument.id} for one of ${a.instrument.id}`
    return [target(a.instrument.id, weight, reason), target(b.instrument.id, side === 0 ? 0 : -ratio * weight, reason)]
  },
  onSplit({ memory, instrument }, { ratio }) {
    const leg = memory.ids?.indexOf(instrument.id) ?? -1
    const closes = [memory.first, memory.second][leg]
    closes?.forEach((close, i) => {
      closes[i] = close - Math.log(ratio)
    })
  },
})

/** The legs by name, or the first that stand there; null while one of them has had no bar. */
function chosen(instruments: readonly Leg[], { first, second }: z.output<typeof params>): readonly [string, string] | null {
  const ids = instruments.map(({ instrument }) => instrument.id)
  const a = ids.find((id) => (first === '' ? id !== second : id === first))
  const b = ids.find((id) => (second === '' ? id !== a : id === second))
  return a === undefined || b === undefined ? null : [a, b]
}

/** Keeps the closes of both legs; answers where. */
function note(a: Leg, b: Leg, memory: Memory, { lookback }: z.output<typeof params>): number {
  const place = memory.seen++ % lookback
  memory.first[place] = Math.log(a.bar.close)
  memory.second[place] = Math.log(b.bar.close)
  return place
}

/**
 * Closes what should not be held: a leg that stands alone, since the other one was denied, not filled, stopped out or closed by somebody else, and legs of
 * a pair that was closed and did not go. While an order is under way nobody knows what will be held.
 */
function unwound(legs: readonly Leg[], memory: Memory): Target[] {
  if (legs.some(({ working }) => working.some(({ role }) => role !== 'stop' && role !== 'target'))) return []
  const held = legs.filter(({ position }) => !position.isFlat)
  if (memory.side !== 0 && held.length < legs.length) {
    memory.side = 0
    memory.isBanned ||= held.length > 0
  }
  if (memory.side !== 0) return []
  return held.filter(({ isFresh }) => isFresh).map(({ instrument }) => target(instrument.id, 0, 'not a pair'))
}

/** Which way the pair should be held now. */
function sideFor(score: number, memory: Memory, { enter, leave, giveUp }: z.output<typeof params>): 1 | 0 | -1 {
  const distance = Math.abs(score)
  if (distance <= leave) memory.isBanned = false
  if (memory.side !== 0) {
    if (distance >= giveUp) memory.isBanned = true
    const hasCrossed = memory.side * score > 0
    return distance <= leave || hasCrossed || distance >= giveUp ? 0 : memory.side
  }
  if (memory.isBanned || distance < enter || distance >= giveUp) return 0
  return score > 0 ? -1 : 1
}

/**
 * The hedge ratio is the slope of the least-squares line of the one log price on the other; the spread is what the line leaves, and its score the last
 * of it in standard deviations. NaN where either price has not moved.
 */
function spreadOf(first: Float64Array, second: Float64Array, last: number): { readonly ratio: number; readonly z: number } {
  const count = first.length
  let [sumA, sumB] = [0, 0]
  for (let i = 0; i < count; i++) {
    sumA += first[i] as number
    sumB += second[i] as number
  }
  const [meanA, meanB] = [sumA / count, sumB / count]
  let [together, own, other] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const [da, db] = [(first[i] as number) - meanA, (second[i] as number) - meanB]
    together += da * db
    own += db * db
    other += da * da
  }
  const ratio = together / own
  const deviation = Math.sqrt(Math.max(0, other - ratio * together) / count)
  const left = (first[last] as number) - meanA - ratio * ((second[last] as number) - meanB)
  return { ratio, z: left / deviation }
}
