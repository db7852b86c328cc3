// What is of before a split and told only after it: the account comes to what it would have come to, had it been told in time.

import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Fill } from '../model/fill.js'
import { instrument } from '../model/instrument.js'
import { runs } from '../std/property.testing.js'
import { fillOf, signedLots } from './fill.testing.js'
import { Portfolio } from './portfolio.js'

vi.setConfig({ testTimeout: 120_000 })

const X = instrument('X', 'equity')
const ratios = fc.constantFrom(0.1, 0.2, 1 / 3, 1 / 49, 0.75, 1.5, 2, 7)

/** Shows the account a close. */
function mark(portfolio: Portfolio, price: number): void {
  const [close, time] = [Float64Array.of(price), Float64Array.of(0)]
  portfolio.markBar(0, { length: 1, openTime: time, closeTime: time, open: close, high: close, low: close, close, volume: close }, 0)
}

/** A fill, what is said of it later, and when each is told: before the split or after. */
interface Told {
  readonly fill: Fill
  readonly isLate: boolean
  /** Null of one that stands, else the lots that it turns out to have had: 0 of one that is taken back. */
  readonly becomes: number | null
  readonly isLateChanged: boolean
}

const anyTold = fc
  .array(
    fc.record({
      lots: fc.integer({ min: -30, max: 30 }).filter((lots) => lots !== 0),
      price: fc.integer({ min: 50, max: 150 }),
      strategy: fc.constantFrom('s', 't'),
      isLate: fc.boolean(),
      becomes: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.nat(30)),
      isLateChanged: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8, size: 'max' },
  )
  .map((rows) =>
    rows.map(
      ({ lots, price, strategy, ...rest }, k): Told => ({
        fill: fillOf(lots, price, { fillId: k + 1, strategy, time: 1 + k / 10 }),
        ...rest,
      }),
    ),
  )

/** After a split at 100, a trade that follows it, and a second split at 120 of the shares before the first; null for none. */
function account(all: readonly Told[], ratio: number, second: number | null, follows: number, isInTime: boolean): Portfolio {
  const portfolio = new Portfolio([X], 100_000, 0)
  mark(portfolio, 100)
  const tell = ({ fill }: Told): void => void portfolio.apply(fill, 'in', null)
  const change = ({ fill, becomes }: Told): void => {
    if (becomes === 0) portfolio.bust(fill, 3)
    else if (becomes !== null) portfolio.correct(fill, { ...fill, quantity: becomes }, 3)
  }
  const isToldLate = (one: Told): boolean => one.isLate && !isInTime
  const isChangedLate = (one: Told): boolean => isToldLate(one) || (one.isLateChanged && !isInTime)
  for (const one of all) if (!isToldLate(one)) tell(one)
  for (const one of all) if (!isChangedLate(one)) change(one)
  portfolio.split('X', ratio, 100 / ratio, 5)
  portfolio.apply(fillOf(follows, 100 / ratio, { fillId: 101, strategy: 's', time: 6 }), 'later', null)
  if (second !== null) {
    mark(portfolio, 120 / ratio)
    portfolio.split('X', second, 120 / ratio / second, 7)
  }
  for (const one of all) if (isToldLate(one)) tell(one)
  for (const one of all) if (isChangedLate(one)) change(one)
  return portfolio
}

test('holds the same whole lots, and is worth the same', () => {
  fc.assert(
    fc.property(anyTold, ratios, fc.option(ratios), fc.constantFrom(-3, -1, 1, 4), (all, ratio, second, follows) => {
      const [inTime, late] = [account(all, ratio, second, follows, true), account(all, ratio, second, follows, false)]
      for (const strategy of ['s', 't']) {
        const { quantity } = inTime.position(strategy, 'X')
        expect(Number.isInteger(quantity)).toBe(true)
        expect(late.position(strategy, 'X').quantity).toBe(quantity)
      }
      expect(late.netLots('X')).toBe(inTime.netLots('X'))
      expect(late.cash).toBeCloseTo(inTime.cash, 3)
      expect(late.equity).toBeCloseTo(inTime.equity, 3)
      const made = ['s', 't']
        .map((strategy) => late.position(strategy, 'X'))
        .reduce((sum, one) => sum + one.realizedPnl + one.unrealizedPnl(late.mark('X')), 0)
      expect(made).toBeCloseTo(late.equity - 100_000, 3)
      if (second !== null) return
      // Cash is what the fills cost and the fractions brought: nothing comes from nowhere.
      const cost = all.reduce((sum, { fill, becomes }) => sum + Math.sign(signedLots(fill)) * (becomes ?? fill.quantity) * fill.price, 0)
      const before = all.reduce((lots, { fill, becomes }) => lots + Math.sign(signedLots(fill)) * (becomes ?? fill.quantity), 0)
      expect(late.equity).toBeCloseTo(100_000 - cost + before * 100, 3)
    }),
    { numRuns: runs(10_000) },
  )
})
