import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { RunResult } from '../../model/run.js'
import { scheduleOf } from '../schedule/schedule.js'
import { asBacktest } from './gates.js'
import { judgeNegative, peaceful } from './negative-control.js'

const laboratory = await testLaboratory([])

/** The verdict on a world whose config has this laid over its limits. */
function judged(world: string, limits: BacktestConfigInput['limits']) {
  const { config, ...rest } = laboratory.world(world, 1)
  const changed = { ...rest, config: { ...config, limits: { ...(config.limits as object), ...limits } } }
  return peaceful(laboratory.trial(changed, scheduleOf(1, [])), world)
}

test('healthy strategies are refused what a world has by design, and no more', () => {
  expect(judged('calm', {})).toMatchObject({ passed: true })
  expect(judged('calm', { selfMatch: 'unlimited' })).toMatchObject({ passed: true })
})

test.each([
  ['DUPLICATE_ORDER', { duplicateSeconds: 3_600 }],
  ['MAX_POSITION_VALUE', { positionEquity: 0.000_01 }],
  ['PRICE_JUMP', { dataJump: 0.001 }],
  ['SPREAD_TOO_WIDE', { dataSpread: 0.000_01 }],
  ['MAX_ORDER_VALUE', { orderValue: 1 }],
  ['DAILY_TRADES', { dailyTrades: 1 }],
] as const)('a control that refuses everything fails it: %s', (code, limits) => {
  expect(judged('calm', limits)).toMatchObject({ passed: false, says: expect.stringContaining(`${code} refused`) })
})

test('a strategy that never trades shows nothing, unless its world says that it may rest', () => {
  const size = { orderValue: 1 }
  expect(judged('minutes', size).says).toContain('sma-cross did not trade')
  expect(judged('slide', size).says).not.toContain('did not trade')
})

test('one that only entered, in however many fills, did not trade', () => {
  const trial = laboratory.trial(laboratory.world('minutes', 1), scheduleOf(1, []))
  const result = trial.result as RunResult
  const fills = result.fills.filter(({ side }) => side === 'buy')
  expect(peaceful({ ...trial, result: { ...result, fills } }, 'minutes').says).toContain('sma-cross did not trade')
})

test.each(['trickle', 'calm', 'acts'])('a backtest of %s is the same as what is held to the invariants, and another is not', (name) => {
  const { gates } = judgeNegative(name, laboratory, 1)
  expect(gates.find(({ name }) => name === 'as a backtest')).toEqual({ name: 'as a backtest', passed: true, says: 'the same' })
  const { result } = laboratory.twin(laboratory.world(name, 1), 1)
  const { config, ...rest } = laboratory.world(name, 1)
  const others = [laboratory.world(name, 2), { ...rest, config: { ...config, sizing: { weight: 0.001 } } }]
  const says = others.map((other) => asBacktest(result as RunResult, laboratory.backtest(other, 1)).says)
  expect(says).toEqual(['bars: not as in a backtest', 'fills: not as in a backtest'])
})
