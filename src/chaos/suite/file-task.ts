// A schedule in a file as a task: a case of a corpus, which says its world and gates, or a plain schedule, which has neither.

import { readFile } from 'node:fs/promises'
import { needsIsolation } from '../faults/isolated.js'
import { inFull } from '../scenario/depth.js'
import { CASE_SCHEMA, readCase } from '../schedule/corpus.js'
import { readGiven, scheduleFor } from '../schedule/given-schedule.js'
import { worldOf } from '../worlds/worlds.js'
import type { Task } from './task.js'
import { corpusTask } from './tasks.js'

/** Where a plain schedule runs, and at which seed, where it says none itself. */
export interface FilePlace {
  readonly world: string
  readonly seed: number
}

/** Judged in full. Its times are those of the world's exchange. Fails with `NO_SUCH_FILE`, `BAD_SCHEDULE`, `UNKNOWN_FAULT`, `UNKNOWN_SCENARIO`. */
export async function fileTask(path: string, place: FilePlace): Promise<Task> {
  if (await isCase(path)) return { ...corpusTask(await readCase(path)), name: path, depth: inFull }
  const given = await readGiven([path])
  const seed = given.seed ?? place.seed
  // Only its bars are looked at: no strategy is needed for them.
  const schedule = scheduleFor(given, seed, worldOf(place.world, seed, new Map()).series)
  const { world } = place
  return { kind: 'corpus', name: path, world, seed, depth: inFull, schedule, scenario: null, isolated: needsIsolation(schedule) }
}

async function isCase(path: string): Promise<boolean> {
  const text = path.endsWith('.json') ? await readFile(path, 'utf8').catch(() => '') : ''
  return text.includes(CASE_SCHEMA)
}
