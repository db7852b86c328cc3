import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fill } from '../../model/fill.js'
import { FillTable } from './fill-table.js'

const number = fc.double({ noNaN: true }).map((value) => value + 0)
const anyFill: fc.Arbitrary<Fill> = fc.record(
  {
    fillId: fc.nat(),
    clientOrderId: fc.nat(),
    strategy: fc.constantFrom('s', 't'),
    instrument: fc.constantFrom('A', 'B'),
    role: fc.constantFrom('entry', 'exit', 'stop'),
    side: fc.constantFrom('buy', 'sell'),
    quantity: number,
    price: number,
    referencePrice: number,
    fee: number,
    slippage: number,
    time: fc.nat(),
    barIndex: fc.nat(),
    rule: fc.constantFrom('market-at-open', 'stop-at-trigger' as never),
    priceSource: fc.constantFrom('open', 'close'),
    ambiguous: fc.boolean(),
    volumeUnknown: fc.boolean(),
    rate: fc.double({ min: 0.1, max: 10, noNaN: true }),
    account: fc.constantFrom('one', 'two'),
  },
  {
    requiredKeys: [
      ...(['fillId', 'clientOrderId', 'strategy', 'instrument', 'role', 'side', 'quantity', 'price', 'referencePrice', 'fee'] as const),
      ...(['slippage', 'time', 'barIndex', 'rule', 'priceSource', 'ambiguous', 'volumeUnknown'] as const),
    ],
  },
)

function tableOf(...fills: readonly Fill[]): FillTable {
  const table = new FillTable()
  for (const fill of fills) table.append(fill)
  return table
}

test('fills come back as they were, and give the same hash again', () => {
  fc.assert(
    fc.property(fc.array(anyFill, { maxLength: 200, size: 'max' }), (fills) => {
      const table = tableOf(...fills)
      expect(table.records()).toEqual(fills)
      expect(tableOf(...table.records()).hash()).toBe(table.hash())
    }),
    { numRuns: 50 },
  )
})

test('the hash has what filled, when and at what price, and neither ids nor what follows from them', () => {
  const hashed = ['strategy', 'instrument', 'role', 'side', 'quantity', 'price', 'referencePrice', 'fee', 'time', 'rule'] as const
  const more = ['priceSource', 'ambiguous', 'volumeUnknown', 'account'] as const
  const left = ['fillId', 'clientOrderId', 'slippage', 'barIndex', 'rate'] as const
  fc.assert(
    fc.property(anyFill, anyFill, fc.constantFrom(...hashed, ...more), fc.constantFrom(...left), (one, other, field, beside) => {
      const { [beside]: value } = other
      expect(tableOf({ ...one, [beside]: value }).hash()).toBe(tableOf(one).hash())
      expect(tableOf({ ...one, [field]: other[field] }).hash() === tableOf(one).hash()).toBe(one[field] === other[field])
    }),
  )
})

test('the order of fills counts', () => {
  const [one, two] = fc.sample(anyFill, { numRuns: 2, seed: 5 }) as [Fill, Fill]
  expect(tableOf(one, two).hash()).not.toBe(tableOf(two, one).hash())
})
