import { describe, expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { buy, sell } from '../model/order.testing.js'
import { limit, type OrderPrice, stop, stopLimit } from '../model/order-price.js'
import { account } from './account.testing.js'
import { approve } from './approve.js'
import { buyingPower } from './buying-power.js'
import type { AccountState } from './control.js'
import { researchAccount } from './research-account.js'

const stock = instrument('X', 'equity')
const judge = (intent: OrderIntent, state: Partial<AccountState> = {}, leverage = 1, what = stock) =>
  buyingPower(researchAccount(leverage))(intent, account(state), what)

describe('what an order takes up', () => {
  test.each<[string, OrderIntent, OrderIntent]>([
    ['a market order at the mark', buy(1_000), buy(1_001)],
    ['a short like a long', sell(1_000), sell(1_001)],
    ['a limit order at its limit', buy(2_000, { price: limit(50) }), buy(2_001, { price: limit(50) })],
    ['a stop order at its trigger', buy(500, { price: stop(200) }), buy(501, { price: stop(200) })],
    ['a stop-limit order at its limit', buy(400, { price: stopLimit(200, 250) }), buy(401, { price: stopLimit(200, 250) })],
    ['a price below zero by its absolute value', sell(1_000, { price: limit(-100) }), sell(1_001, { price: limit(-100) })],
    ['a notional by itself', buy(0, { quantity: { notional: 100_000 } }), buy(0, { quantity: { notional: 100_001 } })],
  ])('%s', (_, fits, tooMuch) => {
    expect(judge(fits)).toBeNull()
    expect(judge(tooMuch)?.code).toBe('BUYING_POWER')
    expect(approve(tooMuch, account(), stock, []).denial).toBeUndefined()
  })

  test('lots count their size and multiplier', () => {
    const future = instrument('X', 'future', { lot: 2, multiplier: 50 })
    expect(judge(buy(10), {}, 1, future)).toBeNull()
    expect(judge(buy(11), {}, 1, future)?.context).toEqual({ required: 110_000, available: 100_000 })
  })
})

describe('what there is', () => {
  test.each<[string, Partial<AccountState>, number, number]>([
    ['equity', { equity: 50_000 }, 1, 500],
    ['equity times leverage', {}, 2.5, 2_500],
    ['less what is held', { grossExposure: 40_000 }, 1, 600],
    ['less what working entries would take', { committed: 25_000 }, 1, 750],
    ['plus what the batch frees', { grossExposure: 100_000, released: 30_000 }, 1, 300],
  ])('%s', (_, state, leverage, most) => {
    expect(judge(buy(most), state, leverage)).toBeNull()
    expect(judge(buy(most + 1), state, leverage)).toEqual({
      code: 'BUYING_POWER',
      context: { required: (most + 1) * 100, available: most * 100 },
    })
  })

  test('an account below zero buys nothing', () => {
    expect(judge(buy(1), { equity: -1 })?.code).toBe('BUYING_POWER')
  })

  test('a difference in the last bits is no breach, a cent is', () => {
    expect(judge(buy(1, { price: limit(100_000.000_05) }))).toBeNull()
    expect(judge(buy(1, { price: limit(100_000.01) }))?.code).toBe('BUYING_POWER')
  })
})

describe('an order on the other side of a position', () => {
  test('first frees what it closes, then takes up the rest', () => {
    const full = { heldLots: 1_000, grossExposure: 100_000 }
    expect(judge(sell(2_000, { closing: 1_000 }), full)).toBeNull()
    expect(judge(sell(2_001, { closing: 1_000 }), full)?.code).toBe('BUYING_POWER')
    expect(judge(buy(2_000, { closing: 1_000 }), { ...full, heldLots: -1_000 })).toBeNull()
    expect(judge(buy(2_001, { closing: 1_000 }), { ...full, heldLots: -1_000 })?.code).toBe('BUYING_POWER')
  })

  test('frees at the mark, where it stands in the exposure, and takes up the rest at its own price', () => {
    const short = { heldLots: -900, grossExposure: 90_000 }
    const turned = (lots: number, price: OrderPrice) => judge(buy(900 + lots, { closing: 900, price }), short)
    expect(turned(666, stop(150))).toBeNull()
    expect(turned(667, stop(150))).toEqual({ code: 'BUYING_POWER', context: { required: 10_050, available: 10_000 } })
    expect(turned(2_000, limit(50))).toBeNull()
    expect(turned(2_001, limit(50))).toEqual({ code: 'BUYING_POWER', context: { required: 10_050, available: 10_000 } })
    const spendable = (price: number) => researchAccount(1).spendable({ side: 'buy', price, closing: 900 }, account(short), stock)
    expect([spendable(150), spendable(50)]).toEqual([100_000, 100_000])
  })

  test('closes no more than it was sent to, which is all that the venue takes off it once others have', () => {
    const full = { heldLots: 1_000, grossExposure: 100_000 }
    expect(judge(sell(1), full)?.code).toBe('BUYING_POWER')
    expect(judge(sell(800, { closing: 400 }), full)).toBeNull()
    expect(judge(sell(801, { closing: 400 }), full)?.context).toEqual({ required: 100, available: 0 })
  })

  test('finds there what other working orders leave of it', () => {
    const promised = (buy: number, sell: number) => ({
      heldLots: 1_000,
      grossExposure: 100_000,
      committed: 60_000,
      promised: { buy, sell },
    })
    const turn = (lots: number, state: ReturnType<typeof promised>) => judge(sell(lots, { closing: 1_000 }), state)
    expect(turn(800, promised(0, 600))).toBeNull()
    expect(turn(801, promised(0, 600))).toEqual({ code: 'BUYING_POWER', context: { required: 100, available: -60_000 } })
    expect(turn(2_000, promised(600, 0))).toBeNull()
    expect(turn(1, promised(0, 5_000))?.code).toBe('BUYING_POWER')
    expect(researchAccount(1).spendable({ side: 'sell', price: 100, closing: 1_000 }, account(promised(0, 600)), stock)).toBe(-80_000)
  })

  test('takes what it triggers to either side, since an exit may close what they would have closed', () => {
    const triggers = (side: 'buy' | 'sell', lots: readonly number[], state: Partial<AccountState> = {}) => {
      const children = lots.map((lots) => ({ role: 'triggered' as const, side, lots, price: { type: 'market' as const } }))
      return judge(buy(600, { children, closing: Math.max(0, -(state.heldLots ?? 0)) }), state)
    }
    expect(triggers('sell', [600, 400])).toBeNull()
    expect(triggers('sell', [600, 401])?.context).toEqual({ required: 100_100, available: 100_000 })
    expect(triggers('buy', [300, 100])).toBeNull()
    expect(triggers('buy', [300, 101])?.context).toEqual({ required: 100_100, available: 100_000 })
    const held = { heldLots: 300, grossExposure: 30_000 }
    expect(triggers('sell', [1_000], held)).toBeNull()
    expect(triggers('sell', [1_001], held)?.context).toEqual({ required: 70_100, available: 70_000 })
    const short = { heldLots: -300, grossExposure: 30_000 }
    expect(triggers('buy', [700], short)).toBeNull()
    expect(triggers('buy', [701], short)?.context).toEqual({ required: 70_100, available: 70_000 })
    expect(triggers('sell', [701], short)?.context).toEqual({ required: 70_100, available: 70_000 })
  })

  test('on the same side it only adds', () => {
    expect(judge(buy(1), { heldLots: 1_000, grossExposure: 100_000 })?.code).toBe('BUYING_POWER')
  })
})

test('what only reduces is always allowed, whatever the account is worth', () => {
  expect(judge(sell(500, { reduceOnly: true }), { equity: -5_000, grossExposure: 900_000, heldLots: 9_000 })).toBeNull()
})

test('without a mark a market order has no price to be judged at', () => {
  expect(judge(buy(1), { referencePrice: Number.NaN })).toEqual({ code: 'NO_REFERENCE_PRICE', context: { instrument: 'X' } })
  expect(judge(buy(1, { price: limit(10) }), { referencePrice: Number.NaN })).toBeNull()
})
