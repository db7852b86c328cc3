import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OrderIntent } from '../model/order.js'
import { runs } from '../std/property.testing.js'
import { entry, gateSeat } from './gate.testing.js'
import { Throttle } from './throttle.js'

const opening = { strategy: 'one', reduceOnly: false, children: [] as OrderIntent['children'] } as OrderIntent
const closing: OrderIntent = { ...opening, reduceOnly: true }

describe('a throttle of 2 orders in 10 s', () => {
  const filled = () => {
    const throttle = new Throttle({ orders: 2, windowMs: 10_000 })
    throttle.sent(opening, false, 0)
    throttle.sent(opening, false, 4_000)
    return throttle
  }

  test('refuses the third, with when it will pass', () => {
    expect(filled().judge(entry, gateSeat(), 9_999)).toEqual({
      code: 'ORDER_THROTTLE',
      context: { limit: 2, window_s: 10, until: '1970-01-01T00:00:10Z' },
    })
  })

  test('lets it pass a millisecond later, when the first has left the window', () => {
    expect(filled().judge(entry, gateSeat(), 10_000)).toBeNull()
  })

  test('lets the second pass', () => {
    const throttle = new Throttle({ orders: 2, windowMs: 10_000 })
    throttle.sent(opening, false, 0)
    expect(throttle.judge(entry, gateSeat(), 0)).toBeNull()
  })

  test('counts changes of what opens, not what only reduces, and each strategy by itself', () => {
    const throttle = new Throttle({ orders: 2, windowMs: 10_000 })
    throttle.sent(opening, false, 0)
    for (let time = 1; time < 10; time++) throttle.sent(closing, false, time)
    expect(throttle.judge(entry, gateSeat(), 20)).toBeNull()
    throttle.sent(opening, true, 20)
    expect(throttle.judge(entry, gateSeat(), 21)?.code).toBe('ORDER_THROTTLE')
    expect(throttle.judge(entry, gateSeat({ strategy: 'other' }), 21)).toBeNull()
  })
})

test('what an order triggers counts with it, and with an exit that triggers it', () => {
  const triggered = { role: 'triggered', side: 'buy', lots: 1, price: { type: 'limit', limit: 1 } } as const
  const throttle = new Throttle({ orders: 3, windowMs: 10_000 })
  const judged = (begins: number, time: number) => throttle.judge(entry, gateSeat({ begins }), time)
  expect([judged(3, 0), judged(4, 0)]).toEqual([null, { code: 'ORDER_THROTTLE', context: { limit: 3, window_s: 10 } }])
  throttle.sent({ ...opening, children: [triggered] }, false, 0)
  expect([judged(1, 1), judged(2, 1)?.context.until]).toEqual([null, '1970-01-01T00:00:10Z'])
  throttle.sent({ ...closing, children: [triggered, { role: 'stop', price: { at: 1 } }] }, false, 1)
  expect(judged(0, 2)?.code).toBe('ORDER_THROTTLE')
  throttle.sent({ ...opening, children: [triggered] }, true, 10_000)
  expect([judged(1, 10_000), judged(2, 10_000)?.code]).toEqual([null, 'ORDER_THROTTLE'])
})

test('I10: in any window the sends number at most the limit, and a send that is refused would have been one too many', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 1_000 }), steps, (orders, windowMs, gaps) => {
      const throttle = new Throttle({ orders, windowMs })
      const sent: number[] = []
      let time = 0
      for (const gap of gaps) {
        time += gap
        const inWindow = sent.filter((at) => at > time - windowMs).length
        const passes = throttle.judge(entry, gateSeat(), time) === null
        expect(passes).toBe(inWindow < orders)
        if (!passes) continue
        throttle.sent(opening, false, time)
        sent.push(time)
      }
      for (let first = 0; first + orders < sent.length; first++)
        expect((sent[first + orders] as number) - (sent[first] as number)).toBeGreaterThanOrEqual(windowMs)
    }),
    { numRuns: runs(10_000) },
  )
})
