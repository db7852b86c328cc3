import { describe, expect, test } from 'vitest'
import { closingOrder } from '../model/closing-order.js'
import { instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { account } from './account.testing.js'
import { allowedByState } from './allowed-by-state.js'
import { onlyCloses } from './only-closes.js'
import { TradingState } from './trading-state.js'

const X = instrument('X', 'equity')
const sell = (lots: number): OrderIntent =>
  closingOrder({ strategy: 's', instrument: 'X', role: 'exit', side: 'sell', lots, timeInForce: 'GTC', reason: '' })
const triggered = { role: 'triggered', side: 'buy', lots: 1, price: { type: 'market' } } as const

const passing: readonly (readonly [why: string, intent: OrderIntent, held: number])[] = [
  ['a close of a part', sell(3), 5],
  ['a close of it all', sell(5), 5],
  ['a close of a short position', { ...sell(5), side: 'buy' }, -5],
]
const held: readonly (readonly [why: string, intent: OrderIntent, held: number])[] = [
  ['one lot more than is held', sell(6), 5],
  ['the side that adds', { ...sell(3), side: 'buy' }, 5],
  ['no position', sell(1), 0],
  ['an order that is not reduce-only', { ...sell(3), reduceOnly: false }, 5],
  ['a close that triggers something', { ...sell(3), children: [triggered] }, 5],
  ['a notional, which has no lots', { ...sell(3), quantity: { notional: 1 } }, 5],
]

describe('under reducing', () => {
  const state = new TradingState()
  state.escalate('s', 'reducing', 'STRATEGY_LOSS', 'lost', 0)
  const judge = (intent: OrderIntent, lots: number) => allowedByState(state, () => lots)(intent, account(), X)

  test.each(passing)('%s passes', (_, intent, lots) => {
    expect(judge(intent, lots)).toBeNull()
  })

  test.each(held)('%s does not pass', (_, intent, lots) => {
    expect(judge(intent, lots)).toEqual({
      code: 'TRADING_STATE',
      context: { level: 'reducing', position: lots, because: 'STRATEGY_LOSS' },
    })
  })
})

test('under halted nothing passes, and when it is active everything', () => {
  const state = new TradingState()
  const judge = (intent: OrderIntent, lots: number) => allowedByState(state, () => lots)(intent, account(), X)
  for (const [, intent, lots] of [...passing, ...held]) expect(judge(intent, lots)).toBeNull()
  state.escalate(null, 'halted', 'DRAWDOWN', 'fell', 0)
  for (const [, intent, lots] of [...passing, ...held]) expect(judge(intent, lots)).toMatchObject({ context: { level: 'halted' } })
})

describe('what the system sends by itself', () => {
  const judge = (intent: OrderIntent, lots: number) => onlyCloses(() => lots)(intent, account(), X)

  test.each(passing)('%s passes, whatever the state', (_, intent, lots) => {
    expect(judge(intent, lots)).toBeNull()
  })

  test.each(held)('%s is no close', (_, intent, lots) => {
    expect(judge(intent, lots)).toMatchObject({ code: 'NOT_A_CLOSE', context: { position: lots, side: intent.side } })
  })
})
