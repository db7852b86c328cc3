import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { syntheticBars } from '../../data/synthetic/market-name.js'
import { enterLong, exit } from '../../model/signal.js'
import { defineStrategy, type Strategy } from '../../strategy/define-strategy.js'
import { scheduleOf } from '../schedule/schedule.js'
import { heldToPair } from './pair.js'
import type { CompletedTrial, TrialPlan } from './pair-invariant.js'
import { prefix } from './prefix.js'

const laboratory = await testLaboratory([])
const plan = { world: laboratory.world('quotes', 1), schedule: scheduleOf(1, []) }
const whole = laboratory.trial(plan.world, plan.schedule) as CompletedTrial
const others = prefix.others(plan, whole)
const [other = plan] = others

test('bars, and the quotes beside them, end at one time', () => {
  for (const { columns, quotes } of other.world.series) {
    expect(columns.closeTime).toHaveLength(columns.length)
    expect([quotes?.length, quotes?.bidClose.length]).toEqual([columns.length, columns.length])
    expect(columns.length).toBeLessThan(plan.world.series[0]?.columns.length as number)
  }
})

test('a decision that is missing, or one too many, is told by its place', () => {
  const part = laboratory.trial(other.world, other.schedule) as CompletedTrial
  const decisions = whole.result.decisions ?? []
  const less = (trial: CompletedTrial, place: number) => ({
    ...trial,
    result: { ...trial.result, decisions: (trial.result.decisions ?? []).toSpliced(place, 1) },
  })
  expect(decisions.length).toBeGreaterThan(5)
  expect(prefix.compare(whole, part, plan)).toBeNull()
  expect(prefix.compare(whole, less(part, 2), plan)?.message).toBe('decision 3 is another where the bars end earlier')
  // The last of the longer run within the bars of the shorter one.
  const until = part.result.equity.time.at(-1) as number
  const last = decisions.filter(({ time }) => time <= until).length - 1
  expect(prefix.compare(less(whole, last), part, plan)?.message).toBe(`decision ${last + 1} is another where the bars end earlier`)
})

test('bars end where something is decided too, and what is decided at the last of them is compared', () => {
  const times = new Set((whole.result.decisions ?? []).map(({ time }) => time))
  const ends = others.map(({ world }) => world.series[0]?.columns.closeTime.at(-1) as number)
  expect(ends.filter((end) => times.has(end)).length).toBeGreaterThanOrEqual(3)
  for (const { world, schedule } of others) {
    const part = laboratory.trial(world, schedule) as CompletedTrial
    expect(prefix.compare(whole, part, plan)).toBeNull()
    const until = part.result.equity.time.at(-1) as number
    const decisions = part.result.decisions?.filter(({ time }) => time < until) ?? []
    const isOneGone = decisions.length < (part.result.decisions?.length ?? 0)
    expect(prefix.compare(whole, { ...part, result: { ...part.result, decisions } }, plan) !== null).toBe(isOneGone)
  }
})

describe.each([
  ['stocks by the day', 'synthetic:2:1d:from=2018-01-02:to=2018-12-31:volatility=0.4:seed=1'],
  ['minutes, each of which opens as the one before it closes', 'synthetic:2:1m:from=2024-03-04:to=2024-03-04:volatility=0.4:seed=1'],
])('over %s', (_, market) => {
  const { series } = syntheticBars(market)
  const home = { ...laboratory.world('days', 1), series }
  const found = (strategy: unknown) => {
    const asked = { world: { ...home, strategies: [{ strategy: strategy as Strategy, allocation: 1 }] }, schedule: scheduleOf(1, []) }
    const run = ({ world, schedule }: TrialPlan) => laboratory.trial(world, schedule)
    const trial = run(asked)
    expect(trial.result?.counts.fills).toBeGreaterThan(20)
    return heldToPair(prefix, asked, trial, run).map(({ invariant }) => invariant)
  }

  test('one that knows no more than the next bar is told', () => expect(found(knowing(1))).toEqual(['I13']))
  test('and the same one that knows this bar is not', () => expect(found(knowing(0))).toEqual([]))
  test('nor is one that decides at each fill', () => {
    const turn = ({ position }: { readonly position: { readonly isFlat: boolean } }) =>
      position.isFlat ? enterLong({ size: { lots: 1 } }) : exit('in turn')
    const onBar = (context: Parameters<typeof turn>[0] & { readonly bar: { readonly index: number } }) =>
      context.bar.index % 5 === 3 ? turn(context) : undefined
    expect(found(defineStrategy({ name: 'eager', params: z.object({}), onBar, onFill: turn }))).toEqual([])
  })
})

/** Long where this many bars later the close is higher than at the open of this bar: its indicator keeps every close that it is given. */
function knowing(bars: number): unknown {
  const all: number[][] = []
  const recorder = {
    key: 'recorder',
    inputs: ['close'] as const,
    lines: ['value'] as const,
    create() {
      const own: number[] = []
      all.push(own)
      return { warmUp: 1, value: 0, next: (close: number) => own.push(close) - 1 }
    },
  }
  return defineStrategy({
    name: 'knowing',
    params: z.object({}),
    indicators: () => ({ index: recorder }),
    onBar({ bar, position }) {
      const later = all.findLast((own) => own[bar.index] === bar.close)?.[bar.index + bars] ?? Number.NaN
      if (position.isFlat && later > bar.open) return enterLong({ size: { lots: 1 } })
      return position.isLong && later < bar.open ? exit('it falls') : undefined
    },
  })
}
