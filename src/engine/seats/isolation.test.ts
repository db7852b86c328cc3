import { describe, expect, test } from 'vitest'
import { free, handSeries, steps } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { written } from '../../../tests/fixtures/written-strategies.js'
import type { RunResult } from '../../model/run.js'
import { enterLong } from '../../model/signal.js'
import type { LoadedStrategy } from '../../strategy/loader.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const bars = [handSeries('A', steps(...Array.from({ length: 40 }, (_, k) => 100 + 5 * Math.sin(k))), { timeframe: '1m' })]
/** Fixed sizes and wide limits: what one strategy does is nothing to the other. */
const apart = { ...free, cash: 1e6, eventLimitMs: 5000 } as const

function run(strategies: readonly LoadedStrategy[], config: BacktestConfigInput = {}): RunResult {
  return runBacktest({ strategies, series: bars, config: { ...apart, isolate: 'worker', ...config } })
}

/** Buys at the second bar, and at the tenth does what it is told. */
const bad = (what: string, rest = ''): Promise<LoadedStrategy> =>
  written(
    'bad',
    `memory: () => ({ kept: [] }),
    onBar({ bar, memory }) {
      if (bar.index === 2) return enterLong({ size: { lots: 7 }, protect: { stop: 50 } })
      if (bar.index === 5) return enterLong({ size: { lots: 1 }, order: limit(20), tag: 'low', timeInForce: 'GTC' })
      if (bar.index === 10) { ${what} }
      if (bar.index === 20) return exit('it was asked again')
    },${rest}`,
  )
/** Another, which nothing ails: loaded once, run anew each time. */
const healthy = once(() =>
  written(
    'healthy',
    `indicators: () => ({ mean: sma('close', 4) }),
    onBar: ({ position, bar, random }, { mean }) =>
      position.isFlat && bar.close > mean.now ? enterLong({ size: { lots: 3 }, reason: 'drew ' + random.next() }) : position.isLong && bar.close < mean.now ? exit() : undefined`,
  ),
)
/** The two of them when nothing happens. */
const undisturbed = once(async () => run([await bad('return'), await healthy()]))

/** What one strategy did, without the numbers that all of the run shares: ids, sequence, the account. */
const of = (name: string, { decisions, fills, orders }: RunResult) => ({
  decisions: decisions
    ?.filter(({ strategy }) => strategy === name)
    .map(({ time, signal, intent, verdict, mark, position, indicators }) => ({
      time,
      signal,
      intent,
      verdict,
      mark,
      position,
      indicators,
    })),
  fills: fills.filter(({ strategy }) => strategy === name).map(({ fillId: _, clientOrderId: __, ...fill }) => fill),
  orders: orders.filter(({ intent }) => intent.strategy === name).map(({ intent, status }) => `${intent.role} ${intent.side} ${status}`),
})
const position = ({ openPositions }: RunResult, name: string): number =>
  openPositions.find(({ strategy }) => strategy === name)?.quantity ?? 0

const misdeeds = [
  ['loops', 'for (;;);', 'STRATEGY_STOPPED', { eventLimitMs: 500 }],
  ['is caught in a regular expression', "/^(a+)+$/.test('a'.repeat(40) + 'b')", 'STRATEGY_STOPPED', { eventLimitMs: 500 }],
  ['leaks', 'for (;;) memory.kept.push(new Float64Array(131_072).fill(1))', 'STRATEGY_STOPPED', {}],
  ['throws', "throw new Error('oh')", 'STRATEGY_THREW', {}],
  ['throws what is no error', 'throw null', 'STRATEGY_THREW', {}],
  ['recurses without end', 'const deeper = (n) => 1 + deeper(n + 1); deeper(0)', 'STRATEGY_THREW', {}],
  ['returns what is no signal', "return 'buy'", 'BAD_STRATEGY', {}],
  ['returns a promise', 'return Promise.resolve(enterLong())', 'BAD_STRATEGY', {}],
  ['misspells a stop', "return { kind: 'enter', direction: 'long', protct: { stop: 1 } }", 'BAD_STRATEGY', {}],
  ['names an instrument that there is not', "return enterLong({ instrument: 'B' })", 'BAD_STRATEGY', {}],
] as const

describe('a strategy that', () => {
  test.each(misdeeds)('%s is stopped and closed, and its sibling is not touched', async (_, what, cause, config) => {
    const together = run([await bad(what), await healthy()], config)
    const calm = await undisturbed()
    expect(together.risk?.breaches).toMatchObject([{ code: 'STRATEGY_FAILED', strategy: 'bad', context: { handler: 'onBar', cause } }])
    expect(of('healthy', together)).toEqual(of('healthy', calm))
    expect(of('healthy', together).fills.length).toBeGreaterThan(4)
    const { fills, orders, decisions } = of('bad', together)
    expect(fills.map(({ role, side, quantity, barIndex }) => `${side} ${quantity} ${role} ${barIndex}`)).toEqual([
      'buy 7 entry 3',
      'sell 7 flatten 11',
    ])
    expect(orders).toEqual(['entry buy filled', 'stop sell canceled', 'entry buy canceled', 'flatten sell filled'])
    expect(decisions?.some(({ signal }) => signal.reason === 'it was asked again')).toBe(false)
    expect(together.risk?.strategies).toMatchObject({ bad: 'halted', healthy: 'active' })
    expect(together.notes.some((note) => note.startsWith('bad failed in onBar, 2024-01-01'))).toBe(true)
  })

  test('sizes with NaN is denied with the number, and goes on', async () => {
    const sizing = (isolate: 'none' | 'worker') =>
      written('sizing', `onBar: ({ bar }) => enterLong({ size: { lots: [NaN, Infinity, -0, 2][bar.index % 4] } })`).then((one) =>
        run([one], { isolate }),
      )
    const [here, isolated] = [await sizing('none'), await sizing('worker')]
    expect(isolated.denials.slice(0, 2).map(({ code, context }) => [code, context.value])).toEqual([
      ['NOT_FINITE', 'NaN'],
      ['NOT_FINITE', 'Infinity'],
    ])
    expect(isolated.denials).toEqual(here.denials)
    expect(isolated.hashes.decision).toBe(here.hashes.decision)
    expect(isolated.risk?.breaches).toEqual([])
  })

  test('fails under the policy stop keeps its position and the stop that protects it', async () => {
    const stopped = run([await bad("throw new Error('oh')")], { onStrategyFailure: 'stop' })
    expect(of('bad', stopped).orders).toEqual(['entry buy filled', 'stop sell accepted', 'entry buy canceled'])
    expect(position(stopped, 'bad')).toBe(7)
  })

  test('fails under the policy error ends the run', async () => {
    const one = await bad("throw new Error('oh')")
    const message = 'bad threw in onBar at 2024-01-01T00:11:00.000Z: oh'
    expect(() => run([one], { onStrategyFailure: 'error' })).toThrowError(expect.objectContaining({ code: 'STRATEGY_THREW', message }))
    expect(() => run([one], { breakers: { strategyFailed: 'off' } })).toThrowError(expect.objectContaining({ message }))
  })

  test('fails after the last bar is told of, and no more', async () => {
    const late = await bad('return', "onEnd() { throw new Error('too late') }")
    const result = run([late])
    expect(result.risk?.breaches).toMatchObject([{ context: { handler: 'onEnd' } }])
    expect(position(result, 'bad')).toBe(0)
  })

  test.each([
    ['onFill', "onFill() { throw new Error('oh') }", ['buy 7 3', 'sell 7 4']],
    [
      'onTimer',
      "onFill({ schedule, time }) { schedule(time + 150_000, 'soon') }, onTimer() { throw new Error('oh') }",
      ['buy 7 3', 'sell 7 6'],
    ],
    ['onTimer', "onFill({ schedule, time }) { schedule(time + 150_000, 'soon') }, onTimer: () => exit('which?')", ['buy 7 3', 'sell 7 6']],
    ['onBars', "onBars: ({ time, instruments }) => instruments[0].bar.index === 6 ? exit('of what?') : undefined", ['buy 7 3', 'sell 7 7']],
    ['onFill', "onFill({ schedule, time }) { schedule(time, 'now') }", ['buy 7 3', 'sell 7 4']],
  ])('fails in %s is closed as soon as there is a price', async (handler, rest, expected) => {
    for (const isolate of ['none', 'worker'] as const) {
      const result = run([await bad('return', rest)], { isolate, onStrategyFailure: 'flatten' })
      expect(result.risk?.breaches).toMatchObject([{ code: 'STRATEGY_FAILED', context: { handler } }])
      expect(result.fills.map(({ side, quantity, barIndex }) => `${side} ${quantity} ${barIndex}`)).toEqual(expected)
    }
  })

  test.each(['none', 'worker', 'shared'] as const)(
    'throws in onStart is refused with its run, whatever becomes of others: %s',
    async (isolate) => {
      const starting = await bad('return', "onStart() { throw new Error('oh') }")
      for (const onStrategyFailure of ['error', 'stop', 'flatten'] as const) {
        expect(() => run([starting], { isolate, onStrategyFailure })).toThrowError(
          expect.objectContaining({ code: 'STRATEGY_THREW', message: 'bad threw in onStart: oh', exitCode: 2 }),
        )
      }
    },
  )

  test('throws as it starts is refused with its run', async () => {
    const starting = await written('starting', "memory() { throw new Error('oh') }, onBar() {}")
    expect(() => run([starting])).toThrowError(
      expect.objectContaining({ code: 'STRATEGY_THREW', message: 'starting threw at its start: oh' }),
    )
  })

  test('wants parameters that its schema refuses is refused with its run', async () => {
    const one = { ...(await healthy()), params: { size: 'much' } }
    expect(() => run([one])).toThrowError(expect.objectContaining({ code: 'BAD_PARAMETER' }))
  })
})

describe('in the engine’s own thread', () => {
  const throws = "throw new Error('oh')"

  test('a strategy that throws ends the run, as long as nobody says otherwise', async () => {
    const one = await bad(throws)
    expect(() => run([one], { isolate: 'none' })).toThrowError(expect.objectContaining({ code: 'STRATEGY_THREW' }))
  })

  test('a policy closes it and goes on with the others', async () => {
    const config = { isolate: 'none', onStrategyFailure: 'flatten' } as const
    const here = run([await bad(throws), await healthy()], config)
    const isolated = run([await bad(throws), await healthy()])
    expect(here.hashes).toEqual({ ...isolated.hashes, config: here.hashes.config })
    expect(here.risk).toEqual(isolated.risk)
  })
})

test('one strategy stays in the engine’s own thread where it says so, whatever the others do', async () => {
  const own = { strategy: scripted({ 2: enterLong({ size: { lots: 3 } }) }, 'own'), isolate: 'none' } as const
  const config = { ...apart, isolate: 'worker', eventLimitMs: 100 } as const
  const together = runBacktest({ strategies: [own, await bad('for (;;);')], series: bars, config })
  expect(together.risk?.breaches.map(({ strategy }) => strategy)).toEqual(['bad'])
  expect(position(together, 'own')).toBe(3)
})

describe('in one worker for all', () => {
  test('what throws harms only itself', async () => {
    const config = { isolate: 'shared' } as const
    const together = run([await bad("throw new Error('oh')"), await healthy()], config)
    expect(of('healthy', together)).toEqual(of('healthy', await undisturbed()))
  })

  test('what loops takes the others with it: each is closed', async () => {
    const together = run([await bad('for (;;);'), await healthy()], { isolate: 'shared', eventLimitMs: 100 })
    expect(together.risk?.breaches.map(({ strategy }) => strategy)).toEqual(['bad', 'healthy'])
    expect(together.openPositions).toEqual([])
  })
})

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
