import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { buy, intent, sell } from '../model/order.testing.js'
import { limit } from '../model/order-price.js'
import { runs } from '../std/property.testing.js'
import { account } from './account.testing.js'
import { isDenial } from './account-model.js'
import { buyingPower } from './buying-power.js'
import type { AccountState } from './control.js'
import { marginRule } from './margin.js'
import { marginAccount } from './margin-account.js'
import { MarginLine } from './margin-line.js'
import { researchAccount } from './research-account.js'

const stock = instrument('X', 'equity')
const margin = marginAccount({})
const none = { heldLots: 0, buyLots: 0, buyValue: 0, sellLots: 0, sellValue: 0 }
const reaching = (reach: Partial<typeof none>) => ({ reach: { ...none, ...reach } })
const judge = (order: OrderIntent, state: Partial<AccountState> = {}, what = stock) =>
  buyingPower(margin)(order, account({ equity: 10_000, requirement: 0, ...state }), what)

describe('an account of 10,000', () => {
  test('opens 20,000 of stock, long or short', () => {
    expect(judge(buy(200))).toBeNull()
    expect(judge(buy(201))).toEqual({ code: 'BUYING_POWER', context: { required: 10_050, available: 10_000 } })
    expect(judge(sell(200))).toBeNull()
    expect(judge(sell(201))?.code).toBe('BUYING_POWER')
  })

  test('opens less of what its rule asks more of', () => {
    const threefold = instrument('X', 'etf', { leverageFactor: 3 })
    expect(judge(buy(133), {}, threefold)).toBeNull()
    expect(judge(buy(134), {}, threefold)?.code).toBe('BUYING_POWER')
    // Short at 4.00 it is 100 %.
    expect(judge(sell(2_500, { price: limit(4) }))).toBeNull()
    expect(judge(sell(2_501, { price: limit(4) }))?.code).toBe('BUYING_POWER')
  })

  test('with 15,000 of stock opens 5,000 more', () => {
    const state = { requirement: 7_500, ...reaching({ heldLots: 150 }) }
    expect(judge(buy(50), state)).toBeNull()
    expect(judge(buy(51), state)).toEqual({ code: 'BUYING_POWER', context: { required: 2_550, available: 2_500 } })
  })

  test('counts working orders as filled, each side at its worst', () => {
    const buys = { requirement: 7_500, ...reaching({ buyLots: 150, buyValue: 15_000 }) }
    expect(judge(buy(50), buys)).toBeNull()
    expect(judge(buy(51), buys)?.code).toBe('BUYING_POWER')
    // Of buys and sells only one side can be the worst.
    expect(judge(sell(150), buys)).toBeNull()
    expect(judge(sell(200), buys)).toBeNull()
    expect(judge(sell(201), buys)?.code).toBe('BUYING_POWER')
  })

  test('reverses a full position into one as large', () => {
    const full = { equity: 10_000, requirement: 10_000, ...reaching({ heldLots: 200 }) }
    expect(judge(sell(400), full)).toBeNull()
    expect(judge(sell(401), full)?.code).toBe('BUYING_POWER')
  })

  test('below its margin opens nothing, and still takes off', () => {
    const under = { equity: 5_000, requirement: 10_000, ...reaching({ heldLots: 200 }) }
    expect(judge(buy(1), under)).toEqual({ code: 'BUYING_POWER', context: { required: 50, available: -5_000 } })
    expect(judge(sell(1), under)).toBeNull()
    expect(judge(buy(1, { reduceOnly: true }), under)).toBeNull()
  })

  test('below its margin reverses into no more than it covers, though what is held takes more', () => {
    const under = { equity: 5_000, requirement: 10_000, maintenance: 5_000, ...reaching({ heldLots: 200 }) }
    expect(judge(sell(300), under)).toBeNull()
    expect(judge(sell(301), under)).toEqual({ code: 'BUYING_POWER', context: { required: 5_050, available: 5_000 } })
  })

  test('without excess liquidity opens nothing, not even by turning a position', () => {
    const broken = { equity: 4_999, requirement: 10_000, maintenance: 5_000, ...reaching({ heldLots: 200 }) }
    expect(judge(sell(200), broken)).toBeNull()
    expect(judge(sell(201), broken)).toEqual({ code: 'BUYING_POWER', context: { required: 50, available: -5_001 } })
    const order = { side: 'sell' as const, price: 100, closing: 200 }
    expect(margin.spendable(order, account({ ...broken, referencePrice: 100 }), stock)).toBe(0)
  })

  test('an order counts with what it triggers', () => {
    const child = { role: 'triggered' as const, side: 'buy' as const, lots: 101, price: limit(100) }
    expect(judge(buy(100, { children: [child] }))?.context).toEqual({ required: 10_050, available: 10_000 })
    expect(judge(buy(100, { children: [{ ...child, lots: 100 }] }))).toBeNull()
  })
})

test('what has no margin rate is refused', () => {
  const coin = instrument('BTC', 'crypto')
  expect(judge(buy(1), {}, coin)).toEqual({ code: 'NO_MARGIN_RATE', context: { instrument: 'BTC', asset_class: 'crypto' } })
  expect(margin.spendable({ side: 'buy', price: 100, closing: 0 }, account({ equity: 10_000, requirement: 0 }), coin)).toBe(0)
})

test('while the equity is not known nothing is opened', () => {
  expect(judge(buy(1), { equity: Number.NaN })).toEqual({ code: 'EQUITY_UNKNOWN', context: { instrument: 'X' } })
  expect(buyingPower(researchAccount(1))(buy(1), account({ grossExposure: Number.NaN }), stock)?.code).toBe('EQUITY_UNKNOWN')
})

test('a reduction frees its initial margin for the increases of its batch', () => {
  expect(margin.freed({ side: 'sell', lots: 100, price: 50 }, account(), stock)).toBe(2_500)
  expect(margin.freed({ side: 'buy', lots: 100, price: 4 }, account({ rate: 2 }), stock)).toBe(800)
  expect(judge(buy(250), { released: 2_500 })).toBeNull()
})

const anyReach = fc.record({
  heldLots: fc.integer({ min: -300, max: 300 }),
  buyLots: fc.nat(200),
  buyPrice: fc.double({ min: 1, max: 300, noNaN: true }),
  sellLots: fc.nat(200),
  sellPrice: fc.double({ min: 1, max: 300, noNaN: true }),
})
const anyPrice = fc.double({ min: 1, max: 300, noNaN: true })

test('the most that a sizer may use passes the control, and a lot more does not', () => {
  fc.assert(
    fc.property(
      anyReach,
      anyPrice,
      anyPrice,
      fc.constantFrom('buy' as const, 'sell' as const),
      fc.nat(100_000),
      (given, mark, at, side, equity) => {
        const { heldLots, buyLots, sellLots } = given
        const reach = { heldLots, buyLots, buyValue: buyLots * given.buyPrice, sellLots, sellValue: sellLots * given.sellPrice }
        const rule = marginRule(stock, {})
        const requirement = new MarginLine(rule as NonNullable<typeof rule>, stock, reach, mark, 1).initial
        const maintenance = (rule as NonNullable<typeof rule>).maintenance(heldLots, mark)
        const state = account({ equity, requirement, maintenance, reach, referencePrice: mark })
        const closing = side === 'buy' ? Math.max(0, -heldLots) : Math.max(0, heldLots)
        const most = Math.floor(margin.spendable({ side, price: at, closing }, state, stock) / at + 1e-9)
        const order = (lots: number): OrderIntent => intent(side, lots + closing, { price: limit(at) })
        const power = (lots: number) => {
          const found = margin.power(order(lots), at, state, stock)
          if (isDenial(found)) throw new Error(found.code)
          return found
        }
        if (most > 0) expect(power(most).required).toBeLessThanOrEqual(Math.max(0, power(most).available) + 1e-6)
        const more = power(Math.max(0, most) + 1)
        expect(more.required).toBeGreaterThan(Math.max(0, more.available) - 1e-6)
      },
    ),
    { numRuns: runs(10_000) },
  )
})

test('an order never requires less than nothing, nor more than if nothing else worked', () => {
  fc.assert(
    fc.property(anyReach, anyPrice, fc.constantFrom('buy' as const, 'sell' as const), fc.nat(500), (given, mark, side, lots) => {
      const { heldLots, buyLots, sellLots } = given
      const reach = { heldLots, buyLots, buyValue: buyLots * given.buyPrice, sellLots, sellValue: sellLots * given.sellPrice }
      const found = margin.power(intent(side, lots), mark, account({ reach, referencePrice: mark }), stock)
      if (isDenial(found)) throw new Error(found.code)
      expect(found.required).toBeGreaterThanOrEqual(-1e-6)
      const alone = (marginRule(stock, {}) as NonNullable<ReturnType<typeof marginRule>>).initial(side === 'buy' ? lots : -lots, mark)
      expect(found.required).toBeLessThanOrEqual(alone + 1e-6)
    }),
    { numRuns: runs(10_000) },
  )
})
