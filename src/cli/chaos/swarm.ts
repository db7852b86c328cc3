// `bench chaos swarm`: the corpus, then schedules that seeds draw, held to the invariants; of each thing that broke, the smallest schedule that breaks it.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Laboratory } from '../../chaos/laboratory.js'
import { loadLaboratoryStrategies } from '../../chaos/load-strategies.js'
import { corpusText, loadCorpus } from '../../chaos/schedule/corpus.js'
import type { Schedule } from '../../chaos/schedule/schedule.js'
import { swarmSchedule } from '../../chaos/schedule/swarm.js'
import { type Broken, brokenBy, shrinkBroken } from '../../chaos/trial/broken.js'
import { worldNames } from '../../chaos/worlds/worlds.js'
import { BenchError } from '../../std/errors.js'
import { outFile } from '../out-file.js'
import { table } from '../terminal/table.js'
import type { ChaosSwarmOptions } from './options.js'

/** A schedule that broke something. */
interface Find {
  /** The case of the corpus, or `seed 12`. */
  readonly from: string
  readonly world: string
  readonly broken: Broken
  readonly schedule: Schedule
}

/** Fails with `GATE_FAILED` where anything broke. */
export async function swarmChaos(options: ChaosSwarmOptions): Promise<void> {
  const { world: worlds = worldNames, seeds = 100, firstSeed = 1, json = false } = options
  const cwd = process.cwd()
  const [corpus, strategies] = await Promise.all([loadCorpus(cwd), loadLaboratoryStrategies(cwd)])
  const laboratory = new Laboratory(strategies)
  const finds = corpus.flatMap(({ name, world, schedule }) => tried(laboratory, name, world, schedule))
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    for (const world of worlds) finds.push(...tried(laboratory, `seed ${seed}`, world, swarmSchedule(seed, laboratory.world(world, seed))))
    laboratory.forget()
  }
  const smallest = firstOfEach(finds).map((find) => shrunk(laboratory, find))
  if (options.out !== undefined) await writeCases(smallest, options.out)
  const count = corpus.length + seeds * worlds.length
  process.stdout.write(
    `${json ? JSON.stringify({ schema: 'bench.chaos-swarm/1', count, broken: finds.length, smallest }) : text(count, finds, smallest)}\n`,
  )
  if (finds.length > 0) throw new BenchError('GATE_FAILED', `${finds.length} of ${count} schedules broke something`, 'the table says what')
}

function tried(laboratory: Laboratory, from: string, world: string, schedule: Schedule): Find[] {
  const broken = brokenBy(laboratory, laboratory.world(world, schedule.seed), schedule)
  return broken === null ? [] : [{ from, world, broken, schedule }]
}

function firstOfEach(finds: readonly Find[]): readonly Find[] {
  return finds.filter(({ broken }, index) => finds.findIndex((one) => one.broken.what === broken.what) === index)
}

function shrunk(laboratory: Laboratory, find: Find): Find {
  const world = laboratory.world(find.world, find.schedule.seed)
  const { schedule } = shrinkBroken(laboratory, world, find.schedule, find.broken)
  return { ...find, schedule, broken: brokenBy(laboratory, world, schedule) ?? find.broken }
}

/** As cases of a corpus, one file each. */
async function writeCases(finds: readonly Find[], folder: string): Promise<void> {
  for (const { from, world, broken, schedule } of finds) {
    const file = await outFile(join(folder, `${broken.what}-${world}-${from.replace(/\W+/g, '-')}.json`.toLowerCase()))
    await writeFile(file, corpusText({ world, broke: `${broken.what}: ${broken.says}`, schedule }))
  }
}

function text(count: number, finds: readonly Find[], smallest: readonly Find[]): string {
  if (finds.length === 0) return `${count} schedules, and every invariant held`
  const rows = smallest.map(({ from, world, broken: { what, says }, schedule }) => {
    const entries = schedule.entries.map(({ name, when, minutes }) => `${name} ${'at' in when ? when.at : ''}/${minutes}m`)
    return [what, world, from, entries.join(', ') || 'no fault at all', says]
  })
  return table(['broke', 'world', 'first in', 'smallest schedule', 'says'], rows)
}
