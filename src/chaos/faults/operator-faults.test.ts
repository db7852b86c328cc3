import { describe, expect, test } from 'vitest'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { MINUTE_MS } from '../../model/time.js'
import { guardedLimits } from '../../risk/limits.js'
import { randomStream } from '../../std/random.js'
import { guarded as config } from '../worlds/guarded.js'
import { seriesOf } from '../worlds/worlds.js'
import type { OperatorFault, Place, Setup } from './fault.js'
import { operatorFaults } from './operator-faults.js'

const strategyNamed = (name: string) => ({ strategy: { name } as Setup['strategies'][number]['strategy'], allocation: 0.5 })
const series = seriesOf('minutes', 1)
const setup: Setup = { series, strategies: [strategyNamed('one'), strategyNamed('two')], config }
const begin = series[0]?.columns.openTime[0] as number
const place: Place = { window: { from: begin + 10 * MINUTE_MS, to: begin + 13 * MINUTE_MS }, target: undefined }
const faults = operatorFaults as readonly OperatorFault<unknown>[]

function faulted(name: string, params: object = {}, given: Partial<Setup> = {}, at: Partial<Place> = {}): Setup {
  const fault = faults.find((one) => one.name === name) as OperatorFault<unknown>
  return fault.apply({ ...setup, ...given }, fault.params.parse(params), { ...place, ...at })
}

function configured(name: string, params: object = {}, given: BacktestConfigInput = config): BacktestConfigInput {
  return faulted(name, params, { config: given }).config
}

test.each(faults.map((fault) => [fault.name, fault] as const))('%s leaves what it was given as it was', (name, fault) => {
  const before = structuredClone([setup.config, setup.series.map((one) => one.instrument), setup.strategies.length])
  for (let seed = 1; seed <= 20; seed++) {
    const params = fault.params.parse(fault.draw?.(randomStream(seed, name)) ?? {})
    expect(fault.apply(setup, params, place)).not.toEqual(setup)
  }
  expect([setup.config, setup.series.map((one) => one.instrument), setup.strategies.length]).toEqual(before)
})

test('money typed as lots: a share of the account, an amount, or a usual entry', () => {
  expect(configured('quantity-for-notional').sizing).toEqual({ lots: 4000 })
  expect(configured('quantity-for-notional', {}, { sizing: { notional: 2500 } }).sizing).toEqual({ lots: 2500 })
  expect(configured('quantity-for-notional', {}, { cash: 50_000, sizing: 'all-in' }).sizing).toEqual({ lots: 2000 })
})

test('a unit that is wrong makes a hundredfold of a size', () => {
  expect(configured('wrong-unit').sizing).toEqual({ weight: 4 })
  expect(configured('wrong-unit', { of: 'cents' }).sizing).toEqual({ notional: 400_000 })
})

test('a missing limit is null, and the others stand', () => {
  expect(configured('limit-missing', { limit: 'dataAge' }, { limits: { orderValue: 100 } }).limits).toEqual({
    orderValue: 100,
    dataAge: null,
  })
})

describe('the limits of yesterday', () => {
  test('are a multiple of what is in force, of the profile or of the config', () => {
    const { limits } = configured('stale-config', {}, { limits: { positionEquity: 0.1 } })
    expect(limits).toMatchObject({ orderValue: 10 * guardedLimits.orderValue, positionEquity: 1, concentration: 3 })
  })

  test('switch nothing on, and are shares that the config takes', () => {
    const { limits } = configured('stale-config', { times: 1000 }, { limits: { orderValue: 'unlimited', grossEquity: null } })
    expect(limits).toMatchObject({ orderValue: 'unlimited', grossEquity: null, netEquity: 100 })
  })
})

test('a breaker is off, the others as they were; or all of them are', () => {
  const drawdown = { at: 0.05 }
  expect(configured('breaker-off', { breaker: 'dailyLoss' }, { breakers: { drawdown } }).breakers).toEqual({ drawdown, dailyLoss: 'off' })
  expect(configured('breaker-off', { breaker: 'dailyLoss' }, { breakers: 'off' }).breakers).toBe('off')
  expect(configured('breaker-off').breakers).toBe('off')
})

test('a second instance has a name of its own, and the share of the first', () => {
  const names = ({ strategies }: Setup) => strategies.map(({ strategy, name = strategy.name, allocation }) => [name, allocation])
  expect(names(faulted('two-instances')).slice(2)).toEqual([
    ['one-again-1', 0.5],
    ['two-again-1', 0.5],
  ])
  expect(names(faulted('two-instances', { copies: 2 }, {}, { target: 'two' })).slice(2)).toEqual([
    ['two-again-1', 0.5],
    ['two-again-2', 0.5],
  ])
})

test('an operator holds trading back once, as the window begins, in the order of time with what is done otherwise', () => {
  const unlatch = { at: new Date(begin).toISOString(), do: 'unlatch', reason: 'it was nothing' } as const
  const { operator = [] } = faulted('hold-back', { deed: 'halt' }, { config: { ...config, operator: [unlatch] } }, { target: 'two' }).config
  expect(operator.map(({ at, do: deed, strategy }) => [(Date.parse(at) - begin) / MINUTE_MS, deed, strategy])).toEqual([
    [0, 'unlatch', undefined],
    [10, 'halt', 'two'],
  ])
  expect(faulted('hold-back').config.operator).toMatchObject([{ do: 'kill' }])
})

describe('unlatching under fire', () => {
  test('is done to the account and each strategy, every minute of the window', () => {
    const { operator = [] } = faulted('unlatch-under-fire').config
    expect(operator).toHaveLength(9)
    expect(operator.slice(0, 3).map(({ do: deed, strategy }) => [deed, strategy])).toEqual([
      ['unlatch', undefined],
      ['unlatch', 'one'],
      ['unlatch', 'two'],
    ])
    expect(operator.map(({ at }) => (Date.parse(at) - begin) / MINUTE_MS)).toEqual([10, 10, 10, 11, 11, 11, 12, 12, 12])
  })

  test('is done to one strategy where it is named, within the bars, in the order of time with what an operator does otherwise', () => {
    const kill = { at: new Date(begin + 1.5 * MINUTE_MS).toISOString(), do: 'kill', reason: 'prices look wrong' } as const
    const window = { from: Number.NEGATIVE_INFINITY, to: begin + 3 * MINUTE_MS }
    const { operator = [] } = faulted(
      'unlatch-under-fire',
      {},
      { config: { ...config, operator: [kill] } },
      { window, target: 'two' },
    ).config
    expect(operator.map(({ do: deed, strategy }) => [deed, strategy])).toEqual([
      ['unlatch', 'two'],
      ['unlatch', 'two'],
      ['kill', undefined],
      ['unlatch', 'two'],
    ])
  })
})

test('a wrong multiplier is that of one instrument, or of all', () => {
  const multipliers = ({ series: all }: Setup) => all.map(({ instrument }) => instrument.multiplier)
  expect(multipliers(faulted('wrong-multiplier'))).toEqual([100, 100])
  expect(multipliers(faulted('wrong-multiplier', { times: 0.1 }, {}, { target: 'SYN02' }))).toEqual([1, 0.1])
})
