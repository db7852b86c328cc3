// What another order has triggered is an order of the strategy's own from then on: it can be canceled, and amended where no protection under its tag has such a price.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import type { OrderEvent } from '../model/broker.js'
import { limit } from '../model/order-price.js'
import { amend, cancel, enterLong, exit, type Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'
import { PassingPort } from './passing-port.testing.js'

/** An entry of ten triggers a buy of a hundred at 95, which the seventh bar reaches. */
function run(then: Signal, config: BacktestConfigInput = {}) {
  const entry = enterLong({ tag: 't', size: { lots: 10 }, triggers: [{ side: 'buy', lots: 100, order: limit(95) }] })
  const { orders, denials, openPositions } = runBacktest({
    strategies: [{ strategy: scripted({ 0: entry, 4: then }) }],
    series: [handSeries('A', [...flatBars(100, 100, 100, 100, 100, 100), [100, 100, 94, 94], ...flatBars(94)])],
    config: { ...free, cash: 100_000, ...config },
  })
  const triggered = orders.find(({ intent }) => intent.role === 'triggered')
  return { denials, status: triggered?.status, price: triggered?.price, held: openPositions[0]?.quantity ?? 0 }
}

const rules = [{}, { protection: { required: 'default' } }] as const satisfies readonly BacktestConfigInput[]

describe.each(rules)('under %j', (config) => {
  test.each([cancel(), cancel({ tag: 't' })])('%j ends it', (signal) => {
    expect(run(signal, config)).toMatchObject({ denials: [], status: 'canceled' })
  })

  test('an amendment moves it', () => {
    expect(run(amend({ tag: 't', limit: 50 }), config)).toMatchObject({ denials: [], price: limit(50) })
  })

  test.each([cancel({ tag: 'other' }), exit()])('%j leaves it', (signal) => {
    expect(run(signal, config)).toMatchObject({ status: 'filled' })
  })
})

test('while it sleeps it ends with what would have triggered it', () => {
  const entry = enterLong({ tag: 't', size: { lots: 10 }, order: limit(90), timeInForce: 'GTC', triggers: [{ side: 'sell', lots: 5 }] })
  const { orders } = runBacktest({
    strategies: [{ strategy: scripted({ 0: entry, 2: cancel() }) }],
    series: [handSeries('A', flatBars(100, 100, 100, 100, 100))],
    config: free,
  })
  expect(orders.map(({ status, note }) => [status, note])).toEqual([
    ['canceled', 'the strategy canceled it'],
    ['canceled', 'its parent ended unfilled'],
  ])
})

test('what has woken unheard is canceled too', () => {
  const entry = enterLong({ tag: 't', size: { lots: 10 }, triggers: [{ side: 'buy', lots: 100, order: limit(95) }] })
  const { orders } = runBacktest({
    strategies: [{ strategy: scripted({ 0: entry, 1: cancel() }) }],
    series: [handSeries('A', [...flatBars(100, 100, 100), [100, 100, 94, 94], ...flatBars(94)], { timeframe: '1m' })],
    config: { ...free, cash: 100_000 },
    inject: { port: (line) => new Unheard(line) },
  })
  expect(orders.map(({ intent, status }) => [intent.role, status])).toEqual([
    ['entry', 'filled'],
    ['triggered', 'canceled'],
  ])
})

/** Nobody hears where an order stands. */
class Unheard extends PassingPort {
  override heard(event: OrderEvent, time: EpochMs): void {
    if (event.kind !== 'updated') super.heard(event, time)
  }
}
