import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { instrument, lotValue } from '../model/instrument.js'
import { toMicros } from '../model/money.js'
import { runs } from '../std/property.testing.js'
import { type AccountEvent, anyEvents, play } from './events.testing.js'
import { signedLots } from './fill.testing.js'
import { type LedgerAccount, ledgerAccounts } from './ledger.js'
import { Portfolio } from './portfolio.js'
import { pairSeries } from './rates.testing.js'

const CASH = 1_000_000
const cases = { numRuns: runs(10_000) }

// Ten thousand cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 120_000 })

describe('an account of one currency', () => {
  const X = instrument('X', 'equity')
  const Y = instrument('Y', 'future', { lot: 2, multiplier: 50 })
  const ids = ['X', 'Y']
  const of = (id: string) => (id === 'X' ? X : Y)
  const anyRun = (ratios: readonly number[]) => anyEvents({ instruments: ids, currencies: ['USD'], ratios })
  const whole = anyRun([2, 3, 7])
  const fractional = anyRun([2, 1.5, 1.25, 0.1, 0.25])

  test('I1: cash is the exact sum of what every event moved, each amount rounded once', () => {
    fc.assert(
      fc.property(whole, (events) => {
        const portfolio = new Portfolio([X, Y], CASH, 0)
        const held: (readonly [id: string, lots: number])[][] = [[]]
        const counted = play(portfolio, ids, events, () =>
          held.push(portfolio.openPositions().map((position) => [position.instrument.id, position.quantity])),
        )
        let cash = BigInt(toMicros(CASH)) - charged(events)
        cash += dividendsPaid(events, held)
        for (const { latest } of counted) {
          if (latest === null) continue
          cash -= BigInt(toMicros(signedLots(latest) * lotValue(of(latest.instrument), latest.price))) + BigInt(toMicros(latest.fee))
        }
        expect(BigInt(portfolio.ledger.cash)).toBe(cash)
      }),
      cases,
    )
  })

  test('I2: positions are the sums over distinct fills, the latest correction of each, none that was busted, in the lots of today', () => {
    fc.assert(
      fc.property(whole, (events) => {
        const portfolio = new Portfolio([X, Y], CASH, 0)
        const counted = play(portfolio, ids, events)
        for (const id of ids) {
          for (const strategy of ['s', 't']) {
            const mine = counted.flatMap(({ latest }) => (latest?.instrument === id && latest.strategy === strategy ? [latest] : []))
            const lots = mine.reduce((sum, fill) => sum + signedLots(fill) * splitSince(events, id, fill.time), 0)
            expect(portfolio.position(strategy, id).quantity).toBe(lots)
          }
          expect(portfolio.netLots(id)).toBe(portfolio.position('s', id).quantity + portfolio.position('t', id).quantity)
        }
      }),
      cases,
    )
  })

  test('I3: equity is cash, dividends on their way and positions at their marks, at every moment', () => {
    fc.assert(
      fc.property(fractional, (events) => {
        const portfolio = new Portfolio([X, Y], CASH, 0)
        let worst = 0
        play(portfolio, ids, events, () => {
          const { ledger } = portfolio
          let equity = (ledger.cash + ledger.balance('receivable') + ledger.balance('payable')) / 1e6
          for (const id of ids) {
            const lots = portfolio.netLots(id)
            if (lots !== 0) equity += lots * lotValue(of(id), portfolio.mark(id))
          }
          worst = Math.max(worst, Math.abs(portfolio.equity - equity))
        })
        expect(worst).toBeLessThan(1e-5)
      }),
      cases,
    )
  })

  test('round trips, open positions, dividends and charges are the whole change of equity', () => {
    fc.assert(
      fc.property(fractional, (events) => {
        const portfolio = new Portfolio([X, Y], CASH, 0)
        play(portfolio, ids, events)
        const { ledger } = portfolio
        let result = portfolio.roundTrips.reduce((sum, trip) => sum + trip.pnl, 0)
        for (const position of portfolio.openPositions()) {
          const { realizedPnl, fees } = position.tripSoFar
          result += realizedPnl - fees + position.unrealizedPnl(portfolio.mark(position.instrument.id))
        }
        result -= (ledger.balance('dividends') + ledger.balance('borrow-fees') + ledger.balance('interest')) / 1e6
        result -= Number(charged(events, 'fees')) / 1e6
        expect(portfolio.equity - CASH).toBeCloseTo(result, 3)
        for (const trip of portfolio.roundTrips) {
          expect(trip.mae).toBeLessThanOrEqual(0)
          expect(trip.mfe).toBeGreaterThanOrEqual(0)
          expect(trip.pnl).toBe(trip.grossPnl - trip.fees)
        }
      }),
      cases,
    )
  })

  test('a split leaves equity as it was, apart from the rounding of cash in lieu, and lots whole', () => {
    fc.assert(
      fc.property(fractional, (events) => {
        const portfolio = new Portfolio([X, Y], CASH, 0)
        play(
          portfolio,
          ids,
          events.filter(({ kind }) => kind !== 'bust' && kind !== 'correct'),
        )
        for (const id of ids) {
          if (Number.isNaN(portfolio.mark(id))) continue
          const { equity } = portfolio
          portfolio.split(id, 2 / 3, portfolio.mark(id) / (2 / 3), 1_000)
          expect(portfolio.equity).toBeCloseTo(equity, 5)
          for (const position of portfolio.openPositions()) expect(Number.isInteger(position.quantity)).toBe(true)
        }
      }),
      cases,
    )
  })

  /** What dividends brought by the end, in micro-units, of what was held before each: the positions after every event, of which the first is none. */
  function dividendsPaid(events: readonly AccountEvent[], held: readonly (readonly (readonly [id: string, lots: number])[])[]): bigint {
    let paid = 0n
    for (const [index, event] of events.entries()) {
      if (event.kind !== 'dividend' || index + 1 + event.days > events.length) continue
      for (const [id, lots] of held[index] ?? [])
        if (id === event.instrument) paid += BigInt(toMicros(lots * lotValue(of(id), event.perUnit)))
    }
    return paid
  }

  /** How many of today's lots a lot of a time became: the product of the splits since. A split without a mark is not played. */
  function splitSince(events: readonly AccountEvent[], id: string, time: number): number {
    let marked = false
    let product = 1
    for (const [index, event] of events.entries()) {
      if (event.kind === 'mark' && event.instrument === id) marked = true
      if (event.kind === 'fill' && event.fill.instrument === id) marked = true
      if (event.kind === 'split' && event.instrument === id && marked && index + 1 > time) product *= event.ratio
    }
    return product
  }
})

describe.each(['at-trade', 'keep'] as const)('an account of several currencies, %s', (mode) => {
  const US = instrument('US', 'equity')
  const DE = instrument('DE', 'equity', { currency: 'EUR' })
  const JP = instrument('JP', 'equity', { currency: 'JPY', multiplier: 100 })
  const ids = ['US', 'DE', 'JP']
  const currencies = ['USD', 'EUR', 'JPY']
  const all = [US, DE, JP]
  const conversion = mode === 'at-trade' ? { bps: 0.2, minimum: 2 } : null
  const anyRun = anyEvents({ instruments: ids, currencies, ratios: [2, 1.5, 0.25] })
  /** Pairs whose closes come one each event. */
  const pairs = (euros: readonly number[], yen: readonly number[]) =>
    [pairSeries('EURUSD', ...euros), pairSeries('USDJPY', ...yen)].map((series) => ({
      ...series,
      columns: { ...series.columns, closeTime: series.columns.closeTime.map((_, index) => index) },
    }))

  test('I1 and I3: cash of each currency is the sum of its postings, its accounts are zero together, and equity is all of it at the rates', () => {
    fc.assert(
      fc.property(anyRun, fc.nat(1_000), (events, phase) => {
        const [euros, yen] = [wave(1.2, phase), wave(120, phase + 1)]
        const portfolio = new Portfolio(all, CASH, 0, { currency: 'USD', pairs: pairs(euros, yen), conversion })
        let worst = 0
        play(portfolio, ids, events, (time) => {
          portfolio.advanceRates(time)
          const rates = [1, euros[time] as number, 1 / (yen[time] as number)]
          const { ledger } = portfolio
          let equity = 0
          for (const [place, rate] of rates.entries()) {
            const money = (['cash', 'receivable', 'payable'] as const).reduce((sum, account) => sum + ledger.balance(account, place), 0)
            equity += (money / 1e6) * rate
          }
          for (const [place, what] of all.entries()) {
            const lots = portfolio.netLots(what.id)
            if (lots !== 0) equity += lots * lotValue(what, portfolio.mark(what.id)) * (rates[place] as number)
          }
          worst = Math.max(worst, Math.abs(portfolio.equity - equity))
        })
        expect(worst).toBeLessThan(1e-3)
        expectBalanced(portfolio)
        if (mode === 'at-trade') expect([portfolio.cashIn('EUR'), portfolio.cashIn('JPY')]).toEqual([0, 0])
      }),
      cases,
    )
  })
})

/** Every balance is the sum of its postings, and in each currency they are zero together. */
function expectBalanced({ ledger }: Portfolio): void {
  const sums = new Map<string, bigint>()
  for (const { account, currency, amount } of ledger.postings()) {
    for (const key of [`${account} ${currency}`, currency]) sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount))
  }
  const wrong = ledger.currencies.flatMap((currency, place) => [
    ...ledgerAccounts.filter((account) => BigInt(ledger.balance(account, place)) !== (sums.get(`${account} ${currency}`) ?? 0n)),
    ...((sums.get(currency) ?? 0n) === 0n ? [] : [currency]),
  ])
  expect(wrong).toEqual([])
}

/** Closes that rise and fall by a third. */
function wave(mean: number, phase: number): number[] {
  return Array.from({ length: 41 }, (_, step) => mean * (1 + Math.sin(phase + step) / 3))
}

/** What charges took from the cash, in micro-units: of one account, or of all. */
function charged(events: readonly AccountEvent[], account?: LedgerAccount): bigint {
  return events.reduce(
    (sum, event) =>
      event.kind === 'charge' && (account === undefined || event.account === account) ? sum + BigInt(toMicros(event.amount)) : sum,
    0n,
  )
}
