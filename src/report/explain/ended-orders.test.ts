// How the trails of orders that did not fill end: whose signal it was, and which order came after.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries, steps } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import { runBacktest } from '../../engine/backtest.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { cancel, type Enter, enterLong, exit } from '../../model/signal.js'
import { RunLives } from './order-life.js'
import { orderTrail } from './order-trail.js'

/** Every word of the broker is heard two and a half minutes late. */
const late = { latency: { response: 150_000 } } as const satisfies BacktestConfigInput

/** A bracket stands in the way of a change in place: the order has to be canceled and placed anew. */
const wish = (price: number, more: Partial<Enter> = {}) =>
  enterLong({ size: { lots: 10 }, order: limit(price), protect: { stop: 1 }, timeInForce: 'GTC', ...more })

const flat = flatBars(...new Array<number>(20).fill(100))

function run(script: Script, config: BacktestConfigInput = {}, bars = flat): RunResult {
  const series = [handSeries('A', bars, { timeframe: '1m' })]
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series, config: { ...free, ...config } })
}

/** Signals, approvals, words of the venue and the end, after the order was accepted. */
function ending(result: RunResult, id: number): string[] {
  const steps = orderTrail(new RunLives(result).order(id))
  const told = steps.filter(({ stage }) => ['signal', 'approval', 'venue', 'end'].includes(stage)).map(({ says }) => says)
  return told.slice(told.findIndex((says) => says.startsWith('accepted')) + 1).map((says) => says.replace(/, heard .*/, ''))
}

const placed = (result: RunResult, tag: string, role = 'entry') =>
  result.orders.filter(({ intent }) => intent.tag === tag && intent.role === role).map(({ clientOrderId }) => clientOrderId)

describe('an order that another took the place of', () => {
  test('ends with the signal that replaced it, its reason and the order that came', () => {
    const result = run({ 1: wish(90), 5: wish(95, { reason: 'closer' }) })
    expect(placed(result, '')).toEqual([1, 3])
    expect(ending(result, 1)).toEqual([
      'enter long limit 95.00, size 10 lots, stop 1.00, GTC, “closer”',
      'approved, and sent as order 3 in the place of order 1',
      'canceled: the strategy replaced it',
      'canceled: the strategy replaced it',
    ])
    const [signal, , ...others] = orderTrail(new RunLives(result).order(3))
    expect(signal?.says).toContain('“closer”')
    expect(others.map(({ says }) => says)).toContain('approved, and sent as order 3 in the place of order 1')
  })

  test('and that was long in ending names it too, and the new one says when it was sent', () => {
    const result = run({ 1: wish(90), 5: wish(95) }, late)
    expect(ending(result, 1)[1]).toBe('approved, and sent as order 3 in the place of order 1')
    const approval = orderTrail(new RunLives(result).order(3)).find(({ stage }) => stage === 'approval')
    expect(approval?.says).toMatch(/^approved, and sent as order 3 in the place of order 1 at .*, once the one before it had ended$/)
  })

  test('and filled in part before tells both decisions: what was wished for, and what was left of it', () => {
    const dips = steps(100, 100, 100, 100)
    dips[2] = [100, 100, 88, 100, 50]
    dips[3] = [100, 100, 88, 100, 1_000]
    const result = run({ 0: wish(90), 1: wish(92) }, { latency: { entry: 100 }, participation: 0.1 }, dips)
    const [first, second] = placed(result, '') as [number, number]
    expect(result.orders[first - 1]?.filledQuantity).toBe(5)
    expect(ending(result, first)).toEqual([
      expect.stringContaining('enter long limit 92.00'),
      `approved, to take the place of order ${first}`,
      'filled: buy 5 at 90.00 (fill 1)',
      'canceled: the strategy replaced it',
      expect.stringContaining('enter long limit 92.00'),
      `approved, and sent as order ${second} in the place of order ${first}`,
      expect.stringMatching(/^canceled: the strategy replaced it, 5 of 10 /),
    ])
  })

  test('and that filled first says that nothing came after it', () => {
    const dips = steps(100, 100, 100, 100)
    dips[2] = [100, 100, 88, 100]
    const result = run({ 0: wish(90), 1: wish(92) }, { latency: { entry: 100 } }, dips)
    expect(ending(result, 1)).toEqual([
      expect.stringContaining('enter long limit 92.00'),
      'approved, to take the place of order 1',
      'filled: buy 10 at 90.00 (fill 1)',
      expect.stringContaining('enter long limit 92.00'),
      'no longer needed in the place of order 1',
      expect.stringMatching(/^filled, 10 of 10 /),
    ])
  })

  test('and whose successor was denied as it was to go says so, after it ended', () => {
    const most = { size: { lots: 900 } }
    const result = run({ 1: wish(90, { tag: 'a' }), 5: [wish(95, { tag: 'a', ...most }), enterLong({ tag: 'b', ...most })] }, late)
    expect(ending(result, 1)).toEqual([
      expect.stringContaining('enter long limit 95.00'),
      'approved, to take the place of order 1',
      'canceled: the strategy replaced it',
      expect.stringContaining('enter long limit 95.00'),
      'denied, BUYING_POWER, in the place of order 1',
      'canceled: the strategy replaced it',
    ])
  })
})

describe('one signal that ends several orders', () => {
  test('is told in the trail of each, with its reason', () => {
    const result = run({ 1: [wish(90, { tag: 'a' }), wish(91, { tag: 'b' })], 5: cancel({ reason: 'all gone' }) })
    const ids = [...placed(result, 'a'), ...placed(result, 'b')]
    expect(ids).toHaveLength(2)
    for (const id of ids) {
      expect(ending(result, id)).toEqual([
        'cancel, “all gone”',
        `asks for the end of order ${id}`,
        'canceled: the strategy canceled it',
        'canceled: the strategy canceled it',
      ])
    }
  })

  test('is told in those of exits that make way for another', () => {
    const leaves = (tag: string) => exit({ tag, order: limit(110), fraction: 0.5, timeInForce: 'GTC' })
    const script = { 1: enterLong({ size: { lots: 10 } }), 3: leaves('a'), 4: leaves('b'), 6: exit({ reason: 'enough' }) }
    const result = run(script, { limits: { overExit: 'deny' } })
    for (const tag of ['a', 'b']) {
      const [id = 0] = placed(result, tag, 'exit')
      expect(ending(result, id)).toEqual([
        expect.stringContaining('“enough”'),
        `asks for the end of order ${id}`,
        'canceled: it makes way for another exit',
        'canceled: it makes way for another exit',
      ])
    }
  })
})
