// Exits of one position that work at once: cut to what the others leave, denied where that is nothing, and one at market before those that wait for a price.

import { expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries, START } from '../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { limit, marketOnClose, stop } from '../model/order-price.js'
import { cancel, type Exit, enterLong, enterShort, exit, type Signal, target } from '../model/signal.js'
import { MINUTE_MS } from '../model/time.js'
import { runBacktest, traceBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const minute = (time: number): number => (time - START) / MINUTE_MS
const flat = flatBars(...new Array<number>(16).fill(100))
const long = enterLong({ size: { lots: 10 } })
const rests = (tag: string, fraction = 1, more: Partial<Exit> = {}) => exit({ order: limit(110), tag, fraction, ...more })
const now = (tag: string, fraction = 1) => exit({ tag, fraction })

function run(script: Script, bars: readonly HandBar[] = flat, config: BacktestConfigInput = {}) {
  const { result, log } = traceBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', bars, { timeframe: '1m' })],
    config: { ...free, limits: { overExit: 'deny' }, ...config },
  })
  const exits = result.orders.filter(({ intent }) => intent.reduceOnly)
  return {
    exits: exits.map(({ intent, createdAt, quantity, status }) => [intent.tag, minute(createdAt), quantity, status]),
    denied: result.denials.map(({ code, context, time }) => [minute(time), code, context]),
    held: result.openPositions.map(({ quantity }) => quantity),
    verdicts: log.decisions.map(({ verdict }) => verdict),
  }
}

test('an exit is cut to what the others leave, and denied where that is nothing', () => {
  const { exits, denied } = run({ 0: long, 3: [rests('a', 0.6), rests('b'), rests('c')] })
  expect(exits).toEqual([
    ['a', 4, 6, 'accepted'],
    ['b', 4, 4, 'accepted'],
  ])
  expect(denied).toEqual([[4, 'OVER_EXIT', { would_be: 20, limit: 10 }]])
})

test('of a short position too, and of a target that reduces', () => {
  const short = enterShort({ size: { lots: 10 } })
  const covers = exit({ order: limit(90), tag: 'a', fraction: 0.6 })
  expect(run({ 0: short, 3: [covers, { ...covers, tag: 'b' }] }).exits).toEqual([
    ['a', 4, 6, 'accepted'],
    ['b', 4, 4, 'accepted'],
  ])
  expect(run({ 0: long, 3: [now('', 0.6), target('A', 0)] }).exits).toEqual([
    ['', 4, 6, 'filled'],
    ['', 4, 4, 'filled'],
  ])
})

test('what is said anew under a key takes the place of what was said before', () => {
  const { exits, denied, verdicts } = run({ 0: long, 3: rests('a'), 5: rests('a'), 7: rests('a', 1, { order: limit(120) }) })
  expect([exits, denied]).toEqual([[['a', 4, 10, 'accepted']], []])
  expect(verdicts).toEqual(['approved', 'approved', 'unchanged', 'amended'])
  const grown = run({ 0: long, 3: [rests('a', 0.5), rests('b', 0.3)], 5: rests('a') })
  expect(grown.exits.map(([tag, , lots]) => [tag, lots])).toEqual([
    ['a', 7],
    ['b', 3],
  ])
})

test('an exit at market has no more of them canceled than it needs, a change under way counted', () => {
  const latency = { entry: 1000, response: 1000, feed: 'none' } as const
  const script = { 0: long, 3: [rests('a', 0.5), rests('b', 0.2)], 6: [rests('b', 0.5), now('', 0.5)] }
  expect(run(script, flat, { latency }).exits.map(([tag, , , status]) => [tag, status])).toEqual([
    ['a', 'accepted'],
    ['b', 'canceled'],
    ['', 'filled'],
  ])
})

test('a group counts as its largest', () => {
  const oca = { group: 'g', type: 2 } as const
  const { exits, denied } = run({ 0: long, 3: [rests('a', 0.6, { oca }), rests('b', 0.6, { oca }), rests('c', 0.4), rests('d', 0.1)] })
  expect(exits.map(([tag, , lots]) => [tag, lots])).toEqual([
    ['a', 6],
    ['b', 6],
    ['c', 4],
  ])
  expect(denied).toHaveLength(1)
})

test('stops stand beside exits: the supervisor has them follow the position', () => {
  const config = { protection: { required: 'default' } } as const
  const { exits, denied } = run({ 0: long, 3: [rests('a'), exit({ order: stop(95), tag: 'b' })] }, flat, config)
  expect(denied).toEqual([])
  expect(exits.filter(([, , , status]) => status === 'accepted').map(([tag, , lots]) => [tag, lots])).toEqual([
    ['', 10],
    ['a', 10],
  ])
})

test('one at market has those that wait for a price canceled first, and closes all that is held', () => {
  const { exits, denied, held, verdicts } = run({ 0: long, 3: [rests('a', 0.6), rests('b', 1, { order: marketOnClose() })], 6: now('c') })
  expect(exits).toEqual([
    ['a', 4, 6, 'canceled'],
    ['b', 4, 4, 'canceled'],
    ['c', 7, 10, 'filled'],
  ])
  expect([denied, held]).toEqual([[], []])
  expect(verdicts.slice(-2)).toEqual(['canceled', 'approved'])
})

test('a trim at market has no more of them canceled than it needs, the newest first', () => {
  const { exits } = run({ 0: long, 3: [rests('a', 0.5), rests('b', 0.5)], 6: now('c', 0.2) })
  expect(exits).toEqual([
    ['a', 4, 5, 'accepted'],
    ['b', 4, 5, 'canceled'],
    ['c', 7, 2, 'filled'],
  ])
})

test('it leaves them alone where there is room for both', () => {
  expect(run({ 0: long, 3: rests('a', 0.5), 6: now('b', 0.5) }).exits).toEqual([
    ['a', 4, 5, 'accepted'],
    ['b', 7, 5, 'filled'],
  ])
})

test('it does not double another at market', () => {
  const { exits, denied } = run({ 0: long, 3: [now('a'), now('b')] })
  expect(exits).toEqual([['a', 4, 10, 'filled']])
  expect(denied).toEqual([[4, 'OVER_EXIT', { would_be: 20, limit: 10 }]])
})

test('on a slow line it waits until they have ended, however often it is said', () => {
  const slow = { latency: { entry: 0, response: 150_000 } }
  const { exits, denied, held } = run({ 0: long, 4: rests('a'), 8: now('b'), 9: now('b'), 10: now('b') }, flat, slow)
  expect(exits.map(([tag, at, lots, status]) => [tag, at, lots, status])).toEqual([
    ['a', 5, 10, 'canceled'],
    ['b', 11.5, 10, 'filled'],
  ])
  expect([denied, held]).toEqual([[], []])
})

test('two of them under their own tags both wait', () => {
  const slow = { latency: { entry: 0, response: 150_000 } }
  const { exits, held } = run({ 0: long, 4: rests('a'), 8: [now('b', 0.5), now('c', 0.5)], 9: now('b', 0.5) }, flat, slow)
  expect(exits.map(([tag, at, lots, status]) => [tag, at, lots, status])).toEqual([
    ['a', 5, 10, 'canceled'],
    ['c', 11.5, 5, 'filled'],
    ['b', 11.5, 5, 'filled'],
  ])
  expect(held).toEqual([])
})

test('where the one before it fills meanwhile, only what is left is closed', () => {
  const rises: HandBar[] = flat.map((bar, index) => (index === 9 ? [100, 111, 100, 100] : bar))
  const slow = { latency: { entry: 90_000, response: 0 } }
  const { exits, held } = run({ 0: long, 3: rests('a', 0.6), 8: now('b') }, rises, slow)
  expect(exits.map(([tag, , lots, status]) => [tag, lots, status])).toEqual([
    ['a', 6, 'filled'],
    ['b', 4, 'filled'],
  ])
  expect(held).toEqual([])
})

test('an exit that replaces one that waits, and is said anew, goes once', () => {
  const slow = { latency: { entry: 0, response: 150_000 } }
  const { exits, denied } = run({ 0: long, 4: rests(''), 8: now(''), 9: rests(''), 10: now('') }, flat, slow)
  expect(exits.map(([, , lots, status]) => [lots, status])).toEqual([
    [10, 'canceled'],
    [10, 'filled'],
  ])
  expect(denied).toEqual([])
})

test('what a strategy cancels and says anew at once goes too', () => {
  const { exits, denied } = run({ 0: long, 3: rests('a'), 6: [cancel(), rests('b')] })
  expect(exits.map(([tag, , , status]) => [tag, status])).toEqual([
    ['a', 'canceled'],
    ['b', 'accepted'],
  ])
  expect(denied).toEqual([])
})

test.each(['after-fill', 'same-open'] as const)('in a batch that rotates %s, what it brings is there for the increases', (rotation) => {
  const said: readonly (readonly Signal[])[] = [
    [enterLong({ instrument: 'A', size: { lots: 900 } })],
    [],
    [exit({ instrument: 'A', order: limit(110), tag: 'a' })],
    [target('A', 0), target('B', 0.8)],
  ]
  let bar = 0
  const { openPositions, denials } = runBacktest({
    strategies: [{ strategy: strategyOf('rotates', { onBars: () => said[bar++] }) }],
    series: ['A', 'B'].map((name) => handSeries(name, flat, { timeframe: '1m' })),
    config: { ...free, rotation, limits: { overExit: 'deny' } },
  })
  expect([denials, openPositions.map(({ instrument, quantity }) => [instrument, quantity])]).toEqual([[], [['B', 800]]])
})

test('an operator closes everything, whatever exits work', () => {
  const operator = [{ at: new Date(START + 8 * MINUTE_MS).toISOString(), do: 'kill' as const, reason: 'enough' }]
  const { exits, held } = run({ 0: long, 3: rests('a') }, flat, { operator, breakers: { kill: { flatten: true } } })
  expect(exits.map(([tag, at, lots, status]) => [tag, at, lots, status])).toEqual([
    ['a', 4, 10, 'canceled'],
    ['', 8, 10, 'filled'],
  ])
  expect(held).toEqual([])
})

test('in research several stand beside each other, as they always did', () => {
  const { exits, denied } = run({ 0: long, 3: [rests('a'), rests('b')] }, flat, { limits: {} })
  expect([exits.length, denied]).toEqual([2, []])
})

test('an exit at market takes the place of what stands under its own tag, and only what else waits makes way', () => {
  const { exits, verdicts } = run({ 0: long, 3: [rests('a', 0.5)], 4: [rests('x', 0.5)], 8: now('x') }, flat, {
    latency: { entry: 1_000, response: 1_000, feed: 'none' },
  })
  expect(exits.map(([tag, , lots, status]) => [tag, lots, status])).toEqual([
    ['a', 5, 'canceled'],
    ['x', 5, 'canceled'],
    ['x', 10, 'filled'],
  ])
  expect(verdicts).toEqual(['approved', 'approved', 'approved', 'canceled', 'approved'])
})

test('an exit of a batch that is refused as it goes, its way being clear, is not said again', () => {
  const group = { group: 'g', type: 1 } as const
  const script: Record<number, Signal[]> = {
    0: [{ ...long, oca: group, instrument: 'A' }],
    2: [{ ...rests('waits'), instrument: 'A' }],
    4: [{ ...now('now'), oca: group, instrument: 'A' }],
  }
  const strategy = strategyOf('batches', { onBars: ({ instruments }) => script[instruments[0]?.bar.index ?? -1] })
  const { orders } = runBacktest({
    strategies: [{ strategy }],
    series: [handSeries('A', flat, { timeframe: '1m' })],
    config: { ...free, limits: { overExit: 'deny' } },
  })
  expect(orders.map(({ intent, status }) => [intent.tag, status])).toEqual([
    ['', 'filled'],
    ['waits', 'canceled'],
    ['now', 'rejected'],
  ])
})
