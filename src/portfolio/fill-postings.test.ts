import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { toMicros } from '../model/money.js'
import { runs } from '../std/property.testing.js'
import { fillOf } from './fill.testing.js'
import { fillPostings } from './fill-postings.js'
import { Portfolio } from './portfolio.js'

test('are what the ledger posts for the same fill, to the micro-unit', () => {
  const money = fc.double({ min: 0.01, max: 1e5, noNaN: true })
  const traded = instrument('X', 'equity', { multiplier: 5 })
  fc.assert(
    fc.property(
      fc.constantFrom('buy', 'sell'),
      fc.integer({ min: 1, max: 1000 }),
      money,
      money,
      fc.oneof(fc.constant(0), money),
      (side, quantity, price, referencePrice, fee) => {
        const portfolio = new Portfolio([traded], 1e6, 0)
        const before = [...portfolio.ledger.postings()].length
        const fill = fillOf(side === 'buy' ? quantity : -quantity, price, { referencePrice, fee })
        portfolio.apply(fill, '', null)
        const sums = new Map<string, number>()
        for (const { account, amount } of [...portfolio.ledger.postings()].slice(before))
          sums.set(account, (sums.get(account) ?? 0) + amount)
        const posted = new Map([...sums].filter(([, amount]) => amount !== 0))
        expect(new Map(fillPostings(fill, traded).map(({ account, amount }) => [account, toMicros(amount)]))).toEqual(posted)
      },
    ),
    { numRuns: runs(10_000) },
  )
})
