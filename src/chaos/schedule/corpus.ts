// The corpus: small schedules that once broke something, kept so that it never breaks again. Those of the package, and of a folder's own `chaos/corpus`.

import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { BenchError } from '../../std/errors.js'
import { firstFault } from '../../std/schema-fault.js'
import { parseSchedule, type Schedule } from './schedule.js'

export const CASE_SCHEMA = 'bench.chaos-case/1'

const corpusFile = z.strictObject({
  schema: z.literal(CASE_SCHEMA),
  world: z.string().min(1).describe('The world that it ran in'),
  broke: z.string().min(1).describe('What it broke, and why'),
  scenario: z.string().min(1).optional().describe('By whose gates it is judged; without one it is held to the invariants'),
  schedule: z.unknown(),
})

export interface CorpusCase {
  /** As its file is called. */
  readonly name: string
  readonly world: string
  readonly broke: string
  /** By whose gates it is judged; null where it is held to the invariants. */
  readonly scenario: string | null
  readonly schedule: Schedule
}

/** What a case says; its name is that of its file. */
export type CorpusEntry = Omit<CorpusCase, 'name' | 'scenario'> & Partial<Pick<CorpusCase, 'scenario'>>

const bundled = fileURLToPath(new URL('../../../chaos/corpus', import.meta.url))

/** Every case, in the order of names; a folder's own hides the package's of the same name. Fails with `BAD_SCHEDULE`, naming the file. */
export async function loadCorpus(cwd: string): Promise<readonly CorpusCase[]> {
  const files = new Map([bundled, join(cwd, 'chaos', 'corpus')].flatMap(filesIn))
  const paths = [...files].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, path]) => path)
  return Promise.all(paths.map(readCase))
}

function filesIn(folder: string): (readonly [name: string, path: string])[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  return names.map((name) => [name, join(folder, name)] as const)
}

/** A case from its file. Fails with `BAD_SCHEDULE`, naming the file. */
export async function readCase(path: string): Promise<CorpusCase> {
  const name = basename(path, '.json')
  try {
    const { world, broke, scenario = null, schedule } = corpusFile.parse(JSON.parse(await readFile(path, 'utf8')))
    return { name, world, broke, scenario, schedule: parseSchedule(schedule) }
  } catch (cause) {
    const fault = cause instanceof z.ZodError ? firstFault(cause) : null
    const what = fault === null ? (cause as Error).message : `${fault.path.join('.')}: ${fault.message}`
    throw new BenchError('BAD_SCHEDULE', `${name}.json: ${what}`, 'docs/CHAOS.md says what a case of the corpus has', { cause })
  }
}

/** A case as its file has it. */
export function corpusText({ world, broke, scenario, schedule }: CorpusEntry): string {
  return `${JSON.stringify({ schema: CASE_SCHEMA, world, broke, scenario: scenario ?? undefined, schedule }, null, 2)}\n`
}
