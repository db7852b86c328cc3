// A schedule in a file as a task: a case of a corpus, which says its world and gates, or a plain schedule, which has neither.

import { readFile } from 'node:fs/promises'
import { BenchError } from '../../std/errors.js'
import { type Depth, inFull } from '../judging/depth.js'
import { CASE_SCHEMA, readCase } from '../schedule/corpus.js'
import { isScheduleFile, readGiven, scheduleFor } from '../schedule/given-schedule.js'
import { seriesOf } from '../worlds/worlds.js'
import type { Task } from './task.js'
import { scheduleTask } from './tasks.js'

/** Where a plain schedule runs of which nobody says it. */
export const USUAL_WORLD = 'minutes'

/** How deep each seed is judged at which a plain schedule runs that says none itself; the first of them where it says one. */
export type SeedDepths = readonly { readonly seed: number; readonly depth: Depth }[]

/** `isAsked`: the seeds are those that somebody asked for, whatever seed a plain schedule says. `world` is where a plain schedule runs; its times are those of the world's exchange. Fails with `NO_SUCH_FILE`, `BAD_SCHEDULE`, `UNKNOWN_FAULT`, `UNKNOWN_WORLD`. */
export async function fileTasks(path: string, world: string, seeds: SeedDepths, isAsked = false): Promise<readonly Task[]> {
  if (!isScheduleFile(path)) {
    const hint = 'give the path of one; in short an entry is of a backtest: bench backtest … --chaos'
    throw new BenchError('BAD_SCHEDULE', `'${path}' is no .yaml or .json file`, hint)
  }
  const [{ depth } = { depth: inFull }] = seeds
  if (await isCase(path)) return [scheduleTask({ ...(await readCase(path)), name: path }, depth)]
  const given = await readGiven([path])
  const places = given.seed === null || isAsked ? seeds : [{ seed: given.seed, depth }]
  return places.map((place) => {
    const schedule = scheduleFor({ ...given, seed: null }, place.seed, seriesOf(world, place.seed))
    return scheduleTask({ name: path, world, scenario: null, schedule }, place.depth)
  })
}

async function isCase(path: string): Promise<boolean> {
  const text = path.endsWith('.json') ? await readFile(path, 'utf8').catch(() => '') : ''
  return text.includes(CASE_SCHEMA)
}
