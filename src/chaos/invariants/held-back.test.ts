import { describe, expect, test } from 'vitest'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { TradingLevel } from '../../model/breach.js'
import { asApproved, intent, sell } from '../../model/order.testing.js'
import { limit, type OrderPrice, stop } from '../../model/order-price.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { heldBack } from './held-back.js'
import { beginCheck, filled, modify, runInside, submit, watched } from './run-inside.testing.js'

const MINUTE = 60_000
const start = Date.UTC(2024, 0, 1)
const buy = (lots: number, overrides = {}) => intent('buy', lots, overrides)
const exit = (lots: number, overrides = {}) => sell(lots, { role: 'exit', reduceOnly: true, ...overrides })

describe('I5', () => {
  const held = (level: 'reducing' | 'halted', risk = {}) => {
    const check = beginCheck(heldBack, runInside({ riskProfile: 'guarded' }, { postTrade: watched({ level }, risk) }))
    check.afterEvent?.(filled(fillOf(10, 100)), start)
    return check
  }

  test('under reducing a close passes, and what opens, adds or flips is a leak', () => {
    const check = held('reducing')
    expect(check.sent?.(submit(1, exit(10)), start)).toBeNull()
    expect(check.sent?.(submit(2, exit(11)), start)).toMatchObject({ context: { level: 'reducing', held: 10, lots: 11, order: 2 } })
    expect(check.sent?.(submit(3, sell(10)), start)).toMatchObject({ context: { order: 3 } })
    expect(check.sent?.(modify(1, 12), start)).toMatchObject({ context: { order: 1, lots: 12 } })
  })

  test('under halted only the system closes', () => {
    const check = held('halted')
    expect(check.sent?.(submit(1, exit(10, { role: 'flatten' })), start)).toBeNull()
    expect(check.sent?.(submit(2, exit(10)), start)).toMatchObject({ context: { level: 'halted' } })
  })

  test('under halted a stop of a strategy follows its position, and stays where it is', () => {
    const state: { level: TradingLevel } = { level: 'active' }
    const asked = (protection: BacktestConfigInput['protection']) => {
      state.level = 'active'
      const check = beginCheck(heldBack, runInside({ riskProfile: 'guarded', protection }, { postTrade: watched(state) }))
      check.afterEvent?.(filled(fillOf(10, 100)), start)
      check.sent?.(submit(11, exit(10, { price: stop(98) })), start)
      check.sent?.(submit(12, exit(10, { price: limit(110) })), start)
      check.sent?.(submit(13, exit(10, { role: 'stop', price: stop(97) })), start)
      check.afterEvent?.(filled(fillOf(5, 100, { fillId: 2 })), start)
      state.level = 'halted'
      return (clientOrderId: number, quantity: number, price: OrderPrice) =>
        check.sent?.({ kind: 'modify', change: asApproved({ clientOrderId, quantity, price }) }, start)
    }
    const ask = asked({ required: 'default' })
    expect(ask(11, 15, stop(98))).toBeNull()
    expect(ask(11, 15, stop(97))).toMatchObject({ context: { level: 'halted', order: 11 } })
    expect(ask(11, 12, stop(98))).toMatchObject({ context: { held: 15, lots: 12 } })
    expect(ask(12, 15, limit(110))).toMatchObject({ context: { order: 12 } })
    expect(ask(13, 15, stop(97))).toBeNull()
    expect(ask(13, 10, stop(96))).toMatchObject({ context: { level: 'halted', order: 13 } })
    expect(asked({ required: 'none' })(11, 15, stop(98))).toMatchObject({ context: { order: 11 } })
  })

  test('a kill leaves no order that works on', () => {
    const operator = [{ at: '2024-01-01T00:01:00Z', do: 'kill' as const, reason: 'enough' }]
    const check = beginCheck(heldBack, runInside({ operator }, { postTrade: watched({ level: 'active' }) }))
    check.sent?.(submit(1, buy(10)), start)
    check.sent?.(submit(2, buy(10)), start)
    check.sent?.({ kind: 'cancel', clientOrderId: 1 }, start + MINUTE)
    expect(check.afterTime?.(start + MINUTE)).toMatchObject({ context: { order: 2 } })
    check.sent?.({ kind: 'cancel', clientOrderId: 2 }, start + MINUTE)
    expect(check.atEnd?.(start + 2 * MINUTE)).toBeNull()
  })
})
