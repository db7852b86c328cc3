import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { DAY_MS } from '../model/time.js'
import type { MoneyRules } from './account.js'
import { fillOf } from './fill.testing.js'
import { Portfolio } from './portfolio.js'
import { pairSeries } from './rates.testing.js'

const DE = instrument('DE', 'equity', { currency: 'EUR' })
const US = instrument('US', 'equity')
const ibkr = { bps: 0.2, minimum: 2 }
/** EURUSD is 1.25 from the end of day 1 on, 1.5 from the end of day 2 on. */
const pairs = [pairSeries('EURUSD', 1.25, 1.5)]

function account(rules: MoneyRules = {}, from = DAY_MS): Portfolio {
  const portfolio = new Portfolio([DE, US], 10_000, 0, { currency: 'USD', pairs, ...rules })
  portfolio.advanceRates(from)
  return portfolio
}
const buyTen = fillOf(10, 100, { instrument: 'DE', fee: 4, time: DAY_MS, fillId: 1 })
const sellTen = fillOf(-10, 110, { instrument: 'DE', fee: 4, time: 2 * DAY_MS, fillId: 2 })

test('an account is in the currency of its first instrument unless it is told otherwise', () => {
  expect(new Portfolio([DE], 1, 0)).toMatchObject({ currency: 'EUR', isOneCurrency: true })
  expect(account()).toMatchObject({ currency: 'USD', isOneCurrency: false })
})

test('an account without instruments is in dollars', () => {
  expect(new Portfolio([], 5, 0)).toMatchObject({ currency: 'USD', isOneCurrency: true, equity: 5 })
})

test('without a pair the equity is known until something is held in another currency', () => {
  const portfolio = new Portfolio([DE, US], 10_000, 0, { currency: 'USD' })
  expect(portfolio.equity).toBe(10_000)
  portfolio.apply(buyTen, 'in', null)
  expect(portfolio.equity).toBeNaN()
})

describe('kept', () => {
  test('foreign cash and positions are worth their amount at the rate of the moment', () => {
    const portfolio = account()
    portfolio.apply(buyTen, 'in', null)
    expect([portfolio.cashIn('USD'), portfolio.cashIn('EUR')]).toEqual([10_000, -1_004])
    expect(portfolio.cash).toBe(10_000 - 1_004 * 1.25)
    expect([portfolio.equity, portfolio.grossExposure, portfolio.rate('DE'), portfolio.rate('US')]).toEqual([9_995, 1_250, 1.25, 1])
    portfolio.advanceRates(2 * DAY_MS)
    expect([portfolio.equity, portfolio.grossExposure]).toEqual([9_994, 1_500])
  })

  test('a round trip is made in its own currency, and counted at the rate of its exit', () => {
    const portfolio = account()
    portfolio.apply(buyTen, 'in', 90)
    portfolio.advanceRates(2 * DAY_MS)
    const trip = portfolio.apply(sellTen, 'out', null)
    expect(trip).toMatchObject({
      entryPrice: 100,
      exitPrice: 110,
      grossPnl: 150,
      fees: 12,
      pnl: 138,
      mfe: 150,
      initialRisk: 150,
      rate: 1.5,
    })
    expect(portfolio.roundTrips[0]).toEqual(trip)
    expect([portfolio.cashIn('EUR'), portfolio.equity]).toEqual([92, 10_138])
  })

  test('what it was worth at its worst and what slipped count at the rate of its exit too', () => {
    const portfolio = account()
    portfolio.apply({ ...buyTen, slippage: 2 }, 'in', null)
    markAt(portfolio, 96)
    portfolio.advanceRates(2 * DAY_MS)
    expect(portfolio.apply(sellTen, 'out', null)).toMatchObject({ mae: -40 * 1.5, mfe: 100 * 1.5, slippage: 2 * 1.5 })
  })
})

describe('at the trade', () => {
  test('every amount is turned over at the rate, at its cost, and no foreign cash is left', () => {
    const portfolio = account({ conversion: ibkr })
    portfolio.apply(buyTen, 'in', null)
    expect([portfolio.cashIn('EUR'), portfolio.cashIn('USD'), portfolio.cash]).toEqual([0, 10_000 - 1_255 - 2, 8_743])
    const { ledger } = portfolio
    expect([ledger.balance('fx', 0), ledger.balance('fx', 1)]).toEqual([1_255_000_000, -1_004_000_000])
    expect([ledger.balance('fees', 0), ledger.balance('fees', 1)]).toEqual([2_000_000, 4_000_000])
    const turnedOver = [...ledger.postings()].filter(({ cause }) => cause === 'conversion')
    expect(turnedOver.map(({ account: name, currency, amount }) => [name, currency, amount / 1e6])).toEqual([
      ['cash', 'EUR', 1_004],
      ['fx', 'EUR', -1_004],
      ['fx', 'USD', 1_255],
      ['cash', 'USD', -1_255],
      ['cash', 'USD', -2],
      ['fees', 'USD', 2],
    ])
    portfolio.advanceRates(2 * DAY_MS)
    expect(portfolio.equity).toBe(8_743 + 1_500)
    portfolio.apply(sellTen, 'out', null)
    expect(portfolio.equity).toBe(8_743 + 1_096 * 1.5 - 2)
  })

  test('the account’s own currency is not turned over, nor is an amount of nothing', () => {
    const portfolio = account({ conversion: ibkr })
    portfolio.apply(fillOf(10, 100, { instrument: 'US', fee: 1, time: DAY_MS }), 'in', null)
    portfolio.charge('interest', 0, 'EUR', DAY_MS)
    expect(portfolio.cash).toBe(10_000 - 1_001)
  })

  test('a large amount costs its basis points', () => {
    const portfolio = account({ conversion: { bps: 10, minimum: 2 } })
    portfolio.apply({ ...buyTen, fee: 0, quantity: 100 }, 'in', null)
    expect(portfolio.cash).toBe(10_000 - 12_500 - 12.5)
  })

  test('dividends and charges are turned over when they move cash', () => {
    const portfolio = account({ conversion: { bps: 0, minimum: 0 } })
    portfolio.apply({ ...buyTen, fee: 0 }, 'in', null)
    portfolio.declareDividend('DE', 1, DAY_MS, 2 * DAY_MS)
    expect([portfolio.cash, portfolio.equity]).toEqual([8_750, 10_012.5])
    portfolio.advanceRates(2 * DAY_MS)
    expect(portfolio.equity).toBe(8_750 + 1_500 + 15)
    portfolio.payDue(2 * DAY_MS)
    portfolio.charge('interest', 2, 'EUR', 2 * DAY_MS)
    expect([portfolio.cash, portfolio.cashIn('EUR')]).toEqual([8_762, 0])
  })

  test('cash for which there is no rate yet stays, and the equity is not known until there is', () => {
    const portfolio = account({ conversion: ibkr }, 0)
    expect(portfolio.equity).toBe(10_000)
    portfolio.apply(buyTen, 'in', null)
    expect([portfolio.equity, portfolio.cash, portfolio.cashIn('EUR')]).toEqual([Number.NaN, Number.NaN, -1_004])
    portfolio.advanceRates(DAY_MS)
    expect(portfolio.equity).toBe(9_995)
  })
})

test('a rate that is a week old makes the equity unknown, if anything hangs on it', () => {
  const portfolio = account({}, 10 * DAY_MS)
  expect([portfolio.equity, portfolio.rate('DE')]).toEqual([10_000, Number.NaN])
  portfolio.apply(buyTen, 'in', null)
  expect(portfolio.equity).toBeNaN()
})

test('a mark that is no number makes the equity unknown', () => {
  const portfolio = new Portfolio([US], 100, 0)
  portfolio.apply(fillOf(1, 50, { instrument: 'US' }), 'in', null)
  markAt(portfolio, Number.POSITIVE_INFINITY)
  expect(portfolio.equity).toBeNaN()
})

describe('settled cash', () => {
  const friday = Date.parse('2024-06-07T15:00Z')
  const settled = (time: string, rules: MoneyRules): number => {
    const portfolio = account(rules)
    portfolio.apply(fillOf(10, 100, { instrument: 'US', time: friday }), 'in', null)
    portfolio.apply(fillOf(-10, 110, { instrument: 'US', time: friday, fee: 1 }), 'out', null)
    return portfolio.settledCash(Date.parse(time))
  }

  test('leaves out what a sale brought until it has settled; purchases and fees count at once', () => {
    expect(settled('2024-06-07T20:00Z', { settles: true })).toBe(8_999)
    expect(settled('2024-06-10T13:30Z', { settles: true })).toBe(10_099)
  })

  test('is all cash where settlement is not followed', () => {
    expect(settled('2024-06-07T20:00Z', {})).toBe(10_099)
  })

  test('of a sale in another currency waits at the rate of the sale, and no more after a bust', () => {
    const portfolio = account({ settles: true })
    const sale = fillOf(-10, 100, { instrument: 'DE', time: friday })
    portfolio.apply(sale, 'out', null)
    expect([portfolio.cash, portfolio.settledCash(friday)]).toEqual([11_250, 10_000])
    portfolio.bust(sale, friday)
    expect([portfolio.cash, portfolio.settledCash(friday)]).toEqual([10_000, 10_000])
  })

  test('a sale that was busted brings nothing later', () => {
    const portfolio = account({ settles: true })
    const sale = fillOf(-10, 110, { instrument: 'US', time: friday })
    portfolio.apply(sale, 'out', null)
    portfolio.correct(sale, { ...sale, quantity: 5 }, friday)
    expect(portfolio.settledCash(friday)).toBe(10_000)
    portfolio.bust(sale, friday)
    expect([portfolio.settledCash(friday), portfolio.cash]).toEqual([10_000, 10_000])
  })
})

/** Marks the first instrument at the close of its first bar. */
function markAt(portfolio: Portfolio, close: number): void {
  const column = Float64Array.of(close)
  const columns = { length: 1, openTime: column, closeTime: column, open: column, high: column, low: column, close: column, volume: column }
  portfolio.markBar(0, columns, 0)
}
