// Sabotage: each strategy of chaos/strategies let loose in a world, with the controls of its world and without any. What it costs, who stops it and when.

import { measured } from '../../src/chaos/judging/measure.js'
import type { Laboratory } from '../../src/chaos/laboratory.js'
import type { Catcher } from '../../src/chaos/scenario/catcher.js'
import { type EntryInput, scheduleOf } from '../../src/chaos/schedule/schedule.js'
import type { Trial } from '../../src/chaos/trial/trial.js'
import type { World } from '../../src/chaos/trial/world.js'

/** One strategy let loose. */
export interface Sabotage {
  readonly strategy: string
  /** Its parameters, where they are not the usual ones. */
  readonly params?: NonNullable<EntryInput['params']>
  readonly world: string
  /** How far into the world it comes on, 0…1, and for how long. */
  readonly from: number
  readonly minutes: number
  /** Any of these comes first. */
  readonly caughtBy: readonly Catcher[]
  /** Most orders that it sends before it is stopped, where that is by how many it sends. */
  readonly mostOrders?: number
}

const slide = { world: 'slide', from: 0.1, minutes: 60 } as const
const flooding = { ...slide, caughtBy: ['DUPLICATE_ORDER', 'MESSAGE_RATE'], mostOrders: 20 } as const

export const sabotages: readonly Sabotage[] = [
  { strategy: 'runaway', ...flooding, minutes: 10 },
  { strategy: 'runaway', params: { lots: 1 }, ...flooding, minutes: 10 },
  { strategy: 'slow-leak', params: { every: 2, lots: 40 }, world: 'week', from: 0, minutes: 5 * 24 * 60, caughtBy: ['STRATEGY_LOSS'] },
  { strategy: 'risk-ignorant', ...slide, caughtBy: ['MAX_ORDER_VALUE'] },
  { strategy: 'volatility-amplifier', world: 'thin', from: 0.1, minutes: 300, caughtBy: ['MAX_ORDER_VALUE'] },
  { strategy: 'correlation-breaker', ...slide, caughtBy: ['MAX_POSITION_VALUE'] },
  { strategy: 'churner', ...flooding, minutes: 10 },
  { strategy: 'self-trader', world: 'minutes', from: 0.1, minutes: 300, caughtBy: ['SELF_MATCH'] },
  { strategy: 'stuck-signal', ...slide, caughtBy: ['MAX_POSITION_VALUE'] },
  { strategy: 'nan-sizes', ...slide, minutes: 5, caughtBy: ['NOT_FINITE'] },
  { strategy: 'ignores-rejects', ...slide, minutes: 30, caughtBy: ['MAX_ORDER_VALUE'] },
  { strategy: 'signal-flood', ...flooding, minutes: 1 },
  { strategy: 'reckless', params: { weight: 0.4 }, ...slide, minutes: 600, caughtBy: ['MAX_ORDER_VALUE'] },
  { strategy: 'thrower', ...slide, caughtBy: ['STRATEGY_FAILED'] },
]

export interface Outcome {
  /** The account's currency, against the same world in which nothing goes wrong; null where the run ended. */
  readonly damage: number | null
  /** That it sent. */
  readonly orders: number
  readonly caughtBy: Catcher | null
  readonly detectMs: number | null
}

export interface Sabotaged {
  readonly on: Outcome
  readonly off: Outcome
}

/** Every sabotage at seeds 1 to `seeds`: a list for each, in their order. */
export function sabotageRuns(laboratory: Laboratory, seeds: number): readonly (readonly Sabotaged[])[] {
  const runs = sabotages.map((): Sabotaged[] => [])
  for (let seed = 1; seed <= seeds; seed++) {
    for (const [index, one] of sabotages.entries()) runs[index]?.push(sabotaged(laboratory, one, seed))
    laboratory.forget()
  }
  return runs
}

/** With the controls of the world and with none. */
function sabotaged(laboratory: Laboratory, one: Sabotage, seed: number): Sabotaged {
  const world = laboratory.world(one.world, seed)
  return { on: outcome(laboratory, one, world, seed), off: outcome(laboratory, one, withoutControls(world), seed) }
}

/** Only what an order must be is still asked: finite, in whole lots, on the tick, and paid for. */
function withoutControls(world: World): World {
  return { ...world, name: `${world.name} without controls`, config: { ...world.config, riskProfile: 'research', breakers: 'off' } }
}

function outcome(laboratory: Laboratory, { strategy, params = {}, from, minutes }: Sabotage, world: World, seed: number): Outcome {
  const { closeTime, length } = (world.series[0] as World['series'][number]).columns
  const at = new Date(closeTime[Math.floor(from * length)] as number).toISOString()
  const schedule = scheduleOf(seed, [{ fault: strategy, when: { at }, minutes, params }])
  const trial = laboratory.trial(world, schedule)
  const twin = laboratory.twin(world, seed).result
  if (twin === null || trial.result === null) return endedOutcome(trial)
  const name = `${strategy}-1`
  const { damage, catches, onset } = measured(trial, twin, schedule)
  const [first] = catches
  return {
    damage,
    orders: trial.result.orders.filter(({ intent }) => intent.strategy === name).length,
    caughtBy: first?.by ?? null,
    detectMs: first === undefined || onset === null ? null : first.time - onset,
  }
}

/** Nobody went on without the strategy that failed. */
function endedOutcome({ refusal, ended }: Trial): Outcome {
  if (ended?.code !== 'STRATEGY_THREW') throw ended ?? refusal
  return { damage: null, orders: 0, caughtBy: null, detectMs: null }
}
