// Bars for the tests of indicators: on a price grid, so that ties happen as often as in a market.

import fc from 'fast-check'
import type { BarColumns, BarField } from '../model/bar.js'
import { randomStream } from '../std/random.js'

/** Bars of a walk in ticks of 0.01, with flat bars among them; every bar has volume. */
export const anyBars = (maxLength = 200): fc.Arbitrary<BarColumns> =>
  fc
    .array(
      fc.record({
        gap: fc.integer({ min: -5, max: 5 }),
        move: moves,
        above: fc.nat(4),
        below: fc.nat(4),
        volume: fc.integer({ min: 1, max: 99 }),
      }),
      {
        maxLength,
        size: 'max',
      },
    )
    .map(walk)

const moves = fc.oneof(fc.constant(0), fc.integer({ min: -20, max: 20 }))

interface Step {
  readonly gap: number
  readonly move: number
  readonly above: number
  readonly below: number
  readonly volume: number
}

function walk(steps: readonly Step[]): BarColumns {
  const bars = emptyBars(steps.length)
  let ticks = 10_000
  steps.forEach(({ gap, move, above, below, volume }, i) => {
    const open = ticks + gap
    ticks = open + move
    bars.open[i] = open / 100
    bars.close[i] = ticks / 100
    bars.high[i] = (Math.max(open, ticks) + above) / 100
    bars.low[i] = (Math.min(open, ticks) - below) / 100
    bars.volume[i] = volume
  })
  return bars
}

/** The same bars for the same seed. */
export function seededBars(length: number, seed = 1): BarColumns {
  const random = randomStream(seed, 'bars')
  const between = (min: number, max: number): number => min + random.integer(max - min + 1)
  const step = (): Step => ({
    gap: between(-9, 9),
    move: between(-40, 40),
    above: between(0, 9),
    below: between(0, 9),
    volume: between(1, 999),
  })
  return walk(Array.from({ length }, step))
}

/** Bars whose four prices are the same. */
export function flatBars(prices: readonly number[], volume = 1): BarColumns {
  const price = Float64Array.from(prices)
  return { ...emptyBars(prices.length), open: price, high: price, low: price, close: price, volume: price.map(() => volume) }
}

/** A column of prices on a grid, as long as wanted. */
export function seededPrices(length: number, tick: number, seed: number): Float64Array {
  const random = randomStream(seed, 'prices')
  let ticks = Math.round(100 / tick)
  return Float64Array.from({ length }, () => {
    ticks = Math.max(1, ticks + random.integer(41) - 20)
    return ticks * tick
  })
}

/** The bars that `keep` lets through, in order. */
export function selectBars(bars: BarColumns, keep: (index: number) => boolean): BarColumns {
  const select = (column: Float64Array): Float64Array => column.filter((_, index) => keep(index))
  const openTime = select(bars.openTime)
  return {
    length: openTime.length,
    openTime,
    closeTime: select(bars.closeTime),
    open: select(bars.open),
    high: select(bars.high),
    low: select(bars.low),
    close: select(bars.close),
    volume: select(bars.volume),
  }
}

/** A bar's values in the order that a definition reads them. */
export function inputsAt(bars: BarColumns, fields: readonly BarField[], index: number): [number, ...number[]] {
  return fields.map((field) => bars[field][index]) as [number, ...number[]]
}

function emptyBars(length: number): BarColumns {
  const times = Float64Array.from({ length }, (_, index) => index)
  const column = (): Float64Array => new Float64Array(length)
  return {
    length,
    openTime: times,
    closeTime: times.map((time) => time + 1),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
}
