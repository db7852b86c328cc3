// What `bench chaos replay` and `shrink` take, as a task: `scenario@seed`, `swarm/world@seed`, `negative/world@seed`, `corpus/case` or a file.

import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { inFull } from '../scenario/depth.js'
import { loadScenarios } from '../scenario/load-scenarios.js'
import { loadCorpus } from '../schedule/corpus.js'
import { worldSays } from '../worlds/worlds.js'
import { fileTask } from './file-task.js'
import type { Task } from './task.js'
import { corpusTask, scenarioTask, worldTask } from './tasks.js'

/** Judged in full; `world` is where a schedule in a file runs. Fails with `UNKNOWN_SCENARIO` and the nearest name, and as a file does. */
export async function namedTask(text: string, cwd: string, world: string): Promise<Task> {
  if (/\.(json|ya?ml)$/.test(text)) return fileTask(text, { world, seed: 1 })
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
  throw new BenchError('UNKNOWN_SCENARIO', `no case is called '${name}'`, didYouMean(name, names) ?? `the cases are ${names.join(', ')}`)
}

function malformed(text: string): never {
  const hint = 'write scenario@seed, swarm/world@seed, negative/world@seed, corpus/case or the path of a .json or .yaml file'
  throw new BenchError('USAGE', `'${text}' names no run`, hint)
}
