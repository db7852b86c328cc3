import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../std/property.testing.js'
import { LIQUIDATION_BUFFER, type Liquidable, liquidationLots } from './liquidation-plan.js'

describe('what is closed', () => {
  test.each<[string, equity: number, readonly Liquidable[], readonly number[]]>([
    ['nothing while the margin is covered', 1_000, [{ lots: 40, perLot: 25 }], [0]],
    ['as much as it takes to have 1 % of equity to spare', 900, [{ lots: 40, perLot: 25 }], [5]],
    ['whole lots', 999, [{ lots: 40, perLot: 25 }], [1]],
    ['a short position as a long one', 900, [{ lots: -40, perLot: 25 }], [5]],
    [
      'the one that releases most first',
      900,
      [
        { lots: 100, perLot: 1 },
        { lots: -30, perLot: 30 },
      ],
      [0, 4],
    ],
    [
      'then the next, where that is not enough',
      300,
      [
        { lots: 100, perLot: 4 },
        { lots: -20, perLot: 30 },
      ],
      [26, 20],
    ],
    [
      'of two alike the first',
      700,
      [
        { lots: 100, perLot: 4 },
        { lots: 100, perLot: 4 },
      ],
      [27, 0],
    ],
    [
      'all of it, where nothing else helps',
      -50,
      [
        { lots: 100, perLot: 4 },
        { lots: -20, perLot: 30 },
      ],
      [100, 20],
    ],
    [
      'nothing of what releases nothing',
      -50,
      [
        { lots: 100, perLot: 0 },
        { lots: -20, perLot: 30 },
      ],
      [0, 20],
    ],
    ['nothing where nothing is held', -50, [], []],
  ])('%s', (_, equity, positions, lots) => {
    expect(liquidationLots(equity, positions)).toEqual(lots)
  })
})

const anyPosition = fc.record({
  lots: fc.integer({ min: -5_000, max: 5_000 }).filter((lots) => lots !== 0),
  perLot: fc.double({ min: 0.01, max: 500, noNaN: true }),
})
const anyPositions = fc.array(anyPosition, { maxLength: 12, size: 'max' })
const anyEquity = fc.double({ min: -1e6, max: 5e6, noNaN: true })
const required = (positions: readonly Liquidable[]): number => positions.reduce((sum, { lots, perLot }) => sum + Math.abs(lots) * perLot, 0)
const after = (positions: readonly Liquidable[], closes: readonly number[]): Liquidable[] =>
  positions.map(({ lots, perLot }, place) => ({ perLot, lots: Math.sign(lots) * (Math.abs(lots) - (closes[place] as number)) }))

test('afterwards excess liquidity is not below zero, or nothing is left', () => {
  fc.assert(
    fc.property(anyEquity, anyPositions, (equity, positions) => {
      const left = after(positions, liquidationLots(equity, positions))
      const isFlat = left.every(({ lots }) => lots === 0)
      expect(isFlat || equity - required(left) >= -1e-6).toBe(true)
    }),
    { numRuns: runs(10_000) },
  )
})

test('no position is turned, one at most is closed in part, and no lot is closed that need not be', () => {
  fc.assert(
    fc.property(anyEquity, anyPositions, (equity, positions) => {
      const closes = liquidationLots(equity, positions)
      const size = (place: number): number => Math.abs((positions[place] as Liquidable).lots)
      const touched = closes.flatMap((closed, place) => (closed > 0 ? [place] : []))
      for (const place of touched) expect(Number.isInteger(closes[place]) && (closes[place] as number) <= size(place)).toBe(true)
      const parts = touched.filter((place) => (closes[place] as number) < size(place))
      expect(parts.length).toBeLessThanOrEqual(1)
      const [part] = parts
      if (part === undefined) return
      const less = closes.map((closed, place) => (place === part ? closed - 1 : closed))
      expect(equity - required(after(positions, less))).toBeLessThan(LIQUIDATION_BUFFER * Math.max(0, equity) + 1e-6)
    }),
    { numRuns: runs(10_000) },
  )
})

test('what nobody trades any more takes its margin, and the others are closed for it', () => {
  const stuck = { lots: 100, perLot: 30, isStuck: true }
  expect(liquidationLots(2_000, [stuck, { lots: 50, perLot: 10 }])).toEqual([0, 50])
  expect(liquidationLots(3_300, [stuck, { lots: 50, perLot: 10 }])).toEqual([0, 24])
})
