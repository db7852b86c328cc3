import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { type Script, scripted } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const on = (index: number, hours = 0): string => new Date(day(index) + hours * 3_600_000).toISOString()
const long = (lots: number) => enterLong({ size: { lots } })

function run(script: Script, bars: readonly HandBar[], config: BacktestConfigInput): RunResult {
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: [handSeries('A', bars)], config: { ...free, ...config } })
}

const orders = (result: RunResult): string[] => result.orders.map(({ intent, status, note }) => `${intent.role} ${status} ${note}`.trim())
const latches = ({ risk }: RunResult): string[] =>
  (risk?.transitions ?? []).map(({ cause, from, to, strategy, reason }) => `${cause} ${strategy ?? 'account'} ${from} → ${to}: ${reason}`)

describe('the kill switch', () => {
  const kill = [{ at: on(3, 1), do: 'kill' as const, reason: 'looks wrong' }]
  const script: Script = {
    0: enterLong({ size: { lots: 100 }, protect: { stop: 50 } }),
    1: enterLong({ size: { lots: 10 }, tag: 'dip', order: limit(80), timeInForce: 'GTC' }),
    3: [long(10), enterShort({ size: { lots: 500 } })],
    4: exit({ fraction: 0.5 }),
    5: long(10),
  }
  const bars = flatBars(100, 100, 100, 100, 100, 70, 70, 70, 70)

  test('cancels all that works, blocks what opens, adds or turns, and lets closes pass', () => {
    const killed = run(script, bars, { operator: kill })
    expect(orders(killed)).toEqual([
      'entry filled',
      'stop canceled kill switch: looks wrong',
      'entry canceled kill switch: looks wrong',
      'exit filled',
    ])
    expect(killed.denials.map(({ code, context }) => [code, context.because])).toEqual([
      ['TRADING_STATE', 'KILL_SWITCH'],
      ['TRADING_STATE', 'KILL_SWITCH'],
      ['TRADING_STATE', 'KILL_SWITCH'],
    ])
    expect(killed.risk).toMatchObject({ account: 'reducing', strategies: { scripted: 'reducing' } })
    expect(killed.risk?.breaches).toMatchObject([{ code: 'KILL_SWITCH', severity: 'critical', time: day(3) + 3_600_000 }])
    expect(latches(killed)).toEqual(['KILL_SWITCH account active → reducing: looks wrong'])
  })

  test('without it the strategy buys into the fall', () => {
    const free = run(script, bars, {})
    expect(free.fills.length).toBeGreaterThan(4)
    expect(free.risk).toBeUndefined()
  })

  test('closes everything where it is told to', () => {
    const flat = run(script, bars, { operator: kill, breakers: { kill: { flatten: true } } })
    expect(flat.fills.map(({ role, time }) => [role, time])).toEqual([
      ['entry', day(1)],
      ['flatten', day(4)],
    ])
    expect(flat.openPositions).toEqual([])
  })

  test('stays thrown until an operator lets go, with a reason', () => {
    const again = run(script, bars, { operator: [{ at: on(5, 12), do: 'unlatch', reason: 'it was the feed' }, ...kill] })
    expect(latches(again)).toEqual([
      'KILL_SWITCH account active → reducing: looks wrong',
      'OPERATOR account reducing → active: it was the feed',
    ])
    expect(again.fills.map(({ role, time }) => [role, time])).toEqual([
      ['entry', day(1)],
      ['exit', day(5)],
      ['entry', day(6)],
    ])
  })

  test('with a protection rule what is still held gets its stop again, and nothing else works', () => {
    const operator = [{ at: on(3, 1), do: 'kill' as const, reason: 'looks wrong' }]
    const working = (result: RunResult) =>
      result.orders
        .filter(({ status }) => status === 'accepted')
        .map(({ intent, price }) => [intent.role, intent.side, intent.reduceOnly, price])
    const guarded = run(script, flatBars(...bars.slice(0, 5).map(([open]) => open), 100, 100), {
      operator,
      protection: { required: 'default', default: '10%' },
    })
    expect(working(guarded)).toEqual([['stop', 'sell', true, { type: 'stop', trigger: 50 }]])
    const bare = run({ ...script, 4: undefined }, flatBars(100, 100, 100, 100, 100, 100), { operator })
    expect(working(bare)).toEqual([])
    expect(bare.openPositions).toMatchObject([{ quantity: 100 }])
  })

  test('of one strategy leaves its siblings alone', () => {
    const two = runBacktest({
      strategies: ['a', 'b'].map((name) => ({ strategy: scripted({ 0: long(10), 4: long(5) }, name) })),
      series: [handSeries('A', bars)],
      config: { ...free, operator: [{ at: on(2), do: 'kill', strategy: 'a', reason: 'this one' }] },
    })
    expect(two.denials.map(({ strategy }) => strategy)).toEqual(['a'])
    expect(two.risk).toMatchObject({ account: 'active', strategies: { a: 'reducing', b: 'active' } })
  })

  test('thrown at the time of a close goes before the decisions of that close', () => {
    const early = run({ 2: long(10) }, bars, { operator: [{ at: on(3), do: 'kill', reason: 'now' }] })
    expect(early.denials).toMatchObject([{ code: 'TRADING_STATE', time: day(3) }])
    const late = run({ 2: long(10) }, bars, { operator: [{ at: on(3, 0.001), do: 'kill', reason: 'now' }] })
    expect(late.denials).toEqual([])
    // The order was at the venue already, and met the open.
    expect(late.fills).toHaveLength(1)
  })
})

describe('an operator', () => {
  test('reduces, halts and lets go; `halt` lets nothing of a strategy pass', () => {
    const script: Script = { 0: long(10), 2: exit({ fraction: 0.5 }), 4: exit(), 6: exit() }
    const held = run(script, flatBars(...Array.from({ length: 10 }, () => 100)), {
      operator: [
        { at: on(2), do: 'reduce', reason: 'careful' },
        { at: on(4), do: 'halt', reason: 'stop' },
        { at: on(6), do: 'unlatch', reason: 'go on' },
      ],
    })
    expect(held.denials).toMatchObject([{ code: 'TRADING_STATE', time: day(5), context: { level: 'halted', because: 'OPERATOR' } }])
    expect(held.fills.map(({ side, quantity }) => [side, quantity])).toEqual([
      ['buy', 10],
      ['sell', 5],
      ['sell', 5],
    ])
    expect(latches(held).map((text) => text.split(':')[0])).toEqual([
      'OPERATOR account active → reducing',
      'OPERATOR account reducing → halted',
      'OPERATOR account halted → active',
    ])
  })

  test('lets a drawdown go on from where it stands: the old peak does not halt it again', () => {
    const falling = run({ 0: long(1_000), 4: long(1_000) }, flatBars(100, 100, 90, 90, 90, 90, 81.01, 81, 81), {
      breakers: { drawdown: { at: 0.1 } },
      operator: [{ at: on(4, 12), do: 'unlatch', reason: 'goes on' }],
    })
    expect(falling.risk?.breaches.map(({ code, context }) => [code, context.peak])).toEqual([
      ['DRAWDOWN', 100_000],
      ['DRAWDOWN', 90_000],
    ])
    expect(falling.risk?.breaches[1]?.time).toBe(day(8))
  })

  test('has to say why, when with its zone, and name a strategy that is there', () => {
    const config = (deed: object) => ({ operator: [{ at: on(1), do: 'kill', reason: 'x', ...deed }] }) as BacktestConfigInput
    const bars = flatBars(100, 100)
    for (const reason of ['', ' \t']) expect(() => run({}, bars, config({ reason }))).toThrow('operator.0.reason: say why: it is kept')
    expect(() => run({}, bars, config({ at: '2024-01-02T10:00:00' }))).toThrow('write a time with its zone')
    expect(() => run({}, bars, config({ strategy: 'scriped' }))).toThrow("operator: the run has no strategy 'scriped'")
  })

  test('does not wake a strategy that has failed: it stays halted, and is closed', () => {
    const failing = scripted({
      0: long(10),
      2: () => {
        throw new Error('lost it')
      },
    })
    const result = runBacktest({
      strategies: [{ strategy: failing }],
      series: [handSeries('A', [...flatBars(100, 100, 100, 100), [100, 100, 100, 100, 0], ...flatBars(100, 100, 100)])],
      config: {
        ...{ ...free, participation: 1, onStrategyFailure: 'flatten' },
        operator: [{ at: on(3, 1), do: 'unlatch', strategy: 'scripted', reason: 'try again' }],
      },
    })
    expect(result.openPositions).toEqual([])
    expect(result.risk?.strategies).toEqual({ scripted: 'halted' })
    expect(latches(result).at(-1)).toBe('OPERATOR scripted halted → halted: try again (STRATEGY_FAILED stays: it is not asked again)')
  })

  test('who acts after the last bar does nothing, and the run says so', () => {
    const late = run({ 0: long(10) }, flatBars(100, 100), {
      operator: [{ at: on(2, 1), do: 'kill', strategy: 'scripted', reason: 'late' }],
    })
    expect(late.risk?.breaches).toEqual([])
    expect(late.notes).toContain('operator: kill scripted at 2024-01-03T01:00:00Z (late) was after the last bar, and did nothing.')
    const inTime = run({ 0: long(10) }, flatBars(100, 100), { operator: [{ at: on(2), do: 'kill', reason: 'now' }] })
    expect(inTime.notes.filter((note) => note.startsWith('operator'))).toEqual([])
  })

  test('who lets go of what nothing holds does nothing, and the run says so', () => {
    const unlatch = (strategy?: string) => ({ at: on(2, 1), do: 'unlatch' as const, reason: 'go', ...(strategy && { strategy }) })
    const notes = (...operator: NonNullable<BacktestConfigInput['operator']>) =>
      run({ 0: long(10) }, flatBars(100, 100, 100, 100), { operator }).notes.filter((note) => note.startsWith('operator'))
    const of = 'at 2024-01-03T01:00:00Z (go) let nothing go'
    expect(notes(unlatch())).toEqual([`operator: unlatch ${of}: nothing held the account.`])
    expect(notes(unlatch('scripted'))).toEqual([`operator: unlatch scripted ${of}: nothing held scripted.`])
    const halt = { at: on(1), do: 'halt' as const, reason: 'a look' }
    expect(notes(halt, unlatch('scripted'))).toEqual([
      `operator: unlatch scripted ${of}: OPERATOR held the account, which is let go by itself.`,
    ])
    expect(notes(halt, unlatch())).toEqual([])
  })

  test('is told in the assumptions', () => {
    const { assumptions } = run({}, flatBars(100, 100), {
      operator: [{ at: on(1), do: 'kill', reason: 'drill' }],
      breakers: { drawdown: { at: '10%' } },
      monitors: { exposure: { gross: '150%' } },
    })
    const text = (field: string) => assumptions.find(({ name }) => name === field)?.value
    expect(text('operator')).toBe('kill at 2024-01-02T00:00:00Z (drill)')
    expect(text('breakers')).toBe('drawdown 10%: halt, cancel, flatten')
    expect(text('monitors')).toBe('gross exposure 150%')
  })

  test.each<[BacktestConfigInput, string]>([
    [{ breakers: { kill: { flatten: true } } }, 'kill: reduce, cancel, flatten'],
    [
      { breakers: { drawdown: { at: '10%' }, kill: { flatten: true } }, operator: [{ at: on(1), do: 'kill', reason: 'drill' }] },
      'drawdown 10%: halt, cancel, flatten; kill: reduce, cancel, flatten',
    ],
    [
      { limits: { messages: { reject: 5, terminate: 20 } } },
      'repeated execution: halt, cancel; too many messages: halt, cancel; basket too large: halt, cancel',
    ],
  ])('and so is what a kill does, and each breaker by its name: %j', (config, said) => {
    const { assumptions } = run({}, flatBars(100, 100), config)
    expect(assumptions.find(({ name }) => name === 'breakers')?.value).toBe(said)
  })
})
