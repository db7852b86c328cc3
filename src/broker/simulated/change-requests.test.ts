import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { plainTerms } from '../../model/order.js'
import { buy, intent, sell } from '../../model/order.testing.js'
import { limit, market, stop } from '../../model/order-price.js'
import { HOUR_MS, MINUTE_MS } from '../../model/time.js'
import { type HandBar, startTime, TestVenue } from './venue.testing.js'

const calm: HandBar = [100, 101, 99, 100, 10_000]
const falls: HandBar = [100, 101, 90, 100, 10_000]
/** Half past, inside the second bar. */
const inside = startTime + 1.5 * HOUR_MS

/** A venue whose second bar has opened, with a bid that has worked since the first. */
function opened(lots: number, bars: readonly HandBar[], participation: number | null = null): TestVenue {
  const venue = new TestVenue(bars, { policy: { participation } })
  venue.submit(buy(lots, { price: limit(95) }))
  venue.run(1)
  venue.open(1)
  return venue
}

describe('a quantity that is changed inside a bar', () => {
  test('and raised has no part in what the bar did before', () => {
    const venue = opened(1, [calm, falls, calm, falls])
    venue.modify(1, limit(95), 500, inside)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', quantity: 500 })
    expect(venue.broker.working).toEqual([{ permanentId: 1, clientOrderId: 1, lots: 500, price: limit(95) }])
    venue.path(1)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'filled', done: false })
    venue.run()
    expect(venue.fills.map(({ quantity, barIndex }) => [quantity, barIndex])).toEqual([
      [1, 1],
      [499, 3],
    ])
  })

  test('and lowered holds at once, also when it is raised again', () => {
    const lowered = opened(10, [calm, falls, falls])
    lowered.modify(1, limit(95), 4, inside)
    lowered.run()
    expect(lowered.trades).toEqual(['1 buy 4 @ 95'])
    const both = opened(10, [calm, falls, falls])
    both.modify(1, limit(95), 4, inside)
    both.modify(1, limit(95), 7, inside + MINUTE_MS)
    both.run()
    expect(both.fills.map(({ quantity, barIndex }) => [quantity, barIndex])).toEqual([
      [4, 1],
      [3, 2],
    ])
    const back = opened(10, [calm, falls, falls])
    back.modify(1, limit(95), 20, inside)
    back.modify(1, limit(95), 10, inside + MINUTE_MS)
    back.run()
    expect(back.trades).toEqual(['1 buy 10 @ 95'])
  })

  test('and raised between bars, or right at an open, is whole at once', () => {
    const venue = opened(1, [calm, falls, falls])
    venue.modify(1, limit(95), 5, startTime + HOUR_MS)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 5 @ 95'])
  })

  test('leaves what the bar filled out of the rest', () => {
    const venue = opened(10, [calm, [100, 101, 90, 100, 60], falls], 0.1)
    venue.modify(1, limit(95), 15, inside)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 6 @ 95', '1 buy 9 @ 95'])
  })

  test('of protection follows the position down, also where it waits for the rest', () => {
    const venue = new TestVenue([calm, [100, 112, 99, 100, 10_000], falls, falls])
    venue.submit(
      buy(10, {
        children: [
          { role: 'stop', price: { at: 95 } },
          { role: 'target', price: { at: 110 } },
        ],
      }),
    )
    venue.run(1)
    venue.modify(3, limit(110), 4, startTime + HOUR_MS)
    venue.modify(2, stop(95), 5, startTime + HOUR_MS)
    venue.open(1)
    venue.modify(2, stop(95), 10, inside)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '3 sell 4 @ 110', '2 sell 6 @ 95'])
    expect(venue.position()).toBe(0)
  })

  test('holds up children that wait for the last fill', () => {
    const venue = new TestVenue([calm, falls, calm, falls])
    venue.submit(
      buy(1, { price: limit(95), terms: { ...plainTerms, childrenAfter: 'full' }, children: [{ role: 'stop', price: { at: 92 } }] }),
    )
    venue.run(1)
    venue.open(1)
    venue.modify(1, limit(95), 5, inside)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 1 @ 95', '1 buy 4 @ 95', '2 sell 5 @ 92'])
  })

  test('and raised of what only reduces is held to the position as that shrinks, and the venue says so', () => {
    const venue = new TestVenue([calm, falls, calm, calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(2, { reduceOnly: true, price: limit(105) }))
    venue.submit(sell(6, { reduceOnly: true, price: stop(92) }))
    venue.open(1)
    venue.modify(2, limit(106), 8, inside)
    expect(venue.broker.working[0]).toMatchObject({ clientOrderId: 2, lots: 8, price: limit(106) })
    venue.path(1)
    expect(venue.trades.at(-1)).toBe('3 sell 6 @ 92')
    expect(venue.events.findLast(({ kind }) => kind === 'updated')).toMatchObject({ clientOrderId: 2, quantity: 4 })
  })

  test('that only reduces ends with the position', () => {
    const venue = new TestVenue([calm, falls, calm])
    venue.submit(buy(10))
    venue.run(1)
    venue.submit(sell(2, { reduceOnly: true, price: limit(100.5) }))
    venue.submit(sell(10, { reduceOnly: true, price: stop(92) }))
    venue.open(1)
    venue.modify(2, limit(100.5), 6, inside)
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 2 @ 100.5', '3 sell 8 @ 92'])
    expect(venue.told('canceled')).toEqual(['canceled 2: there is no position left to reduce'])
  })
})

describe('a change', () => {
  test('counts what has filled in lots of the instrument', () => {
    const venue = new TestVenue([[100, 101, 99, 100, 60], calm], {
      policy: { participation: 0.1 },
      instrument: instrument('X', 'crypto', { lot: 0.3 }),
    })
    venue.submit(buy(30))
    venue.run(1)
    venue.modify(1, market(), 19, startTime + HOUR_MS)
    expect(venue.told('update-rejected')).toEqual(['update-rejected 1: as much has filled already'])
    venue.modify(1, market(), 21, startTime + HOUR_MS)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', quantity: 1, price: market() })
    venue.run()
    expect(venue.trades).toEqual(['1 buy 20 @ 100', '1 buy 1 @ 100'])
  })

  test('of a notional is one of its price alone', () => {
    const venue = new TestVenue([calm, falls])
    venue.submit(intent('buy', 0, { quantity: { notional: 1_000 }, price: limit(50) }))
    venue.modify(1, limit(95), 3)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', price: limit(95), quantity: null })
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 95'])
  })

  test('makes a limit order of a market order that still waits', () => {
    const venue = new TestVenue([calm, falls])
    venue.run(1)
    venue.submit(buy(10))
    venue.modify(1, limit(95), null, startTime + HOUR_MS)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', price: limit(95) })
    venue.run()
    expect(venue.trades).toEqual(['1 buy 10 @ 95'])
  })

  test('of a stop that has triggered is one of its quantity alone, and says that it is at market', () => {
    const venue = new TestVenue([[100, 101, 99, 100, 10], calm], { policy: { participation: 0.1 } })
    venue.submit(sell(1, { price: limit(100.5) }))
    venue.submit(buy(1, { price: stop(100.8) }))
    venue.run(1)
    venue.modify(2, stop(200), 4, startTime + HOUR_MS)
    expect(venue.events.at(-1)).toMatchObject({ kind: 'updated', clientOrderId: 2, price: market(), quantity: 4 })
    venue.run()
    expect(venue.trades).toEqual(['1 sell 1 @ 100.5', '2 buy 4 @ 100'])
  })
})

test('a stop that has triggered takes any price, whatever it is changed to, in a band too', () => {
  const halts = { isHalted: () => false, bandAt: () => ({ lower: 90, upper: 110 }), heldAtBand: () => undefined, split: () => undefined }
  const venue = new TestVenue([[100, 101, 99, 100, 10], calm], { policy: { participation: 0.1, halts } })
  venue.submit(sell(1, { price: limit(100.5) }))
  venue.submit(buy(1, { price: stop(100.8) }))
  venue.run(1)
  venue.modify(2, limit(95), null, startTime + HOUR_MS)
  venue.run()
  expect(venue.trades).toEqual(['1 sell 1 @ 100.5', '2 buy 1 @ 100'])
})

test('a price that is taken back inside the bar stays as it was', () => {
  const venue = new TestVenue([calm, calm, [100, 101, 94.5, 100, 10_000], calm])
  const trailing = (amount: number) => ({ type: 'trailing-stop', trail: { amount }, trigger: null }) as const
  venue.submit(buy(10))
  venue.submit(sell(10, { price: trailing(6) }))
  venue.run(1)
  venue.open(1)
  venue.modify(2, trailing(2), null, inside)
  venue.modify(2, trailing(6), null, inside + MINUTE_MS)
  venue.run()
  expect(venue.trades).toEqual(['1 buy 10 @ 100', '2 sell 10 @ 95'])
})
