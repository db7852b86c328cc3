// What the venue says of the shares before a split, and is heard only after it: no stop goes to the price of then.

import { expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import type { OrderEvent } from '../../model/broker.js'
import type { Split } from '../../model/corporate-action.js'
import type { Fill } from '../../model/fill.js'
import { stop } from '../../model/order-price.js'
import { enterLong } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import { runBacktest } from '../backtest.js'
import type { BrokerLine } from '../injection.js'
import { PassingPort } from '../passing-port.testing.js'

const split: Split = { kind: 'split', exDate: '2024-01-04', ratio: 2 }
const splits = Date.parse(split.exDate)

/** Takes the fill of a stop back after the split. */
class Busting extends PassingPort {
  #fill: Fill | null = null

  override before(time: EpochMs): void {
    if (this.#fill === null || time < splits) return
    const fill = this.#fill
    this.#fill = null
    this.line.revise({ fill, becomes: null, time })
  }

  override heard(event: OrderEvent, time: EpochMs): void {
    if (event.kind === 'filled' && event.fill.role === 'stop' && time < splits) this.#fill = event.fill
    super.heard(event, time)
  }
}

/** Keeps what the venue says of stops at the split back until a day later. */
class Silent extends PassingPort {
  #kept: OrderEvent[] = []

  override before(time: EpochMs): void {
    if (time < splits + 24 * 3_600_000) return
    for (const event of this.#kept.splice(0)) super.heard(event, time)
  }

  override heard(event: OrderEvent, time: EpochMs): void {
    if (event.kind === 'updated' && event.isUnasked === true && event.time >= splits) this.#kept.push(event)
    else super.heard(event, time)
  }
}

/** Ten bought at 100 with a stop at 90; a share becomes two. */
function run(closes: readonly number[], port: (line: BrokerLine) => PassingPort) {
  return runBacktest({
    strategies: [{ strategy: scripted({ 0: enterLong({ size: { lots: 10 }, protect: { stop: 90 } }) }) }],
    series: [{ ...handSeries('A', flatBars(...closes)), actions: [split] }],
    config: { ...free, protection: { required: 'default' } },
    inject: { port },
  })
}

test('a stop whose fill is taken back goes where it stood, in the shares of today', () => {
  const { orders } = run([100, 100, 89, 50, 50, 44, 44], (line) => new Busting(line))
  const stops = orders.filter(({ intent }) => intent.role === 'stop').map(({ price, status }) => [price, status])
  expect(stops).toEqual([
    [stop(90), 'filled'],
    [stop(45), 'filled'],
  ])
})

test('a stop of which nothing is heard since the split stays as it is', () => {
  const { orders } = run([100, 100, 100, 50, 50, 50, 50], (line) => new Silent(line))
  const stops = orders.filter(({ intent }) => intent.role === 'stop').map(({ price, status, quantity }) => [price, status, quantity])
  expect(stops).toEqual([[stop(45), 'accepted', 20]])
})
