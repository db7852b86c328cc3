import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { acted } from './acted.js'

const series = handSeries('A', flatBars(90, 90, 90))

test('from the date of a split on prices are divided and volume is multiplied', () => {
  const { columns, actions } = acted(series, [{ exDate: '2024-01-02', ratio: 3 }])
  expect([...columns.close]).toEqual([90, 30, 30])
  expect([...columns.volume]).toEqual([1e6, 3e6, 3e6])
  expect(actions).toEqual([{ kind: 'split', exDate: '2024-01-02', ratio: 3 }])
})

test('from its ex-date on prices are without a dividend, of the shares of then', () => {
  const acts = [
    { exDate: '2024-01-02', ratio: 3 },
    { exDate: '2024-01-03', dividend: 0.1, payDate: '2024-01-05' },
  ] as const
  const { columns, actions } = acted(series, acts)
  expect([...columns.close]).toEqual([90, 30, 27])
  expect(actions?.[1]).toEqual({ kind: 'dividend', exDate: '2024-01-03', amount: 3, factor: 0.9, payDate: '2024-01-05' })
})
