// Tasks: each scenario, world and case of a suite at its seeds, as deep as the suite asks there, and a tested strategy under each condition.

import { needsIsolation } from '../faults/isolated.js'
import type { Depth } from '../judging/depth.js'
import type { Scenario } from '../scenario/scenario.js'
import { isIsolated } from '../scenario/scenario-schedule.js'
import type { CorpusCase } from '../schedule/corpus.js'
import { conditionNamed, conditions } from '../tester/conditions.js'
import { HOME } from '../tester/tested.js'
import { testerDepth } from '../tester/tester.js'
import { peacefulWorlds, worldNames } from '../worlds/worlds.js'
import type { Suite } from './suite.js'
import type { Task } from './task.js'

/** What a suite names, loaded. */
export interface SuiteParts {
  readonly scenarios: readonly Scenario[]
  readonly corpus: readonly CorpusCase[]
}

/** A case of the corpus has its own seed and is judged once. */
export function suiteTasks(suite: Suite, { scenarios, corpus }: SuiteParts, seeds: readonly number[]): readonly Task[] {
  const swarm = [...new Set(suite.swarm === 'all' ? worldNames : suite.swarm)]
  const negative = new Set(suite.negative === 'all' ? peacefulWorlds : suite.negative)
  return [
    ...corpus.map(corpusTask),
    ...seeds.flatMap((seed, place) => {
      const depth = depthAt(suite, place)
      return [
        ...scenarios.map((one) => scenarioTask(one, seed, depth)).filter(({ isolated }) => !isolated || place < suite.isolated),
        ...[...negative].map((world) => worldTask('negative control', world, seed, depth)),
        ...turnOf(swarm, place, suite.depth.swarm).map((world) => worldTask('swarm', world, seed, depth)),
      ]
    }),
  ]
}

/** All of them at the first so many places, then one after the other. */
function turnOf(worlds: readonly string[], place: number, all: number): readonly string[] {
  return place < all ? worlds : worlds.filter((_, index) => index === place % worlds.length)
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

export function scenarioTask(scenario: Scenario, seed: number, depth: Depth): Task {
  const { name, world } = scenario
  return { ...bare, kind: 'scenario', name, world, seed, depth, scenario: name, isolated: isIsolated(scenario) }
}

export function worldTask(kind: 'swarm' | 'negative control', world: string, seed: number, depth: Depth): Task {
  return { ...bare, kind, name: world, world, seed, depth }
}

type GivenCase = Omit<CorpusCase, 'broke'>

/** A schedule that was written down, in the world that it is for, held to the gates of a scenario, or to the invariants and to coming to something. */
export function scheduleTask({ name, world, scenario, gates, schedule }: GivenCase, depth: Depth): Task {
  return {
    ...bare,
    kind: 'schedule',
    name,
    world,
    seed: schedule.seed,
    depth,
    schedule,
    scenario,
    gates: gates ?? null,
    isolated: needsIsolation(schedule),
  }
}

/** What it once broke is looked for in each of the ways that there are; it is no picture. */
export function corpusTask(one: CorpusCase): Task {
  const ablation = one.gates?.some((gate) => gate === 'ablation' || gate === 'never off') ?? false
  return { ...scheduleTask(one, { ablation, again: true, paired: true, example: false }), kind: 'corpus' }
}

/** Every condition at a seed, or those that are named; `tested` is the strategy and its options. Fails with `USAGE` for a condition that is none. */
export function testerTasks(tested: readonly string[], seed: number, names: readonly string[] = []): readonly Task[] {
  const chosen = names.length === 0 ? conditions : [...new Set(names)].map(conditionNamed)
  return chosen.map(({ name }) => ({ ...bare, kind: 'tester', name, world: HOME, seed, depth: testerDepth, tested }))
}

/** What few tasks have. */
const bare = { schedule: null, scenario: null, gates: null, isolated: false, tested: null } as const
