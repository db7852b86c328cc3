// What the venue refuses a strategy is no refusal of the supervisor's own stop: that guards the position at the same time.

import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import type { OrderChange } from '../../model/broker.js'
import { stop } from '../../model/order-price.js'
import { amend, enterLong, exit } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import { runBacktest } from '../backtest.js'
import type { BrokerLine } from '../injection.js'
import { PassingPort } from '../passing-port.testing.js'

/** Type 1: once the entry has filled, the venue rejects whatever comes under it. */
const spent = { group: 'g', type: 1 } as const
const entry = enterLong({ size: { lots: 10 }, oca: spent, protect: { stop: 98 } })
const add = enterLong({ tag: 'add', size: { lots: 7 }, protect: { stop: 90 } })
const falls: readonly HandBar[] = [[100, 100, 60, 60], ...flatBars(60)]

/** Refuses those changes that it is told to, and notes when it was asked for each. */
class Refusing extends PassingPort {
  readonly #asked: EpochMs[]
  readonly #refuses: (change: OrderChange) => boolean

  constructor(line: BrokerLine, refuses: (change: OrderChange) => boolean, asked: EpochMs[]) {
    super(line)
    this.#refuses = refuses
    this.#asked = asked
  }

  override modify(change: Parameters<PassingPort['modify']>[0], time: EpochMs): void {
    this.#asked.push(time)
    const { clientOrderId } = change
    if (this.#refuses(change)) this.line.deliver({ kind: 'update-rejected', clientOrderId, time, why: 'not now' }, time)
    else super.modify(change, time)
  }
}

function run(script: Script, bars: readonly HandBar[], refuses: (change: OrderChange) => boolean = () => false) {
  const asked: EpochMs[] = []
  const { fills, orders } = runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', bars)],
    config: { ...free, intrabar: 'olhc', protection: { required: 'default' } },
    inject: { port: (line) => new Refusing(line, refuses, asked) },
  })
  return { asked, rejected: orders.filter(({ status }) => status === 'rejected').length, last: fills.at(-1) }
}

describe('an exit stop that the venue rejects', () => {
  const rejects = (trigger: number) => exit({ tag: 'out', order: stop(trigger), timeInForce: 'GTC', oca: spent })

  test('in place of one that stood is sent by the supervisor, before the market falls', () => {
    const script = { 0: entry, 1: exit({ tag: 'out', order: stop(99), timeInForce: 'GTC' }), 3: rejects(99.5) }
    const { rejected, last } = run(script, [...flatBars(100, 100, 100, 100), ...falls])
    expect([rejected, last]).toMatchObject([1, { side: 'sell', quantity: 10, price: 99.5, barIndex: 4 }])
  })

  test('as the position grows leaves it with one stop of its whole size', () => {
    const { rejected, last } = run({ 0: entry, 2: [add, rejects(97)] }, [...flatBars(100, 100, 100), ...falls])
    expect([rejected, last]).toMatchObject([1, { side: 'sell', quantity: 17, price: 98, barIndex: 3 }])
  })
})

describe('a change that the venue refuses', () => {
  const script = { 0: entry, 2: [add, amend({ trigger: 97 })] }

  test('the strategy does not keep the stop from growing with the position', () => {
    const { last } = run(script, [...flatBars(100, 100, 100), ...falls], ({ price }) => 'trigger' in price && price.trigger === 97)
    expect(last).toMatchObject({ side: 'sell', quantity: 17, price: 98, barIndex: 3 })
  })

  test('the supervisor is asked for once at a time', () => {
    const { asked } = run({ 0: entry, 2: add }, flatBars(100, 100, 100, 100, 100, 100), () => true)
    expect(asked).toEqual([3, 4, 5, 6].map((index) => day(index)))
  })
})
