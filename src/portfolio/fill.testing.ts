// Fills for tests of the books: what is not the point of a test has a plain value.

import fc from 'fast-check'
import type { Fill } from '../model/fill.js'
import type { LivePosition } from './position.js'

let fills = 0

/** A fill of strategy `s` in instrument `X` at a resting price, with an id of its own; positive lots buy, negative sell. */
export function fillOf(lots: number, price: number, overrides: Partial<Fill> = {}): Fill {
  return {
    fillId: ++fills,
    clientOrderId: 1,
    strategy: 's',
    instrument: 'X',
    role: 'entry',
    side: lots > 0 ? 'buy' : 'sell',
    quantity: Math.abs(lots),
    price,
    referencePrice: price,
    fee: 0,
    slippage: 0,
    time: 0,
    barIndex: 0,
    rule: 'limit-at-limit',
    priceSource: 'limit',
    ambiguous: false,
    volumeUnknown: false,
    ...overrides,
  }
}

/** Fills in bars that follow one another, in cents, with fees and slippage; the strategies and instruments are drawn from those given. */
export function anyFills(strategies: readonly string[], instruments: readonly string[], maxLength = 60): fc.Arbitrary<Fill[]> {
  const one = fc.record({
    lots: fc.integer({ min: -30, max: 30 }).filter((lots) => lots !== 0),
    cents: fc.integer({ min: 1, max: 40_000 }),
    slippedCents: fc.nat(20),
    feeMicros: fc.nat(5_000_000),
    strategy: fc.constantFrom(...strategies),
    instrument: fc.constantFrom(...instruments),
    ambiguous: fc.boolean(),
  })
  return fc.array(one, { maxLength, size: 'max' }).map((rows) =>
    rows.map(({ lots, cents, slippedCents, feeMicros, ...rest }, index) => {
      const referencePrice = cents / 100
      const price = (cents + Math.sign(lots) * slippedCents) / 100
      return fillOf(lots, price, { ...rest, referencePrice, fee: feeMicros / 1e6, fillId: index + 1, time: index, barIndex: index })
    }),
  )
}

export function signedLots(fill: Fill): number {
  return fill.side === 'buy' ? fill.quantity : -fill.quantity
}

/** Shows a position one closed bar. */
export function observe(position: LivePosition, bar: number, high: number, low: number, close: number): void {
  const column = (value: number): Float64Array => new Float64Array(bar + 1).fill(value)
  position.observe({ high: column(high), low: column(low), close: column(close) }, bar, bar + 1)
}
