import { describe, expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import { plainTerms } from '../../model/order.js'
import { asApproved, intent, sell } from '../../model/order.testing.js'
import { limit, limitOnClose, relative, stopLimit } from '../../model/order-price.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { buyingPower } from './buying-power.js'
import { duplicates } from './duplicates.js'
import type { Invariant } from './invariant.js'
import { priceTolerance } from './price-tolerance.js'
import { beginCheck, filled, modify, portfolioOf, runInside, submit } from './run-inside.testing.js'
import { selfMatch } from './self-match.js'
import type { SentRequest } from './sent-request.js'
import { shortSales } from './short-sales.js'

const start = Date.UTC(2024, 0, 1)
const buy = (lots: number, overrides = {}) => intent('buy', lots, overrides)
const at = (price: number, overrides = {}) => ({ price: limit(price), ...overrides })

/** What is found of requests in a calm market at 100. */
function asker(invariant: Invariant, config: BacktestConfigInput) {
  const feed = new BarFeed([handSeries('X', flatBars(100, 100, 100), { timeframe: '1m' })])
  feed.series[0]?.close()
  const check = beginCheck(invariant, runInside(config, { feed, portfolio: portfolioOf(feed) }))
  const ask = (request: SentRequest, time = start) => check.sent?.(request, time) ?? check.afterTime?.(time) ?? null
  return { check, ask }
}

describe('S1', () => {
  const riskProfile = 'guarded'

  test('a limit meets one of the account at its price, of whichever strategy', () => {
    const { ask } = asker(selfMatch, { riskProfile })
    expect(ask(submit(1, sell(10, at(101))))).toBeNull()
    expect(ask(submit(2, buy(10, at(100.99, { strategy: 'other' }))))).toBeNull()
    expect(ask(submit(3, buy(10, at(101, { strategy: 'other' }))))).toMatchObject({ context: { order: 3, with: 1 } })
  })

  test('it counts until its end was asked for; what only reduces may go out', () => {
    const { ask } = asker(selfMatch, { riskProfile })
    ask(submit(1, sell(10, at(101))))
    expect(ask(submit(2, buy(10, at(102, { reduceOnly: true }))))).toBeNull()
    ask({ kind: 'cancel', clientOrderId: 1 })
    expect(ask(submit(3, buy(10, at(102))))).toBeNull()
  })

  test('while a change is under way nobody knows where it stands; then it stands there', () => {
    const { check, ask } = asker(selfMatch, { riskProfile })
    ask(submit(1, sell(10, at(105))))
    ask(modify(1, 10))
    expect(ask(submit(2, buy(10, at(104))))).toBeNull()
    check.afterEvent?.({ kind: 'updated', clientOrderId: 1, time: start, price: limit(103), quantity: 10 }, start)
    expect(ask(submit(3, buy(10, at(103))))).toMatchObject({ context: { at: 103 } })
  })
})

test('T1: what an order triggers, what waits for a trigger and what waits for the close pay no more either', () => {
  const { ask } = asker(priceTolerance, { limits: { priceTolerance: 0.01 } })
  const waits = (trigger: number, price: number) => ({ price: stopLimit(trigger, price) })
  const triggers = (price: number) => ({ children: [{ role: 'triggered', side: 'sell', lots: 1, price: limit(price) }] as const })
  expect(ask(submit(1, buy(1, waits(110, 111.1))))).toBeNull()
  expect(ask(submit(2, buy(1, waits(90, 101))))).toBeNull()
  expect(ask(submit(3, buy(1, triggers(99)), { childIds: [4] }))).toBeNull()
  expect(ask(submit(5, buy(1, { price: relative(0.01, 500) })))).toBeNull()
  expect(ask(submit(6, buy(1, waits(110, 111.2))))).toMatchObject({ context: { limit: 111.2, last: 110 } })
  expect(ask(submit(7, buy(1, triggers(98)), { childIds: [8] }))).toMatchObject({ context: { order: 7, limit: 98 } })
  expect(ask(submit(9, buy(1, { price: limitOnClose(102) })))).toMatchObject({ context: { limit: 102 } })
})

test('T1: a limit pays so much beyond the last price and no more, by a change too', () => {
  const { ask } = asker(priceTolerance, { limits: { priceTolerance: 0.01 } })
  expect(ask(submit(1, buy(1, at(101))))).toBeNull()
  expect(ask(submit(2, sell(1, at(99))))).toBeNull()
  expect(ask(submit(3, buy(1, at(50))))).toBeNull()
  expect(ask(submit(4, buy(1, at(200, { reduceOnly: true }))))).toBeNull()
  expect(ask(submit(5, sell(1, at(98.99))))).toMatchObject({ context: { limit: 98.99, last: 100 } })
  const change = asApproved({ clientOrderId: 1, quantity: 1, price: limit(101.01) })
  expect(ask({ kind: 'modify', change })).toMatchObject({ context: { limit: 101.01 } })
})

test('D1: the same order again within the window is told, another or the same later is not', () => {
  const { ask } = asker(duplicates, { limits: { duplicateSeconds: 2 } })
  expect(ask(submit(1, buy(10, at(99))))).toBeNull()
  expect(ask(submit(2, buy(11, at(99))), start + 1)).toBeNull()
  expect(ask(submit(3, buy(10, at(98))), start + 1)).toBeNull()
  expect(ask(submit(4, buy(10, at(99, { strategy: 'other' }))), start + 1)).toBeNull()
  expect(ask(submit(5, buy(10, at(99, { tag: 'b' }))), start + 1_999)).toMatchObject({ context: { order: 5, twin: 1 } })
  expect(ask(submit(6, buy(11, at(99))), start + 2_001)).toBeNull()
})

test('D1: what takes the place of an order of its key may be like it', () => {
  const { ask } = asker(duplicates, { limits: { duplicateSeconds: 2 } })
  ask(submit(1, buy(10, at(99))))
  ask({ kind: 'cancel', clientOrderId: 1 })
  expect(ask(submit(2, buy(10, at(99))))).toBeNull()
})

test('A1: what works counts as sold, what is held does not', () => {
  const { check, ask } = asker(shortSales, { shortAvailability: { lots: 40 } })
  check.sent?.(submit(9, buy(10)), start)
  check.afterEvent?.(filled(fillOf(10, 100, { clientOrderId: 9 })), start)
  expect(ask(submit(1, sell(30)))).toBeNull()
  expect(ask(submit(2, sell(20)))).toBeNull()
  expect(ask(submit(3, sell(1)))).toMatchObject({ context: { short: 41, borrowable: 40 } })
})

test('A1: a buy sells too, by what it triggers', () => {
  const { ask } = asker(shortSales, { shortAvailability: { lots: 40 } })
  const children = [{ role: 'triggered', side: 'sell', lots: 41, price: limit(110) }] as const
  expect(ask(submit(1, buy(1, { children }), { childIds: [2] }))).toMatchObject({ context: { short: 41, borrowable: 40 } })
})

test('A1: an order counts until its end was heard', () => {
  const { check, ask } = asker(shortSales, { shortAvailability: { lots: 40 } })
  expect(ask(submit(1, sell(40)))).toBeNull()
  check.afterEvent?.({ kind: 'canceled', clientOrderId: 1, time: start, why: '' }, start)
  expect(ask(submit(2, sell(40)))).toBeNull()
  ask({ kind: 'cancel', clientOrderId: 2 })
  expect(ask(submit(3, sell(5)))).toMatchObject({ context: { short: 45 } })
})

test.each([{ shortAvailability: 'none' as const }, { account: 'cash' as const }])(
  'A1: with %o nothing is sold that is not held',
  (config) => {
    const { ask } = asker(shortSales, config)
    expect(ask(submit(1, buy(10)))).toBeNull()
    expect(ask(submit(2, sell(1)))).toMatchObject({ context: { short: 1, borrowable: 0 } })
  },
)

test('A1: in a cash account what a buy triggers sells what that has brought', () => {
  const { ask } = asker(shortSales, { account: 'cash' })
  const children = [{ role: 'triggered', side: 'sell', lots: 10, price: limit(110) }] as const
  expect(ask(submit(1, buy(10, { children }), { childIds: [2] }))).toBeNull()
})

test('A2: half of what is held and worked for is there, an order at its own price', () => {
  const { ask } = asker(buyingPower, { account: 'margin' })
  expect(ask(submit(1, buy(2_000)))).toBeNull()
  expect(ask(submit(2, sell(2_000)))).toBeNull()
  expect(ask(submit(3, buy(1)))).toMatchObject({ context: { required: 100_050, equity: 100_000 } })
  const cheap = asker(buyingPower, { account: 'margin' })
  expect(cheap.ask(submit(1, buy(4_000, at(50))))).toBeNull()
})

test('A2: what an order triggers is at its own price too', () => {
  const { ask } = asker(buyingPower, { account: 'margin' })
  const children = [{ role: 'triggered', side: 'buy', lots: 3_999, price: limit(50) }] as const
  expect(ask(submit(1, buy(1, at(100, { children })), { childIds: [2] }))).toBeNull()
  expect(ask(submit(3, buy(1)))).toMatchObject({ context: { equity: 100_000 } })
})

test('A2: a research account has a part by its leverage of what it could hold', () => {
  const { ask } = asker(buyingPower, { leverage: 2 })
  expect(ask(submit(1, buy(2_000)))).toBeNull()
  expect(ask(submit(2, sell(2_000)))).toBeNull()
  expect(ask(submit(3, buy(1)))).toMatchObject({ context: { required: 100_050, equity: 100_000 } })
})

test.each([
  [1, null],
  [3, { required: 120_000 }],
] as const)('A2: of a group of type %d a price may fill %j', (type, context) => {
  const { ask } = asker(buyingPower, {})
  const terms = { ...plainTerms, oca: { group: 'g', type } }
  ask(submit(1, buy(600, { terms })))
  const found = ask(submit(2, buy(600, { terms })))
  if (context === null) expect(found).toBeNull()
  else expect(found).toMatchObject({ context })
})

test.each([
  ['research', { required: 100_100 }],
  ['margin', null],
] as const)('A2: what two strategies hold on either side, in a %s account', (account, context) => {
  const { check, ask } = asker(buyingPower, { account })
  ask(submit(1, buy(500)))
  check.afterEvent?.(filled(fillOf(500, 100, { clientOrderId: 1 })), start)
  expect(ask(submit(2, sell(500, { strategy: 'other' })))).toBeNull()
  const found = ask(submit(3, sell(1, { strategy: 'other' })))
  if (context === null) expect(found).toBeNull()
  else expect(found).toMatchObject({ context })
})

test('A2: a cash account has the cash for all that it buys, whatever it sells', () => {
  const { ask } = asker(buyingPower, { account: 'cash' })
  expect(ask(submit(1, buy(1_000)))).toBeNull()
  expect(ask(submit(2, sell(500)))).toBeNull()
  expect(ask(submit(3, buy(1)))).toMatchObject({ context: { required: 100_100, cash: 100_000 } })
})

test.each([
  ['same-open', null],
  ['after-fill', { required: 150_000 }],
] as const)('A2: what an exit frees pays for what opens at that very time: rotation %s', (rotation, context) => {
  const { check, ask } = asker(buyingPower, { rotation })
  const exit = sell(500, { role: 'exit', reduceOnly: true })
  const stop = sell(500, { role: 'stop', reduceOnly: true })
  ask(submit(1, buy(1_000)))
  check.afterEvent?.(filled(fillOf(1_000, 100, { clientOrderId: 1 })), start)
  ask(submit(2, exit))
  ask(submit(3, stop))
  const found = ask(submit(4, buy(500)))
  if (context === null) expect(found).toBeNull()
  else expect(found).toMatchObject({ context })
  expect(ask(submit(5, buy(1)), start + 1)).toMatchObject({ context: { required: 150_100 } })
})
