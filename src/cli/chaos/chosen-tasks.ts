// What `bench chaos run` is asked to judge: scenarios or schedules by name, else all that the suite says.

import { loadScenarios } from '../../chaos/scenario/load-scenarios.js'
import { loadCorpus } from '../../chaos/schedule/corpus.js'
import { fileTask } from '../../chaos/suite/file-task.js'
import { loadSuite } from '../../chaos/suite/suite.js'
import type { Task } from '../../chaos/suite/task.js'
import { depthAt, scenarioTask, suiteTasks } from '../../chaos/suite/tasks.js'
import { BenchError } from '../../std/errors.js'
import type { ChaosRunOptions } from './options.js'

export async function chosenTasks(options: ChaosRunOptions): Promise<readonly Task[]> {
  const { scenario = [], schedule = [], suite: file = null } = options
  const cwd = process.cwd()
  const suite = await loadSuite(cwd, file)
  const seeds = seedsOf(options, suite.seeds)
  if (scenario.length > 0 || schedule.length > 0) {
    const scenarios = scenario.length === 0 ? [] : await loadScenarios([...new Set(scenario)], cwd)
    const given = schedule.map((path) => fileTask(path, { world: options.world ?? 'minutes', seed: seeds[0] as number }))
    const named = seeds.flatMap((seed, place) => scenarios.map((one) => scenarioTask(one, seed, depthAt(suite, place))))
    return [...(await Promise.all(given)), ...named]
  }
  const names = suite.scenarios === 'all' ? [] : suite.scenarios
  const [scenarios, corpus] = await Promise.all([
    suite.scenarios.length === 0 ? [] : loadScenarios(names, cwd),
    suite.corpus ? loadCorpus(cwd) : [],
  ])
  return suiteTasks(suite, { scenarios, corpus }, seeds)
}

/** `usual` is how many there are where nobody says. */
export function seedsOf({ seed, seeds }: ChaosRunOptions, usual: number): readonly number[] {
  if (seed === undefined) return Array.from({ length: seeds ?? usual }, (_, index) => index + 1)
  if (seeds !== undefined) throw new BenchError('USAGE', '--seed and --seeds are two answers to one question', 'say one of them')
  return [seed]
}
