import { expect, test } from 'vitest'
import { OwedDividends } from './dividends.js'

const owed = (payTime: number, instrument: number) => ({ payTime, instrument, currency: 0, amount: 1 })

test('dividends come due soonest first, and those of one day in the order of their ex-dates', () => {
  const dividends = new OwedDividends()
  for (const [payTime, instrument] of [
    [12, 1],
    [8, 2],
    [10, 3],
    [12, 4],
    [20, 5],
  ] as const)
    dividends.add(owed(payTime, instrument))
  expect(dividends.nextTime).toBe(8)
  expect(dividends.due(7)).toEqual([])
  expect(dividends.due(10).map(({ instrument }) => instrument)).toEqual([2, 3])
  expect(dividends.nextTime).toBe(12)
  expect(dividends.due(30).map(({ instrument }) => instrument)).toEqual([1, 4, 5])
  expect(dividends.nextTime).toBe(Number.POSITIVE_INFINITY)
})
