import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import type { Breach } from '../../model/breach.js'
import { instrument } from '../../model/instrument.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit } from '../../model/signal.js'
import { randomStream } from '../../std/random.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'
import { watchRules } from '../config/watch-rules.js'

const long = (lots: number, id = 'A') => enterLong({ instrument: id, size: { lots } })

/** A walk of 250 sessions with a daily deviation of one percent, at one price each. */
function walk(name: string, bars = 250): HandBar[] {
  const random = randomStream(11, name)
  let price = 100
  return flatBars(...Array.from({ length: bars }, () => (price *= 1 + 0.01 * random.normal())))
}

function run(script: Script, series: Readonly<Record<string, readonly HandBar[]>>, config: BacktestConfigInput): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: Object.entries(series).map(([id, bars]) => handSeries(id, bars)),
    config: { ...free, leverage: 10, ...config },
  })
}

const told = ({ risk }: RunResult): string[] =>
  (risk?.breaches ?? []).map(
    ({ code, severity, instrument: id, time }) => `${code} ${severity} ${id ?? ''} ${(time - day(0)) / 86_400_000}`,
  )

describe('monitors only tell', () => {
  test('of one asset and of all of them as parts of equity, after each mark', () => {
    const found = run(
      { 0: [long(500), long(300, 'B')] },
      { A: flatBars(100, 100, 100, 100), B: flatBars(100, 100, 200, 200) },
      {
        monitors: { concentration: 0.4, exposure: { gross: 0.8 } },
      },
    )
    // 50,000 and 30,000 of 100,000; then 50,000 and 60,000 of 130,000.
    expect(told(found)).toEqual(['CONCENTRATION warning A 2', 'EXPOSURE warning  2', 'CONCENTRATION warning B 3'])
    expect(found.risk?.transitions).toEqual([])
    const spared = run({ 0: [long(399)] }, { A: flatBars(100, 100, 100) }, { monitors: { concentration: 0.4, exposure: { gross: 0.4 } } })
    expect(told(spared)).toEqual([])
  })

  test('of strategies that stand against each other, whose positions are added', () => {
    const against = (lots: number) =>
      runBacktest({
        strategies: [{ strategy: scripted({ 0: long(800) }, 'up') }, { strategy: scripted({ 0: enterShort({ size: { lots } }) }, 'down') }],
        series: [handSeries('A', flatBars(100, 100, 100))],
        config: { ...free, leverage: 10, monitors: { concentration: 1.5, exposure: { gross: 1.5, net: 0.5 } } },
      })
    expect(told(against(700))).toEqual(['CONCENTRATION warning A 2', 'EXPOSURE warning  2'])
    expect(against(700).risk?.breaches).toMatchObject([{ context: { value: 150_000 } }, { context: { kind: 'gross', exposure: 150_000 } }])
    expect(told(against(699))).toEqual([])
  })

  test('of value at risk by the sessions that are over, after a trade and once a session', () => {
    const series = { A: walk('a') }
    const at = (limit: number, bar = 200) => run({ [bar]: long(900) }, series, { monitors: { valueAtRisk: limit } })
    const breach = at(0.001).risk?.breaches[0] as Breach
    expect(breach).toMatchObject({ code: 'VAR', severity: 'warning', time: day(202), context: { sessions: 200 } })
    const { historical95, parametric95, equity } = breach.context as Record<string, number>
    const value = 900 * (series.A[201]?.[3] as number)
    // One percent a day, at 1.645 deviations.
    expect(parametric95).toBeGreaterThan(0.0135 * value)
    expect(parametric95).toBeLessThan(0.02 * value)
    const limit = Math.max(historical95 as number, parametric95 as number) / (equity as number)
    expect(at(limit * 0.999).risk?.breaches[0]?.time).toBe(day(202))
    expect(at(limit * 1.001).risk?.breaches[0]?.time ?? Number.POSITIVE_INFINITY).toBeGreaterThan(day(202))
    // Sixty sessions are needed.
    expect(told(at(0.001, 50))[0]).toBe('VAR warning  62')
  })

  test('of a split that the prices show nothing is lost', () => {
    const plain = walk('a')
    const halved = plain.map((bar, k) => (k < 100 ? bar : (bar.map((price = 0) => price / 2) as unknown as HandBar)))
    const series = { ...handSeries('A', halved), instrument: instrument('A', 'equity', { tick: 'none', calendar: '24/7' }) }
    const exDate = new Date(day(100)).toISOString().slice(0, 10)
    const config = { ...free, leverage: 10, monitors: { valueAtRisk: 0.001 } } as const
    const strategy = scripted({ 200: long(1_800) })
    const split = runBacktest({
      strategies: [{ strategy }],
      series: [{ ...series, actions: [{ kind: 'split', exDate, ratio: 2 }] }],
      config,
    })
    const whole = run({ 200: long(900) }, { A: plain }, { monitors: { valueAtRisk: 0.001 } })
    const figures = ({ risk }: RunResult) => risk?.breaches[0]?.context as Record<string, number>
    for (const name of ['historical95', 'historical99', 'parametric95', 'parametric99'])
      expect(figures(split)[name]).toBeCloseTo(figures(whole)[name] as number, 6)
  })

  test('of two assets that no longer move together', () => {
    const a = walk('a')
    const moves = a.map(([price], k) => (k === 0 ? 0 : (price as number) / (a[k - 1]?.[0] as number) - 1))
    let price = 100
    const parting = flatBars(...moves.map((move, k) => (price *= 1 + (k < 220 ? move : -move))))
    const found = run({ 100: [long(100), long(100, 'B')] }, { A: a, B: parting }, { monitors: { correlation: 0.5 } })
    expect(told(found)).toHaveLength(1)
    expect(found.risk?.breaches[0]).toMatchObject({ code: 'CORRELATION_BREAK', severity: 'warning', context: { pair: 'A B' } })
    const time = found.risk?.breaches[0]?.time as number
    expect(time).toBeGreaterThan(day(221))
    expect(time).toBeLessThan(day(232))
    expect(told(run({ 100: [long(100), long(100, 'B')] }, { A: a, B: a }, { monitors: { correlation: 0.5 } }))).toEqual([])
  })

  test('again of what is bought after all was sold, and not of what is only held on', () => {
    const monitors = { valueAtRisk: 0.001, concentration: 0.4, exposure: { gross: 0.4 } }
    const series = { A: walk('a') }
    const sold = run({ 100: long(900), 110: exit(), 200: long(900) }, series, { monitors })
    const codes = ['CONCENTRATION warning A', 'EXPOSURE warning ', 'VAR warning ']
    expect(told(sold)).toEqual([102, 202].flatMap((time) => codes.map((code) => `${code} ${time}`)))
    expect(told(run({ 100: long(900) }, series, { monitors }))).toEqual(codes.map((code) => `${code} 102`))
  })

  test('again of two assets that are bought after one of them was sold, or both', () => {
    const a = walk('a')
    const apart = a.map(([price], k) => (price as number) ** (k < 220 ? 1 : -1) * (k < 220 ? 1 : (a[219]?.[3] as number) ** 2))
    const series = { A: a, B: flatBars(...apart) }
    const both = [long(100), long(100, 'B')]
    const days = (script: Script) =>
      (run({ 100: both, ...script }, series, { monitors: { correlation: 0.5 } }).risk?.breaches ?? []).map(({ time }) => time)
    const [first = Number.NaN, ...more] = days({})
    expect(first).toBeLessThan(day(232))
    expect(more).toEqual([])
    expect(days({ 232: [exit(), exit({ instrument: 'B' })], 234: both })).toEqual([first, day(236)])
    expect(days({ 232: exit({ instrument: 'B' }), 234: long(100, 'B') })).toEqual([first, day(236)])
  })

  test('a warning and its breaker are two things of one monitor', () => {
    const found = run(
      { 0: long(1_000) },
      { A: flatBars(100, 100, 96, 95, 91, 90, 90, 90) },
      {
        monitors: { drawdown: '5%' },
        breakers: { drawdown: { at: '10%', action: 'reduce', flatten: false } },
      },
    )
    expect(told(found)).toEqual(['DRAWDOWN warning  4', 'DRAWDOWN critical  6'])
    expect(found.risk?.account).toBe('reducing')
  })
})

describe('what is watched', () => {
  const rules = (config: object) =>
    watchRules({ breakers: 'profile', monitors: 'profile', operator: [], ...config } as Parameters<typeof watchRules>[0])

  test('is nothing in research, and the capital limits under guarded', () => {
    expect(rules({})).toBeNull()
    const guarded = rules({ riskProfile: 'guarded' })
    expect(guarded).toMatchObject({
      drawdown: { warning: 0.05, critical: 0.1 },
      dailyLoss: { critical: 0.02 },
      rapidDrawdown: { critical: 0.05, windowMs: 600_000 },
      strategyLoss: { critical: 50_000 },
      valueAtRisk: 0.02,
    })
    expect(guarded?.breakers).toMatchObject({
      DRAWDOWN: { action: 'halt', cancel: true, flatten: true },
      DAILY_LOSS: { action: 'reduce', cancel: true, flatten: false },
      EQUITY_UNKNOWN: { action: 'reduce' },
    })
  })

  test('what is named stands in place of the profile’s, one by one', () => {
    const named = rules({ riskProfile: 'guarded', breakers: { drawdown: { at: 0.2, flatten: false }, dailyLoss: 'off' }, monitors: 'off' })
    expect(named?.drawdown).toEqual({ warning: Number.POSITIVE_INFINITY, critical: 0.2 })
    expect(named?.dailyLoss).toBeNull()
    expect(named?.rapidDrawdown).toMatchObject({ critical: 0.05 })
    expect(named?.breakers.DRAWDOWN).toEqual({ action: 'halt', cancel: true, flatten: false })
    expect(named?.breakers.DAILY_LOSS).toBeUndefined()
    expect(rules({ breakers: 'off', monitors: 'off' })).toBeNull()
  })

  test('keeps the breaches of controls where no breaker acts on them', () => {
    const off = { breakers: 'off', monitors: 'off' } as const
    expect(rules({ ...off, riskProfile: 'guarded' })?.breakers).toEqual({})
    const limits = { messages: { reject: 1, terminate: 2, account: 50 } }
    const flood = Array.from({ length: 4 }, (_, index) => enterLong({ tag: `t${index}`, size: { lots: index + 1 } }))
    const { risk, denials } = run({ 0: flood }, { A: flatBars(100, 100) }, { ...off, limits })
    expect(risk?.breaches).toMatchObject([{ code: 'MESSAGE_RATE', context: { limit: 2 } }])
    expect([risk?.transitions, denials.length]).toEqual([[], 3])
  })
})
