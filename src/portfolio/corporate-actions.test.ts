import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { fillOf } from './fill.testing.js'
import { Portfolio } from './portfolio.js'

const X = instrument('X', 'equity')

/** An account of 10,000 that holds these lots of X at 100, for each strategy. */
function holding(...lots: readonly number[]): Portfolio {
  const portfolio = new Portfolio([X], 10_000, 0)
  for (const [index, some] of lots.entries()) portfolio.apply(fillOf(some, 100, { strategy: `s${index}`, time: 1, barIndex: 1 }), 'in', 95)
  return portfolio
}

describe('a split', () => {
  test('makes more lots at a lower price, worth the same', () => {
    const portfolio = holding(10)
    expect(portfolio.split('X', 7, 100 / 7, 5)).toBe(0)
    expect(portfolio.position('s0', 'X')).toMatchObject({ quantity: 70, averagePrice: 100 / 7, openedAt: 1, openedBar: 1 })
    expect([portfolio.netLots('X'), portfolio.mark('X')]).toEqual([70, 100 / 7])
    expect([portfolio.equity, portfolio.cash]).toEqual([10_000, 9_000])
    expect([...portfolio.ledger.postings()].some(({ cause }) => cause === 'split')).toBe(false)
  })

  test('leaves the round trip what it made and risked, in the shares of its end', () => {
    const portfolio = holding(10)
    portfolio.split('X', 4, 25, 5)
    const trip = portfolio.apply(fillOf(-40, 30, { strategy: 's0', fee: 1, time: 9 }), 'out', null)
    expect(trip).toMatchObject({
      quantity: 40,
      entryPrice: 25,
      exitPrice: 30,
      grossPnl: 200,
      pnl: 199,
      mfe: 200,
      initialRisk: 50,
      entryTime: 1,
    })
    expect(portfolio.equity).toBe(10_199)
  })

  test('restates what was sold before it too', () => {
    const portfolio = holding(10)
    portfolio.apply(fillOf(-4, 120, { strategy: 's0', time: 3 }), 'half', null)
    portfolio.split('X', 2, 60, 5)
    const trip = portfolio.apply(fillOf(-12, 65, { strategy: 's0', time: 9 }), 'out', null)
    expect(trip).toMatchObject({ quantity: 20, entryPrice: 50, exitPrice: 63, grossPnl: 80 + 180 })
  })

  test('pays what is less than a lot in cash, long and short', () => {
    const long = holding(5)
    expect(long.split('X', 0.5, 200, 5)).toBe(100)
    expect(long.position('s0', 'X')).toMatchObject({ quantity: 2, averagePrice: 200 })
    expect([long.cash, long.equity]).toEqual([9_600, 10_000])
    expect(long.ledger.balance('cash-in-lieu')).toBe(-100_000_000)
    expect([...long.ledger.postings()].slice(-2)).toEqual([
      { time: 5, account: 'cash-in-lieu', currency: 'USD', amount: -100_000_000, cause: 'split', reference: 0 },
      { time: 5, account: 'cash', currency: 'USD', amount: 100_000_000, cause: 'split', reference: 0 },
    ])
    const short = holding(-5)
    expect(short.split('X', 0.5, 200, 5)).toBe(-100)
    expect([short.netLots('X'), short.cash, short.equity]).toEqual([-2, 10_400, 10_000])
  })

  test('comes over a fill of before it that is heard of only later: it counts in the shares after it, and cost what it cost', () => {
    const portfolio = holding(-29)
    portfolio.split('X', 3, 100 / 3, 5)
    const late = { strategy: 's0', time: 4 }
    portfolio.apply(fillOf(33, 96, late), 'entry', null)
    portfolio.apply(fillOf(-12, 99, late), 'entry', null)
    const position = portfolio.position('s0', 'X')
    expect([position.quantity, position.averagePrice, portfolio.netLots('X')]).toEqual([-24, 33, -24])
    expect(portfolio.roundTrips).toMatchObject([
      { quantity: 87, exitPrice: 32, grossPnl: expect.closeTo(29 * 4, 9) },
      { quantity: 12, exitPrice: 33, grossPnl: 12 },
    ])
    expect(portfolio.cash).toBe(10_000 + 2_900 - 33 * 96 + 12 * 99)
    // At the moment of a split it comes before an open, and after what filled inside the bar that ends there.
    portfolio.apply(fillOf(4, 99, { strategy: 's0', time: 5, priceSource: 'trigger' }), 'exit', null)
    expect(position.quantity).toBe(-12)
    portfolio.apply(fillOf(12, 33, { strategy: 's0', time: 5, priceSource: 'open' }), 'exit', null)
    expect(position.isFlat).toBe(true)
  })

  test('pays what is less than a lot of a fill that is heard of later', () => {
    const portfolio = holding(30)
    portfolio.split('X', 0.1, 1_000, 5)
    portfolio.apply(fillOf(7, 100, { strategy: 's0', time: 4 }), 'entry', null)
    expect([portfolio.position('s0', 'X').quantity, portfolio.netLots('X')]).toEqual([3, 3])
    expect([portfolio.cash, portfolio.equity]).toEqual([7_000, 10_000])
    portfolio.apply(fillOf(7, 100, { strategy: 's1', time: 4 }), 'entry', null)
    expect(portfolio.roundTrips).toMatchObject([{ strategy: 's1', quantity: expect.closeTo(0.7, 9), exitReason: 'cash in lieu', pnl: 0 }])
    expect(portfolio.netLots('X')).toBe(3)
  })

  test('pays so at the time of the fill, and at its price where nothing had one as the split came', () => {
    const portfolio = new Portfolio([X], 10_000, 0)
    portfolio.split('X', 0.1, Number.NaN, 5)
    portfolio.apply(fillOf(7, 100, { time: 4 }), 'entry', null)
    expect([portfolio.cash, portfolio.netLots('X')]).toEqual([10_000, 0])
    expect([...portfolio.ledger.postings()].filter(({ cause }) => cause === 'split')).toMatchObject([{ time: 4 }, { time: 4 }])
  })

  test('holds the whole lots of a fill that is put right after it', () => {
    const portfolio = holding(7)
    const entry = fillOf(7, 100, { strategy: 's1', time: 4 })
    portfolio.apply(entry, 'entry', null)
    portfolio.split('X', 0.2, 500, 5)
    expect(portfolio.position('s1', 'X').quantity).toBe(1)
    portfolio.correct(entry, { ...entry, price: 90 }, 6)
    expect([portfolio.position('s1', 'X').quantity, portfolio.equity]).toEqual([1, 10_070])
    portfolio.correct(entry, { ...entry, quantity: 9 }, 7)
    expect([portfolio.position('s1', 'X').quantity, portfolio.equity]).toEqual([1, 10_000])
  })

  test('each strategy keeps whole lots of its own', () => {
    const portfolio = holding(5, 5)
    expect(portfolio.split('X', 1.5, 60, 5)).toBe(60)
    expect([portfolio.position('s0', 'X').quantity, portfolio.position('s1', 'X').quantity, portfolio.netLots('X')]).toEqual([7, 7, 14])
  })

  test('that leaves no lot ends the round trip', () => {
    const portfolio = holding(4)
    portfolio.split('X', 0.1, 1_100, 5)
    expect(portfolio.isExposed).toBe(false)
    expect(portfolio.roundTrips).toMatchObject([
      {
        quantity: 0.4,
        entryPrice: 1_000,
        exitPrice: 1_100,
        grossPnl: 40,
        exitReason: 'cash in lieu',
        exitRole: 'corporate-action',
        exitTime: 5,
      },
    ])
  })

  test.each([
    [210, 7, 30],
    // 49 × (1 / 49) is 0.9999999999999999.
    [49, 49, 1],
  ])('of a ratio that doubles cannot hold makes whole lots where they are whole: %d lots, one for %d', (lots, forOne, left) => {
    const portfolio = holding(lots)
    expect(portfolio.split('X', 1 / forOne, 100 * forOne, 5)).toBe(0)
    expect(portfolio.netLots('X')).toBe(left)
  })

  test.each([0, -2, Number.NaN, Number.POSITIVE_INFINITY])('of %d stops the program', (ratio) => {
    expect(() => holding(1).split('X', ratio, 1, 5)).toThrow('a split has a ratio above zero')
  })
})

describe('a dividend', () => {
  test('is owed from the ex-date, counts in equity at once, and is cash on the pay date', () => {
    const portfolio = holding(10)
    expect(portfolio.declareDividend('X', 2.5, 5, 9)).toBe(25)
    expect([portfolio.cash, portfolio.equity, portfolio.nextPayTime]).toEqual([9_000, 10_025, 9])
    expect([portfolio.ledger.balance('receivable'), portfolio.ledger.balance('dividends')]).toEqual([25_000_000, -25_000_000])
    portfolio.payDue(8)
    expect(portfolio.cash).toBe(9_000)
    portfolio.payDue(9)
    expect([portfolio.cash, portfolio.equity, portfolio.nextPayTime]).toEqual([9_025, 10_025, Number.POSITIVE_INFINITY])
    expect(portfolio.ledger.balance('receivable')).toBe(0)
  })

  test('is paid by whoever is short', () => {
    const portfolio = holding(-10)
    expect(portfolio.declareDividend('X', 2.5, 5, 9)).toBe(-25)
    expect([portfolio.cash, portfolio.equity]).toEqual([11_000, 9_975])
    expect(portfolio.ledger.balance('payable')).toBe(-25_000_000)
    portfolio.payDue(20)
    expect([portfolio.cash, portfolio.equity, portfolio.ledger.balance('payable')]).toEqual([10_975, 9_975, 0])
  })

  test('goes to the holder before the ex-date, though he has sold by the pay date', () => {
    const portfolio = holding(10)
    portfolio.declareDividend('X', 1, 5, 9)
    portfolio.apply(fillOf(-10, 100, { strategy: 's0', time: 6 }), 'out', null)
    portfolio.apply(fillOf(20, 100, { strategy: 's1', time: 7 }), 'in', null)
    portfolio.payDue(9)
    expect(portfolio.equity).toBe(10_010)
  })

  test('long and short strategies of one account each have their own, and dividends are paid in their order', () => {
    const portfolio = holding(10, -4)
    portfolio.declareDividend('X', 1, 5, 12)
    portfolio.declareDividend('X', 2, 6, 8)
    expect(portfolio.nextPayTime).toBe(8)
    portfolio.payDue(8)
    expect(portfolio.cash).toBe(10_000 - 600 + 12)
    portfolio.payDue(12)
    expect(portfolio.cash).toBe(10_000 - 600 + 18)
  })

  test('of nothing held is nothing', () => {
    const portfolio = new Portfolio([X], 100, 0)
    expect(portfolio.declareDividend('X', 1, 5, 9)).toBe(0)
    expect(portfolio.nextPayTime).toBe(Number.POSITIVE_INFINITY)
  })
})

test('a delisting closes every position at the last price, by fills of its own', () => {
  const portfolio = holding(10, -4)
  const fills = portfolio.delist('X', 30, 8)
  expect(fills).toMatchObject([
    {
      fillId: -1,
      strategy: 's0',
      side: 'sell',
      quantity: 10,
      price: 30,
      fee: 0,
      rule: 'delisting',
      role: 'corporate-action',
      time: 8,
      barIndex: 1,
      priceSource: 'close',
      ambiguous: false,
      volumeUnknown: false,
    },
    { fillId: -2, strategy: 's1', side: 'buy', quantity: 4, price: 30 },
  ])
  expect([portfolio.isExposed, portfolio.netLots('X'), portfolio.equity, portfolio.cash]).toEqual([false, 0, 9_580, 9_580])
  expect(portfolio.roundTrips).toMatchObject([
    { pnl: -700, exitReason: 'delisted', exitRole: 'corporate-action' },
    { pnl: 280, exitReason: 'delisted' },
  ])
  expect(portfolio.delist('X', 30, 9)).toEqual([])
})

test('a charge takes cash, and income gives it', () => {
  const portfolio = holding(10)
  portfolio.charge('borrow-fees', 1.25, 'USD', 5)
  portfolio.charge('interest', -0.5, 'USD', 6)
  expect([portfolio.cash, portfolio.equity]).toEqual([8_999.25, 9_999.25])
  expect([portfolio.ledger.balance('borrow-fees'), portfolio.ledger.balance('interest')]).toEqual([1_250_000, -500_000])
  expect(() => portfolio.charge('fees', 1, 'EUR', 7)).toThrow('the account has instruments in EUR')
})

test('the ledger says of every entry what made it', () => {
  const portfolio = holding(10)
  portfolio.charge('interest', 1, 'USD', 2)
  portfolio.declareDividend('X', 1, 5, 9)
  portfolio.payDue(9)
  const made = [...portfolio.ledger.postings()].map(({ time, cause, account }) => `${time} ${cause} ${account}`)
  expect(made.slice(4)).toEqual([
    '2 charge cash',
    '2 charge interest',
    '5 dividend dividends',
    '5 dividend receivable',
    '9 payment receivable',
    '9 payment cash',
  ])
})
