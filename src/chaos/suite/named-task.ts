// What `bench chaos replay` and `shrink` take, as a task: `scenario@seed`, `swarm/world@seed`, `negative/world@seed`, `corpus/case`, or a file and the seed where it says none.

import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { inFull } from '../judging/depth.js'
import { loadScenarios } from '../scenario/load-scenarios.js'
import { loadCorpus } from '../schedule/corpus.js'
import { worldSays } from '../worlds/worlds.js'
import { fileTasks, USUAL_WORLD } from './file-task.js'
import type { Task } from './task.js'
import { corpusTask, scenarioTask, worldTask } from './tasks.js'

/** Judged in full; `world` is where a schedule in a file runs that says none. Fails with `USAGE` where another has one, with `UNKNOWN_SCENARIO`, `UNKNOWN_WORLD` or `UNKNOWN_CASE` and the nearest name, and as a file does. */
export async function namedTask(text: string, cwd: string, world?: string): Promise<Task> {
  const [, file, at] = /^(.+\.(?:json|ya?ml))(?:@(\d+))?$/.exec(text) ?? []
  if (file !== undefined) {
    const [one = malformed(text)] = await fileTasks(
      file,
      world ?? USUAL_WORLD,
      [{ seed: Number(at ?? 1), depth: inFull }],
      at !== undefined,
    )
    return one
  }
  if (world !== undefined) throw new BenchError('USAGE', `--world is of a schedule in a file, and not of '${text}'`, 'leave it out')
  const [, group, name = '', seed = '1'] = /^(?:(swarm|negative|corpus)\/)?([^@]+)(?:@(\d+))?$/.exec(text) ?? malformed(text)
  if (group === 'corpus') return { ...corpusTask(await caseNamed(name, cwd)), depth: inFull }
  if (group === undefined) {
    const [scenario] = await loadScenarios([name], cwd)
    return scenarioTask(scenario ?? malformed(text), Number(seed), inFull)
  }
  worldSays(name)
  return worldTask(group === 'swarm' ? 'swarm' : 'negative control', name, Number(seed), inFull)
}

async function caseNamed(name: string, cwd: string) {
  const corpus = await loadCorpus(cwd)
  const found = corpus.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = corpus.map((one) => one.name)
  throw new BenchError('UNKNOWN_CASE', `no case is called '${name}'`, didYouMean(name, names) ?? 'bench chaos list has them')
}

function malformed(text: string): never {
  const hint =
    'write scenario@seed, swarm/world@seed, negative/world@seed, corpus/case or the path of a .json or .yaml file, with @seed behind it where it says none'
  throw new BenchError('USAGE', `'${text}' names no run`, hint)
}
