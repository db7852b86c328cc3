// What can happen to an account, drawn at random, and played to a portfolio: for properties that must hold whatever comes.

import fc from 'fast-check'
import type { Fill } from '../model/fill.js'
import { assertNever } from '../std/assert.js'
import { fillOf } from './fill.testing.js'
import type { Portfolio } from './portfolio.js'

export type AccountEvent =
  | { readonly kind: 'fill'; readonly fill: Fill }
  /** The fills by their place among those so far; `becomes` changes lots and price of the first version. */
  | { readonly kind: 'again'; readonly which: number }
  | { readonly kind: 'bust'; readonly which: number }
  | { readonly kind: 'correct'; readonly which: number; readonly lots: number; readonly price: number }
  | { readonly kind: 'mark'; readonly instrument: string; readonly price: number }
  | { readonly kind: 'split'; readonly instrument: string; readonly ratio: number }
  | { readonly kind: 'dividend'; readonly instrument: string; readonly perUnit: number; readonly days: number }
  | { readonly kind: 'charge'; readonly account: 'fees' | 'borrow-fees' | 'interest'; readonly currency: string; readonly amount: number }

export interface EventChoices {
  readonly instruments: readonly string[]
  readonly currencies: readonly string[]
  readonly ratios: readonly number[]
}

/** Events of an account, one a time unit; a split marks its instrument anew first, so that there is a price to pay fractions at. */
export function anyEvents({ instruments, currencies, ratios }: EventChoices, maxLength = 40): fc.Arbitrary<AccountEvent[]> {
  const instrument = fc.constantFrom(...instruments)
  const cents = fc.integer({ min: 1, max: 40_000 }).map((units) => units / 100)
  const lots = fc.integer({ min: -30, max: 30 }).filter((some) => some !== 0)
  const fill = fc
    .record({ instrument, strategy: fc.constantFrom('s', 't'), lots, price: cents, slipped: fc.nat(20), feeMicros: fc.nat(5_000_000) })
    .map(({ lots: signed, price, slipped, feeMicros, ...rest }): AccountEvent => {
      const slippage = Math.abs(signed) * (slipped / 100)
      const paid = price + (Math.sign(signed) * slipped) / 100
      return { kind: 'fill', fill: fillOf(signed, paid, { ...rest, referencePrice: price, fee: feeMicros / 1e6, slippage }) }
    })
  const event = fc.oneof(
    { weight: 8, arbitrary: fill },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('mark' as const), instrument, price: cents }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat(50) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('bust' as const), which: fc.nat(50) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('correct' as const), which: fc.nat(50), lots, price: cents }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('split' as const), instrument, ratio: fc.constantFrom(...ratios) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('dividend' as const), instrument, perUnit: cents, days: fc.integer({ min: 1, max: 6 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('charge' as const),
        account: fc.constantFrom('fees' as const, 'borrow-fees' as const, 'interest' as const),
        currency: fc.constantFrom(...currencies),
        amount: fc.double({ min: -50, max: 50, noNaN: true }),
      }),
    },
  )
  return fc.array(event, { maxLength, size: 'max' })
}

/** A fill as it counts in the end. */
export interface Counted {
  readonly fill: Fill
  /** Null after a bust. */
  latest: Fill | null
}

/**
 * Plays events, the n-th at time n, to a portfolio of these instruments; answers the fills in their order with what the last word on each was.
 * `after` looks at the account in between.
 */
export function play(
  portfolio: Portfolio,
  instruments: readonly string[],
  events: readonly AccountEvent[],
  after?: (time: number) => void,
): Counted[] {
  const counted: Counted[] = []
  for (const [index, event] of events.entries()) {
    const time = index + 1
    portfolio.payDue(time)
    if (event.kind === 'mark') markAt(portfolio, instruments.indexOf(event.instrument), event.price)
    else playOne(portfolio, event, time, counted)
    after?.(time)
  }
  return counted
}

function playOne(portfolio: Portfolio, event: Exclude<AccountEvent, { kind: 'mark' }>, time: number, counted: Counted[]): void {
  switch (event.kind) {
    case 'fill': {
      const fill = { ...event.fill, fillId: counted.length + 1, time, barIndex: time }
      counted.push({ fill, latest: fill })
      portfolio.apply(fill, 'why', null)
      return
    }
    case 'split': {
      const mark = portfolio.mark(event.instrument)
      if (!Number.isNaN(mark)) portfolio.split(event.instrument, event.ratio, mark / event.ratio, time)
      return
    }
    case 'dividend':
      portfolio.declareDividend(event.instrument, event.perUnit, time, time + event.days)
      return
    case 'charge':
      portfolio.charge(event.account, event.amount, event.currency, time)
      return
    case 'again':
    case 'bust':
    case 'correct':
      amend(portfolio, event, time, counted)
      return
    default:
      assertNever(event)
  }
}

/** A word on a fill that was reported before. */
function amend(
  portfolio: Portfolio,
  event: Extract<AccountEvent, { kind: 'again' | 'bust' | 'correct' }>,
  time: number,
  counted: Counted[],
): void {
  const known = counted[event.which % Math.max(1, counted.length)]
  if (known === undefined) return
  const { fill } = known
  if (event.kind === 'again') {
    portfolio.apply(fill, 'why', null)
  } else if (event.kind === 'bust') {
    portfolio.bust(fill, time)
    known.latest = null
  } else {
    const { lots, price } = event
    const becomes: Fill = { ...fill, side: lots > 0 ? 'buy' : 'sell', quantity: Math.abs(lots), price, referencePrice: price, slippage: 0 }
    portfolio.correct(fill, becomes, time)
    known.latest = becomes
  }
}

function markAt(portfolio: Portfolio, index: number, price: number): void {
  const column = Float64Array.of(price)
  const columns = { length: 1, openTime: column, closeTime: column, open: column, high: column, low: column, close: column, volume: column }
  portfolio.markBar(index, columns, 0)
}
