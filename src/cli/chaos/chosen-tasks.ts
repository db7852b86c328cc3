// What `bench chaos run` is asked to judge: scenarios or schedules by name, else all that the suite says.

import { loadScenarios } from '../../chaos/scenario/load-scenarios.js'
import { loadCorpus } from '../../chaos/schedule/corpus.js'
import { fileTasks, USUAL_WORLD } from '../../chaos/suite/file-task.js'
import { loadSuite } from '../../chaos/suite/suite.js'
import type { Task } from '../../chaos/suite/task.js'
import { depthAt, scenarioTask, suiteTasks } from '../../chaos/suite/tasks.js'
import { BenchError } from '../../std/errors.js'
import type { ChaosRunOptions } from './options.js'

/** At least one. Fails with `USAGE` where there is none: what judges nothing would pass. Fails as what is named does. */
export async function chosenTasks(options: ChaosRunOptions): Promise<readonly Task[]> {
  const tasks = await tasksOf(options)
  if (tasks.length > 0) return tasks
  throw new BenchError('USAGE', 'nothing was chosen, so there is nothing to judge', 'name scenarios, worlds or the corpus in the suite')
}

async function tasksOf(options: ChaosRunOptions): Promise<readonly Task[]> {
  const { scenario = [], schedule = [], suite: file = null, world } = options
  if (world !== undefined && schedule.length === 0)
    throw new BenchError('USAGE', '--world is of a schedule in a file, and none was given', 'name it: --schedule FILE, or leave it out')
  const cwd = process.cwd()
  const suite = await loadSuite(cwd, file)
  const seeds = seedsOf(options, suite.seeds)
  if (scenario.length > 0 || schedule.length > 0) {
    const scenarios = scenario.length === 0 ? [] : await loadScenarios([...new Set(scenario)], cwd)
    const places = seeds.map((seed, place) => ({ seed, depth: depthAt(suite, place) }))
    const isAsked = options.seed !== undefined || options.seeds !== undefined
    const files = [...new Set(schedule)]
    const given = await Promise.all(files.map((path) => fileTasks(path, world ?? USUAL_WORLD, places, isAsked)))
    return [...given.flat(), ...places.flatMap(({ seed, depth }) => scenarios.map((one) => scenarioTask(one, seed, depth)))]
  }
  const names = suite.scenarios === 'all' ? [] : [...new Set(suite.scenarios)]
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
