import { describe, expect, test } from 'vitest'
import type { OrderEvent } from '../model/broker.js'
import type { Order, OrderIntent } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import { MINUTE_MS } from '../model/time.js'
import { DailyTrades } from './daily-trades.js'
import { entry, gateSeat, newYork, positionOf, sessions } from './gate.testing.js'
import { Governor, type GovernorRules } from './governor.js'
import { OpenPositions } from './open-positions.js'
import type { StrategyBook } from './strategy-book.js'

const book = (others: number, waiting = 0): StrategyBook => ({ othersOpen: () => others, openingOrders: () => waiting })

describe('at most two open positions', () => {
  test('refuse a third, with the numbers', () => {
    expect(new OpenPositions(2, book(2)).judge(entry, gateSeat())).toEqual({ code: 'MAX_OPEN_POSITIONS', context: { open: 2, limit: 2 } })
  })

  test('let a second be opened', () => {
    expect(new OpenPositions(2, book(1)).judge(entry, gateSeat())).toBeNull()
  })

  test('let an open one be added to', () => {
    expect(new OpenPositions(2, book(2)).judge(entry, gateSeat({ position: positionOf(-5) }))).toBeNull()
  })
})

describe('at most two trades a session', () => {
  interface Part {
    readonly quantity?: number
    readonly filled?: number
    readonly reduceOnly?: boolean
    readonly instrument?: string
  }
  const fill = (gate: DailyTrades, time: number, part: Part = {}): void => {
    const { quantity = 10, filled = quantity, reduceOnly = false, instrument = 'ACME' } = part
    const event = { kind: 'filled', fill: { time, quantity } } as OrderEvent
    gate.heard(event, { intent: { strategy: 'one', instrument, reduceOnly }, filledQuantity: filled } as Order)
  }
  const afterTwo = (waiting = 0) => {
    const gate = new DailyTrades(2, book(0, waiting), sessions)
    fill(gate, newYork(3, 9, 30))
    fill(gate, newYork(3, 11))
    return gate
  }

  test('refuse a third until the trading date is over', () => {
    expect(afterTwo().judge(entry, gateSeat(), newYork(3, 15))).toEqual({
      code: 'DAILY_TRADES',
      context: { would_be: 3, limit: 2 },
    })
    expect(afterTwo().judge(entry, gateSeat(), newYork(4, 0))).toBeNull()
  })

  test('count orders that work', () => {
    const gate = new DailyTrades(2, book(0, 1), sessions)
    expect(gate.judge(entry, gateSeat(), newYork(3, 10))).toBeNull()
    fill(gate, newYork(3, 11))
    expect(gate.judge(entry, gateSeat(), newYork(3, 12))?.context).toEqual({ would_be: 3, limit: 2 })
  })

  test('count an order once, whatever parts it fills in, and none that only reduces', () => {
    const gate = new DailyTrades(2, book(0), sessions)
    fill(gate, newYork(3, 10), { quantity: 4, filled: 4 })
    fill(gate, newYork(3, 11), { quantity: 6, filled: 10 })
    fill(gate, newYork(3, 12), { reduceOnly: true })
    expect(gate.judge(entry, gateSeat(), newYork(3, 13))).toBeNull()
  })

  test('of markets with days of their own are those of the later day', () => {
    const gate = new DailyTrades(2, book(0), sessions)
    // 19:30 in New York is the next day for coins.
    fill(gate, newYork(3, 19, 30), { instrument: 'COIN' })
    fill(gate, newYork(3, 19, 40))
    expect(gate.judge(entry, gateSeat(), newYork(3, 19, 50))?.code).toBe('DAILY_TRADES')
  })
})

describe('the governor', () => {
  const none: GovernorRules = { coolDown: null, dailyTrades: null, maxOpenPositions: null, throttle: null }

  test('without rules limits nothing', () => {
    expect(new Governor(none, book(100, 100), sessions).judge(entry, gateSeat(), 0)).toBeNull()
  })

  test('passes on what it hears, and tells of what lasts longest', () => {
    const rules: GovernorRules = {
      coolDown: { losses: 1, lasts: 30 * MINUTE_MS },
      dailyTrades: 1,
      maxOpenPositions: 1,
      throttle: { orders: 1, windowMs: MINUTE_MS },
    }
    const governor = new Governor(rules, book(0), sessions)
    const at = newYork(3, 10)
    const code = (time: number) => governor.judge(entry, gateSeat(), time)?.code ?? null
    const intent = { strategy: 'one', instrument: 'ACME', reduceOnly: false, children: [] as OrderIntent['children'] } as OrderIntent
    expect(code(at)).toBeNull()
    governor.sent(intent, false, at)
    expect(code(at + 1)).toBe('ORDER_THROTTLE')
    governor.heard({ kind: 'filled', fill: { time: at, quantity: 1 } } as OrderEvent, { intent, filledQuantity: 1 } as Order, at)
    expect(code(at + 1)).toBe('DAILY_TRADES')
    governor.closed({ strategy: 'one', instrument: 'ACME', pnl: -1 } as RoundTrip, at + 2)
    expect(code(at + 3)).toBe('COOL_DOWN')
  })
})
