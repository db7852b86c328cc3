import { describe, expect, test } from 'vitest'
import { randomStream } from '../std/random.js'
import { blockPermutations, type Statistic, stationaryBootstrap } from './bootstrap.js'

const values = Float64Array.from({ length: 50 }, (_, i) => i)

/** Every history as a list, by a statistic that keeps what it sees. */
function histories(make: typeof stationaryBootstrap, blockLength: number, resamples = 200, seed = 1): number[][] {
  const seen: number[][] = []
  const keep: Statistic = (history) => seen.push([...history])
  make(values, [keep], { blockLength, resamples, stream: randomStream(seed, 'test') })
  return seen
}

/** How many values of a history do not follow their neighbour in the original, over the end included. */
function joints(history: readonly number[]): number {
  return history.filter((value, i) => i > 0 && value !== ((history[i - 1] as number) + 1) % values.length).length
}

describe('a stationary bootstrap', () => {
  test('makes blocks of the asked mean length that begin anywhere and wrap around', () => {
    const made = histories(stationaryBootstrap, 5, 2_000)
    const blocks = made.reduce((sum, history) => sum + joints(history) + 1, 0)
    expect((made.length * values.length) / blocks).toBeCloseTo(5, 0)
    const starts = new Set(made.map(([first]) => first))
    expect(starts.size).toBe(values.length)
    expect(made.some((history) => history.some((value, i) => value === 0 && history[i - 1] === 49))).toBe(true)
  })

  test('with blocks of 1 draws every value by itself', () => {
    const made = histories(stationaryBootstrap, 1, 2_000)
    const followed = made.reduce((sum, history) => sum + values.length - 1 - joints(history), 0)
    expect(followed / (made.length * (values.length - 1))).toBeCloseTo(1 / values.length, 2)
    const mean = made.flat().reduce((a, b) => a + b, 0) / made.flat().length
    expect(mean).toBeCloseTo(24.5, 0)
  })

  test('is the same for the same stream, and another for another', () => {
    expect(histories(stationaryBootstrap, 5, 20)).toEqual(histories(stationaryBootstrap, 5, 20))
    expect(histories(stationaryBootstrap, 5, 20)).not.toEqual(histories(stationaryBootstrap, 5, 20, 2))
  })

  test('gives each statistic its figure of every history', () => {
    const first: Statistic = ([value = Number.NaN]) => value
    const last: Statistic = (history) => history.at(-1) as number
    const resampling = { blockLength: 5, resamples: 30, stream: randomStream(1, 'test') }
    const [firsts, lasts] = stationaryBootstrap(values, [first, last], resampling)
    const made = histories(stationaryBootstrap, 5, 30)
    expect([...(firsts as Float64Array)]).toEqual(made.map(([value]) => value))
    expect([...(lasts as Float64Array)]).toEqual(made.map((history) => history.at(-1)))
  })
})

describe('block permutations', () => {
  test('have every value once, and neighbours stay together within blocks', () => {
    const made = histories(blockPermutations, 10)
    for (const history of made) expect(history.toSorted((a, b) => a - b)).toEqual([...values])
    const blocks = made.reduce((sum, history) => sum + joints(history) + 1, 0)
    expect((made.length * values.length) / blocks).toBeGreaterThan(7)
    expect((made.length * values.length) / blocks).toBeLessThan(13)
  })

  test('put each block first equally often', () => {
    const made = histories(blockPermutations, 1, 5_000)
    const counts = new Map<number, number>()
    for (const [first = -1] of made) counts.set(first, (counts.get(first) ?? 0) + 1)
    expect(counts.size).toBe(50)
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(50)
  })
})
