// A venue that takes stops and ends them at once, or does not take them: the supervisor tries three times, whatever statements say meanwhile, and then nothing opens.

import { describe, expect, test } from 'vitest'
import { flatBars, handSeries, START } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { OrderTicket } from '../../model/broker.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong } from '../../model/signal.js'
import { type EpochMs, MINUTE_MS } from '../../model/time.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'
import type { BrokerLine } from '../injection.js'
import { PassingPort } from '../passing-port.testing.js'

/** Ends so many of the stops that it is sent at once, or rejects those that come without an entry; everything else is as it should be. */
class Dropping extends PassingPort {
  #drops: number
  readonly #rejects: boolean

  constructor(line: BrokerLine, drops: number, rejects: boolean) {
    super(line)
    this.#drops = drops
    this.#rejects = rejects
  }

  override submit(ticket: OrderTicket, time: EpochMs): void {
    const { clientOrderId, intent, childIds } = ticket
    if (this.#rejects && intent.role === 'stop' && this.#drops-- > 0) {
      this.line.deliver({ kind: 'rejected', clientOrderId, time, why: 'no stops today' }, time)
      return
    }
    super.submit(ticket, time)
    const stops = intent.role === 'stop' ? [clientOrderId] : childIds
    for (const id of stops) if (this.#drops-- > 0) this.line.broker.cancel(id, time, 'dropped')
  }
}

const minute = (index: number): number => START + index * MINUTE_MS
const long = (lots: number, tag = '') => enterLong({ size: { lots }, tag })
const rests = enterLong({ size: { lots: 10 }, order: limit(90), timeInForce: 'GTC', tag: 'rests' })

/** Held from minute 3, without the stop that it was sent with; a second entry rests far below, a third is wanted at minute 31. */
function run(drops: number, config: BacktestConfigInput = {}, rejects = false) {
  const script = { 1: rests, 2: long(10), 30: long(10, 'late') }
  const { orders, risk, denials } = runBacktest({
    strategies: [{ strategy: scripted(script, 'trader') }],
    series: [handSeries('A', flatBars(...new Array<number>(40).fill(100)), { timeframe: '1m' as const })],
    config: { riskProfile: 'guarded', slippage: 'none', ...config },
    inject: { port: (line) => new Dropping(line, drops, rejects) },
  }) as RunResult
  const stops = orders.filter(({ intent }) => intent.reason.startsWith('protection: '))
  return {
    stops: stops.map(({ createdAt }) => (createdAt - START) / MINUTE_MS),
    resting: orders.find(({ intent }) => intent.tag === 'rests')?.status,
    denied: denials.map(({ code, time }) => [code, (time - START) / MINUTE_MS]),
    breaches: (risk?.breaches ?? []).map(({ code, time }) => [code, (time - START) / MINUTE_MS]),
    transitions: (risk?.transitions ?? []).map(({ cause, strategy, to, time }) => [cause, strategy, to, (time - START) / MINUTE_MS]),
  }
}

describe('three stops in a row that the broker ends as soon as they are sent', () => {
  test('are the last: what could open is canceled, and nothing opens until an operator lets go', () => {
    const { stops, breaches, transitions, resting, denied } = run(Number.POSITIVE_INFINITY)
    expect([stops, breaches]).toEqual([[3, 4, 5], [['STOP_REFUSED', 5]]])
    expect(transitions).toEqual([['STOP_REFUSED', 'trader', 'reducing', 5]])
    expect([resting, denied]).toEqual(['canceled', [['TRADING_STATE', 31]]])
  })

  test('are a breach and no more where the breaker is off; what opens later changes the position, and three more are tried', () => {
    const { stops, breaches, resting } = run(Number.POSITIVE_INFINITY, { breakers: { stopRefused: 'off' } })
    expect([stops, breaches, resting]).toEqual([
      [3, 4, 5, 31, 32, 33],
      [
        ['STOP_REFUSED', 5],
        ['STOP_REFUSED', 33],
      ],
      'accepted',
    ])
  })
})

test('three that it does not take at all are the last too', () => {
  const { stops, breaches, transitions } = run(Number.POSITIVE_INFINITY, {}, true)
  expect([stops, breaches]).toEqual([[3, 4, 5], [['STOP_REFUSED', 5]]])
  expect(transitions).toEqual([['STOP_REFUSED', 'trader', 'reducing', 5]])
  expect(run(4, {}, true)).toMatchObject({ stops: [3, 4, 5], breaches: [] })
})

test('after two that it ends and one that it keeps nothing is held back', () => {
  const { stops, breaches, resting, denied } = run(4)
  expect([stops, breaches, resting, denied]).toEqual([[3, 4, 5], [], 'accepted', []])
})

test('those that we ask it to end are no refusals', () => {
  const kill = (index: number) => ({ at: new Date(minute(index)).toISOString(), do: 'kill' as const, reason: 'look' })
  const { stops, breaches } = run(0, { operator: [kill(5), kill(6), kill(7), kill(8)] })
  expect([stops, breaches.filter(([code]) => code === 'STOP_REFUSED')]).toEqual([[5, 6, 7, 8], []])
})
