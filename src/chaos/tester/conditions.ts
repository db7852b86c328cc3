// What a tested strategy is held to: normal and stressed markets, and every fault of the data and the venue, one at a time.

import type { RunResult } from '../../model/run.js'
import { MINUTE_MS } from '../../model/time.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { randomStream } from '../../std/random.js'
import { faultCatalog } from '../faults/catalog.js'
import type { Plane } from '../faults/fault.js'
import { type EntryInput, type Schedule, scheduleOf } from '../schedule/schedule.js'
import type { World } from '../trial/world.js'
import { everyStress, gaps, nearLimits, threeSpreads, twiceTheBars, twiceTheVolatility } from './stress.js'

export interface Condition {
  /** `stressed-gaps` */
  readonly name: string
  readonly kind: 'normal' | 'stressed' | 'chaos'
  /** The market that it makes of one in which nothing goes wrong; `alone` is the run there. */
  world(home: World, seed: number, alone: RunResult): World
  schedule(home: World, seed: number): Schedule
}

/** How far into the bars a fault comes on, and how long it lasts, as shares of them: the last fifth is free of it. */
const FROM = [0.3, 0.6] as const
const LASTS = 0.1

function stressed(what: string, world: Condition['world']): Condition {
  const name = `stressed-${what}`
  return {
    name,
    kind: 'stressed',
    world: (home, seed, alone) => ({ ...world(home, seed, alone), name }),
    schedule: (_, seed) => scheduleOf(seed, []),
  }
}

function chaos(name: string, entry: (home: World) => Pick<EntryInput, 'fault' | 'target' | 'params'>): Condition {
  return {
    name: `chaos-${name}`,
    kind: 'chaos',
    world: (home) => home,
    schedule: (home, seed) => scheduleOf(seed, [{ ...placed(home, randomStream(seed, `tester/${name}`).next()), ...entry(home) }]),
  }
}

function everyFault(plane: Plane): readonly Condition[] {
  return [...faultCatalog.values()].flatMap((fault) => (fault.plane === plane ? [chaos(fault.name, () => ({ fault: fault.name }))] : []))
}

/** The strategies that misbehave in them, by their fault. */
export const wildInConditions: ReadonlySet<string> = new Set(['runaway'])

export const conditions: readonly Condition[] = [
  { name: 'normal', kind: 'normal', world: (home) => home, schedule: (_, seed) => scheduleOf(seed, []) },
  stressed('volatility', twiceTheVolatility),
  stressed('spreads', threeSpreads),
  stressed('bar-rate', twiceTheBars),
  stressed('gaps', gaps),
  stressed('everything', everyStress),
  stressed('limits', nearLimits),
  ...everyFault('venue'),
  ...everyFault('data'),
  chaos('runaway-beside', () => ({ fault: 'runaway' })),
  chaos('runaway-in-its-place', ({ strategies: [one] }) => ({ fault: 'runaway', target: one?.name ?? one?.strategy.name })),
]

/** Fails with `USAGE` and the nearest name. */
export function conditionNamed(name: string): Condition {
  const found = conditions.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = conditions.map((one) => one.name)
  throw new BenchError('USAGE', `no condition is called '${name}'`, didYouMean(name, names) ?? `they are ${names.join(', ')}`)
}

/** From the close of a bar to that of a later one; `share` is where between the first and the last place it may begin, 0…1. */
function placed({ series }: World, share: number): Pick<EntryInput, 'when' | 'minutes'> {
  const { closeTime, length } = (series[0] as World['series'][number]).columns
  const at = (place: number) => closeTime[Math.min(length - 1, Math.floor(place * length))] as number
  const from = FROM[0] + share * (FROM[1] - FROM[0])
  return { when: { at: new Date(at(from)).toISOString() }, minutes: Math.max(1, (at(from + LASTS) - at(from)) / MINUTE_MS) }
}
