// An order that waits for the cancel of the one before it, while the line is slow: what was said since then, and what is left to close, count.

import { expect, test } from 'vitest'
import { flatBars, free, handSeries, START, steps } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import { limit } from '../model/order-price.js'
import { enterLong, exit } from '../model/signal.js'
import { MINUTE_MS } from '../model/time.js'
import { runBacktest } from './backtest.js'

const minute = (time: number): number => (time - START) / MINUTE_MS

/** Every word of the broker is heard two and a half minutes late. */
function sent(script: Script, bars = flatBars(...new Array<number>(20).fill(100))) {
  const { orders } = runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', bars, { timeframe: '1m' })],
    config: { ...free, latency: { response: 150_000 } },
  })
  return orders.map(({ intent, createdAt, status, filledQuantity }) => [intent.role, minute(createdAt), status, filledQuantity])
}

const long = enterLong({ size: { lots: 10 } })
const rests = (price: number) => enterLong({ size: { lots: 10 }, order: limit(price), timeInForce: 'GTC' })

test('an entry that is said anew while its replacement waits is sent once', () => {
  expect(sent({ 1: rests(90), 5: long, 6: long })).toEqual([
    ['entry', 2, 'canceled', 0],
    ['entry', 7, 'filled', 10],
  ])
})

test('an exit that is said anew while its replacement waits is sent once', () => {
  const leaves = exit({ order: limit(110), timeInForce: 'GTC' })
  expect(sent({ 1: long, 6: leaves, 10: exit(), 11: exit() })).toEqual([
    ['entry', 2, 'filled', 10],
    ['exit', 7, 'canceled', 0],
    ['exit', 12, 'filled', 10],
  ])
})

test('an exit that waits goes nowhere where a stop has closed the position', () => {
  const protectedLong = enterLong({ size: { lots: 10 }, protect: { stop: 95 } })
  const leaves = exit({ order: limit(110), timeInForce: 'GTC' })
  const falls = steps(...new Array<number>(11).fill(100), 90, ...new Array<number>(8).fill(90))
  expect(sent({ 1: protectedLong, 6: leaves, 11: exit() }, falls)).toEqual([
    ['entry', 2, 'filled', 10],
    ['stop', 2, 'filled', 10],
    ['exit', 7, 'canceled', 0],
  ])
})
