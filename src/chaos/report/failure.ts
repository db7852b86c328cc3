// A failure: the runs of one scenario, schedule or condition that failed alike, told once with their seeds.

import { grouped } from '../../report/grouped.js'
import type { JudgedRun } from '../verdict/verdict.js'
import { replayCommand } from './replay-command.js'
import { failedGates, runGroups } from './run-group.js'
import { atSeeds } from './seeds-text.js'

export interface Failure {
  readonly name: string
  readonly seeds: readonly number[]
  /** The gates that failed, with their numbers: the same in each of its runs. */
  readonly failedGates: string
  /** Replays the first of them. */
  readonly replay: string
}

/** In the order of their groups; those of one group by their first seed. */
export function failuresOf(runs: readonly JudgedRun[]): readonly Failure[] {
  return runGroups(runs).flatMap(({ failed }) => {
    const alike = grouped(failed, (run) => `${run.world} ${failedGates(run)}`)
    return [...alike.values()].map(failureOf)
  })
}

function failureOf(runs: readonly JudgedRun[]): Failure {
  const [first] = runs as readonly [JudgedRun, ...JudgedRun[]]
  return { name: first.name, seeds: runs.map(({ seed }) => seed), failedGates: failedGates(first), replay: replayCommand(first) }
}

/** `infinium-2010 at seeds 1–3` */
export function failureName({ name, seeds }: Failure): string {
  return `${name} at ${atSeeds(seeds)}`
}
