import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../tests/fixtures/series.js'
import type { BarSeries } from '../model/bar.js'
import type { CorporateAction } from '../model/corporate-action.js'
import { splitEras, splitsBy } from './split-eras.js'

const split = (exDate: string, ratio: number): CorporateAction => ({ kind: 'split', exDate, ratio })
const bars = handSeries('X', flatBars(700, 693, 99, 100, 10))

test('before each split the bars are as one saw them then, and in the last stretch as they are', () => {
  const eras = splitEras({ ...bars, actions: [split('2024-01-03', 7), split('2024-01-05', 10)] })
  expect(eras?.map(({ columns }) => [...columns.close])).toEqual([
    [700, 693],
    [100, 99, 99, 100],
    [10, 9.9, 9.9, 10, 10],
  ])
  expect([...(eras?.[2]?.columns.volume ?? [])]).toEqual([7e7, 7e7, 1e7, 1e7, 1e6])
})

test('none are without a split, and one of before the bars is none', () => {
  expect(splitEras(bars)).toBeNull()
  expect(splitEras({ ...bars, actions: [{ kind: 'dividend', exDate: '2024-01-03', amount: 1, factor: 0.99 }] })).toBeNull()
  expect(splitEras({ ...bars, actions: [split('2024-01-01', 7)] })).toBeNull()
})

test('a split counts from the beginning of its day', () => {
  const series: BarSeries = { ...bars, actions: [split('2024-01-03', 7)] }
  const midnight = Date.parse('2024-01-03T00:00:00Z')
  expect([midnight, midnight + 1].map((time) => splitsBy(series, time))).toEqual([0, 1])
})
