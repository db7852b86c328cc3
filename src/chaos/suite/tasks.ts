// The tasks of a suite: each scenario, world and case at its seeds, as deep as the suite asks there.

import { needsIsolation } from '../faults/isolated.js'
import type { Depth } from '../scenario/depth.js'
import type { Scenario } from '../scenario/scenario.js'
import type { CorpusCase } from '../schedule/corpus.js'
import { worldNames, worldSays } from '../worlds/worlds.js'
import type { Suite } from './suite.js'
import type { Task } from './task.js'

/** What a suite names, loaded. */
export interface SuiteParts {
  readonly scenarios: readonly Scenario[]
  readonly corpus: readonly CorpusCase[]
}

/** A case of the corpus has its own seed and is judged once. Fails with `UNKNOWN_SCENARIO` for a world that nobody knows. */
export function suiteTasks(suite: Suite, { scenarios, corpus }: SuiteParts, seeds: readonly number[]): readonly Task[] {
  const swarm = suite.swarm === 'all' ? worldNames : suite.swarm
  for (const world of [...swarm, ...suite.negative]) worldSays(world)
  return [
    ...corpus.map(corpusTask),
    ...seeds.flatMap((seed, place) => {
      const depth = depthAt(suite, place)
      return [
        ...scenarios.filter(({ isolated }) => !isolated || place < suite.isolated).map((one) => scenarioTask(one, seed, depth)),
        ...suite.negative.map((world) => worldTask('negative control', world, seed, depth)),
        ...swarm.map((world) => worldTask('swarm', world, seed, depth)),
      ]
    }),
  ]
}

/** What the suite asks at the first, the second seed, and so on. */
export function depthAt({ depth }: Pick<Suite, 'depth'>, place: number): Depth {
  return {
    ablation: place < depth.ablation,
    again: place < depth.again,
    paired: place < depth.paired,
    example: place < depth.example,
  }
}

export function scenarioTask({ name, world, isolated = false }: Scenario, seed: number, depth: Depth): Task {
  return { kind: 'scenario', name, world, seed, depth, schedule: null, scenario: null, isolated }
}

export function worldTask(kind: 'swarm' | 'negative control', world: string, seed: number, depth: Depth): Task {
  return { kind, name: world, world, seed, depth, schedule: null, scenario: null, isolated: false }
}

/** What it once broke is looked for in each of the ways that there are; it is no picture. */
export function corpusTask({ name, world, scenario, schedule }: CorpusCase): Task {
  const depth = { ablation: false, again: true, paired: true, example: false }
  return { kind: 'corpus', name, world, seed: schedule.seed, depth, schedule, scenario, isolated: needsIsolation(schedule) }
}
