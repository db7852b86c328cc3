import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import type { EpochMs } from '../../model/time.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { Portfolio } from '../../portfolio/portfolio.js'
import { dividends } from './dividends.js'
import { beginCheck, filled, runInside } from './run-inside.testing.js'

// A dollar a share; midnight in New York, and the open of the pay date.
const actions = [{ kind: 'dividend', exDate: '2024-01-03', amount: 1, factor: 0.99, payDate: '2024-01-05' }] as const
const [exTime, payTime] = [Date.UTC(2024, 0, 3, 5), Date.UTC(2024, 0, 5, 14, 30)]

function held(lots: number) {
  const series = { ...handSeries('X', flatBars(100, 100, 99, 99, 99, 99), { instrument: { calendar: 'XNYS' } }), actions }
  const portfolio = new Portfolio([series.instrument], 100_000, series.columns.openTime[0] as number)
  const check = beginCheck(dividends, runInside({}, { feed: new BarFeed([series]), portfolio }))
  const trade = (quantity: number, time: EpochMs): void => {
    const fill = { ...fillOf(quantity, 100), time, instrument: 'X' }
    portfolio.apply(fill, '', null)
    check.afterEvent?.(filled(fill), time)
  }
  trade(lots, exTime - 1)
  return { portfolio, trade, at: (time: EpochMs) => check.afterTime?.(time) }
}

test.each([10, -10])('%d held as the ex-date begins are owed a dollar each until the pay date', (lots) => {
  const { portfolio, trade, at } = held(lots)
  portfolio.declareDividend('X', 1, exTime, payTime)
  expect(at(exTime)).toBeNull()
  trade(5, exTime + 1)
  expect(at(payTime - 1)).toBeNull()
  portfolio.payDue(payTime)
  expect(at(payTime)).toBeNull()
})

test('what is bought on the ex-date is not owed', () => {
  const { portfolio, trade, at } = held(10)
  trade(5, exTime + 1)
  portfolio.declareDividend('X', 1, exTime, payTime)
  expect(at(exTime + 1)).toMatchObject({
    message: '15.00 USD stand on dividends, and holders were owed 10.00',
    context: { is: 15e6, should: 10e6 },
  })
})

test('what is paid on another day is told', () => {
  const { portfolio, at } = held(10)
  portfolio.declareDividend('X', 1, exTime, payTime + 1)
  expect(at(payTime - 1)).toBeNull()
  portfolio.payDue(payTime)
  expect(at(payTime)).toMatchObject({
    message: '10.00 USD stand on receivable, and holders were owed 0.00',
    context: { is: 10e6, should: 0 },
  })
})
