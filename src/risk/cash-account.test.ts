import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { type OrderIntent, plainTerms } from '../model/order.js'
import { bracket, buy, sell } from '../model/order.testing.js'
import { limit } from '../model/order-price.js'
import { account } from './account.testing.js'
import { buyingPower } from './buying-power.js'
import { cashAccount } from './cash-account.js'
import type { AccountState } from './control.js'

const stock = instrument('X', 'equity')
const holding = (heldLots: number, sellLots = 0) => ({ own: { heldLots, buyLots: 0, buyValue: 0, sellLots, sellValue: 0 } })
const judge = (intent: OrderIntent, state: Partial<AccountState> = {}) =>
  buyingPower(cashAccount)(intent, account({ settledCash: 10_000, ...state }), stock)

describe('a purchase', () => {
  test.each<[string, number, Partial<AccountState>]>([
    ['is paid with settled cash', 100, {}],
    ['whatever the account is worth besides', 100, { equity: 1e6, grossExposure: 9e5 }],
    ['less what working buys will cost', 60, { committed: 4_000 }],
    ['not with what the batch sells', 100, { released: 5_000 }],
    ['in another currency at its rate', 50, { rate: 2 }],
  ])('%s', (_, most, state) => {
    expect(judge(buy(most), state)).toBeNull()
    expect(judge(buy(most + 1), state)).toMatchObject({ code: 'BUYING_POWER' })
  })

  test('at its limit where it has one', () => {
    expect(judge(buy(200, { price: limit(50) }))).toBeNull()
    expect(judge(buy(201, { price: limit(50) }))?.context).toEqual({ required: 10_050, available: 10_000 })
  })

  test('without settled cash buys nothing', () => {
    expect(judge(buy(1), { settledCash: 0 })?.code).toBe('BUYING_POWER')
    expect(judge(buy(1), { settledCash: undefined })?.code).toBe('BUYING_POWER')
  })
})

describe('a sale', () => {
  test('of what is held needs no money', () => {
    expect(judge(sell(100), { ...holding(100), settledCash: 0 })).toBeNull()
  })

  test('of more is a short sale, with the numbers', () => {
    expect(judge(sell(101), holding(100))).toEqual({ code: 'SHORT_NOT_ALLOWED', context: { would_be: -1, held: 100 } })
    expect(judge(sell(1))).toEqual({ code: 'SHORT_NOT_ALLOWED', context: { would_be: -1, held: 0 } })
  })

  test('counts what working orders may sell first', () => {
    expect(judge(sell(60), holding(100, 40))).toBeNull()
    expect(judge(sell(61), holding(100, 40))).toMatchObject({ code: 'SHORT_NOT_ALLOWED', context: { would_be: -1 } })
  })

  test('that only reduces is always allowed', () => {
    expect(judge(sell(100, { reduceOnly: true }), holding(100, 100))).toBeNull()
  })
})

describe('what an order triggers', () => {
  const child = (side: 'buy' | 'sell', lots: number) => ({ role: 'triggered' as const, side, lots, price: limit(100) })

  const afterAll = { ...plainTerms, childrenAfter: 'full' as const }

  test('is judged with it: a sale that waits for all that is bought sells what is there', () => {
    expect(judge(buy(50, { children: [child('sell', 50)], terms: afterAll }))).toBeNull()
    expect(judge(buy(50, { children: [child('sell', 51)], terms: afterAll }))?.context).toEqual({ would_be: -1, held: 0 })
    expect(judge(buy(50, { children: [child('sell', 51)], terms: afterAll }), holding(1))).toBeNull()
  })

  test('a sale that wakes with the first part may find no more than that', () => {
    expect(judge(buy(50, { children: [child('sell', 50)] }))?.context).toEqual({ would_be: -50, held: 0 })
    expect(judge(buy(50, { children: [child('sell', 50)] }), holding(50))).toBeNull()
  })

  test('in a group others take from what is bought, and may have sold by then', () => {
    const grouped = { ...afterAll, oca: { group: 'g', type: 1 as const } }
    const beside = { ...holding(70), group: { heldLots: 0, buyLots: 0, buyValue: 0, sellLots: 20, sellValue: 0 } }
    expect(judge(buy(50, { children: [child('sell', 50)], terms: grouped }), beside)).toBeNull()
    expect(judge(buy(50, { children: [child('sell', 51)], terms: grouped }), beside)?.context).toEqual({ would_be: -1, held: 70 })
  })

  test('is paid for with it', () => {
    expect(judge(buy(50, { children: [child('buy', 50)] }))).toBeNull()
    expect(judge(buy(50, { children: [child('buy', 51)] }))?.context).toEqual({ required: 10_100, available: 10_000 })
  })

  test('protection takes nothing', () => {
    expect(judge(buy(100, { children: bracket(90, 110) }))).toBeNull()
  })
})

test('a sizer may use the settled cash that no working buy waits for', () => {
  const state = account({ settledCash: 8_000, committed: 3_000, released: 9_000 })
  expect(cashAccount.spendable({ side: 'buy', price: 100, closing: 0 }, state, stock)).toBe(5_000)
  expect(cashAccount.freed({ side: 'sell', lots: 10, price: 100 }, state, stock)).toBe(0)
})
