// Runs the examples of docs/FILLS.md: each row of its tables is bars, an order and policies, and the fills that must come of them.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { VenuePolicy } from '../src/broker/simulated/policy.js'
import { type HandBar, TestVenue } from '../src/broker/simulated/venue.testing.js'
import type { FillRule } from '../src/model/fill.js'
import { bracket, intent } from '../src/model/order.testing.js'
import { limit, limitIfTouched, market, marketIfTouched, type OrderPrice, stop, stopLimit, trailingStop } from '../src/model/order-price.js'

const page = readFileSync(new URL('../docs/FILLS.md', import.meta.url), 'utf8')
const rows = [...page.matchAll(/^\| bars \| order \| policy \| fills \|\n\|[- |]+\|\n((?:\|.*\|\n)+)/gm)]
  .flatMap(([, body = '']) => body.trimEnd().split('\n'))
  .map(
    (row) =>
      row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()) as [bars: string, order: string, policy: string, fills: string],
  )

/** The compiler asks for each. */
const rules = {
  'market-at-open': true,
  'market-at-close': true,
  'stop-gap-at-open': true,
  'stop-at-trigger': true,
  'stop-on-arrival': true,
  'touched-at-trigger': true,
  'touched-gap-at-open': true,
  'touched-on-arrival': true,
  'limit-gap-at-open': true,
  'limit-at-limit': true,
  'limit-at-open': true,
  'limit-at-close': true,
  'limit-on-arrival': true,
  'child-at-activation': true,
  delisting: true,
  'cash-in-lieu': true,
  'end-of-data': true,
} satisfies Record<FillRule, true>

describe('docs/FILLS.md', () => {
  test('says of every rule where its price comes from', () => {
    const [, said = ''] = page.split('## What a fill says')
    const named = [...(said.split('## ')[0] as string).matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, cell = '']) =>
      cell.replaceAll('`', '').split(', '),
    )
    expect(named.sort()).toEqual(Object.keys(rules).sort())
  })

  test('has examples', () => {
    expect(rows.length).toBeGreaterThan(15)
  })

  test.each(rows)('%s: %s, %s', (bars, order, policy, fills) => {
    const venue = new TestVenue(bars.split(';').map(barOf), { policy: policyOf(policy) })
    venue.submit(orderOf(order))
    venue.run()
    const told = venue.fills.map(
      ({ side, quantity, price, rule, ambiguous }) => `${side} ${quantity} @ ${price} ${rule}${ambiguous ? ' ambiguous' : ''}`,
    )
    expect(told.join('; ')).toBe(fills)
  })
})

/** `100 106 97 103 40` */
function barOf(text: string): HandBar {
  return text.trim().split(/\s+/).map(Number) as unknown as HandBar
}

/** `limit touch`, `spread 20bps`, or nothing. */
function policyOf(text: string): Partial<VenuePolicy> {
  const [name, value] = text.split(' ')
  if (name === undefined || name === '') return {}
  if (name === 'spread') return { spread: { bps: Number.parseFloat(value as string) } }
  return { [name]: Number.isNaN(Number(value)) ? value : Number(value) }
}

/** `buy 10 stop 104 limit 103.5 bracket 98 120` */
function orderOf(text: string) {
  const [side, lots] = text.split(' ')
  const numbers = (word: string): readonly number[] | undefined => {
    const found = new RegExp(`${word} ([\\d.]+)(?: ([\\d.]+))?`).exec(text)
    return found?.slice(1).map(Number)
  }
  const [losing, winning] = numbers('bracket') ?? []
  const children = losing === undefined || winning === undefined ? [] : bracket(losing, winning)
  const [trail, touched] = [numbers('trail')?.[0], numbers('touched')?.[0]]
  const limitPrice = numbers('limit')?.[0]
  const moving = trail === undefined ? undefined : trailingStop({ amount: trail })
  const price = moving ?? (touched === undefined ? priceOf(numbers('stop')?.[0], limitPrice) : touchedPrice(touched, limitPrice))
  return intent(side === 'buy' ? 'buy' : 'sell', Number(lots), { price, children })
}

function touchedPrice(trigger: number, limitPrice: number | undefined): OrderPrice {
  return limitPrice === undefined ? marketIfTouched(trigger) : limitIfTouched(trigger, limitPrice)
}

function priceOf(trigger: number | undefined, limitPrice: number | undefined): OrderPrice {
  if (trigger === undefined) return limitPrice === undefined ? market() : limit(limitPrice)
  return limitPrice === undefined ? stop(trigger) : stopLimit(trigger, limitPrice)
}
