import { describe, expect, test } from 'vitest'
import { instrument } from './instrument.js'
import { intent } from './order.testing.js'
import {
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  relative,
  stop,
  stopLimit,
  trailingStop,
  trailingStopLimit,
} from './order-price.js'
import { splitIntent, splitOrderPrice } from './split-order.js'

const smooth = instrument('X', 'equity', { tick: 'none' })
const stock = instrument('X', 'equity')

describe('an order over a split of 4:1', () => {
  test.each([
    [market(), market()],
    [marketOnClose(), marketOnClose()],
    [{ type: 'limit', limit: 100 } as const, { type: 'limit', limit: 25 }],
    [limitOnClose(100), limitOnClose(25)],
    [stop(100), stop(25)],
    [stopLimit(100, 104), stopLimit(25, 26)],
    [marketIfTouched(100), marketIfTouched(25)],
    [limitIfTouched(100, 104), limitIfTouched(25, 26)],
    [trailingStop({ amount: 8 }, 100), trailingStop({ amount: 2 }, 25)],
    [trailingStop({ fraction: 0.1 }), trailingStop({ fraction: 0.1 })],
    [trailingStopLimit({ amount: 8 }, 4, 100), trailingStopLimit({ amount: 2 }, 1, 25)],
    [relative(0.4, 100), relative(0.1, 25)],
    [relative(0.4), relative(0.1)],
  ])('that waits at %o waits at %o', (before, after) => {
    expect(splitOrderPrice(before, 'buy', 4, smooth)).toEqual(after)
  })

  test('stays on the tick, never to its own advantage', () => {
    expect(splitOrderPrice({ type: 'limit', limit: 100.01 }, 'buy', 4, stock)).toEqual({ type: 'limit', limit: 25 })
    expect(splitOrderPrice(stop(100.01), 'buy', 4, stock)).toEqual(stop(25.01))
  })

  test('asks for as much, and so do its children', () => {
    const before = intent('buy', 10, {
      closing: 3,
      children: [
        { role: 'stop', price: { at: 80 } },
        { role: 'target', price: { fractionOfFill: 0.1 } },
        { role: 'stop', price: { trail: { amount: 8 }, from: { at: 90 } } },
        { role: 'triggered', side: 'sell', lots: 5, price: stop(60) },
      ],
    })
    expect(splitIntent(before, 4, smooth)).toEqual({
      ...before,
      quantity: { lots: 40 },
      closing: 12,
      children: [
        { role: 'stop', price: { at: 20 } },
        { role: 'target', price: { fractionOfFill: 0.1 } },
        { role: 'stop', price: { trail: { amount: 2 }, from: { at: 22.5 } } },
        { role: 'triggered', side: 'sell', lots: 20, price: stop(15) },
      ],
    })
    const notional = intent('buy', 1, { quantity: { notional: 500 } })
    expect(splitIntent(notional, 4, smooth).quantity).toEqual({ notional: 500 })
  })
})
