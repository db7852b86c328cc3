import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BarSeries } from '../../../model/bar.js'
import type { Fill } from '../../../model/fill.js'
import { instrument } from '../../../model/instrument.js'
import { priceTables, shares } from './price-tables.js'

function seriesOf(id: string, bars: number): BarSeries {
  const time = Float64Array.from({ length: bars }, (_, i) => i * 60_000)
  const price = time.map((_, i) => 100 + Math.sin(i / 40))
  const columns = { length: bars, openTime: time, closeTime: time, open: price, high: price, low: price, close: price, volume: price }
  return { instrument: instrument(id, 'equity'), timeframe: '1m', columns }
}

function fillsOf(id: string, count: number): Fill[] {
  return Array.from({ length: count }, (_, i) => ({ instrument: id, side: 'buy', price: 100, quantity: 1, time: i * 60_000 }) as Fill)
}

test('shares sum to no more than the budget, give nobody more than it needs, and leave nothing over that somebody needs', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 80 }), fc.nat(20_000), (needs, budget) => {
      const given = shares(needs, budget)
      const sum = given.reduce((a, b) => a + b, 0)
      expect(sum).toBeLessThanOrEqual(budget)
      expect(given.every((one, i) => one <= (needs[i] as number))).toBe(true)
      const wanted = needs.reduce((a, b) => a + b, 0)
      expect(sum).toBeGreaterThan(Math.min(wanted, budget) - needs.length)
    }),
  )
})

test('one long series has the room that short ones leave', () => {
  const [long, short] = priceTables([seriesOf('LONG', 50_000), seriesOf('SHORT', 100)], fillsOf('LONG', 40_000))
  expect([long?.columns.time?.length, long?.fills.columns.time?.length, long?.note]).toEqual([50_000, 40_000, ''])
  expect([short?.columns.time?.length, short?.note]).toEqual([100, ''])
})

test('fills that are not carried are counted and told in the note', () => {
  const [one] = priceTables([seriesOf('A', 1_000)], fillsOf('A', 90_000))
  expect([one?.fillCount, one?.fills.columns.time?.length]).toEqual([90_000, 45_000])
  expect(one?.note).toBe('45,000 of 90,000 fills carried, one in 2.')
})

test('at most sixty instruments are carried, those with the most fills', () => {
  const series = Array.from({ length: 70 }, (_, i) => seriesOf(`I${i}`, 5))
  const tables = priceTables(
    series,
    series.slice(8).flatMap(({ instrument: { id } }) => fillsOf(id, 1)),
  )
  expect([tables.length, tables.every(({ fillCount }) => fillCount === 1)]).toEqual([60, true])
})
