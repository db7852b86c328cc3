// The corpus: small schedules that once broke something, kept so that it never breaks again. Those of the package, and of a folder's own `chaos/corpus`.

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../../std/errors.js'
import { firstFault } from '../../std/schema-fault.js'
import { ownOrBundled } from '../own-or-bundled.js'
import { type GateName, gateNames } from '../verdict/verdict.js'
import { parseSchedule, type Schedule } from './schedule.js'

export const CASE_SCHEMA = 'bench.chaos-case/1'

const corpusFile = z.strictObject({
  schema: z.literal(CASE_SCHEMA),
  world: z.string().min(1).describe('The world that it ran in'),
  broke: z.string().min(1).describe('What it broke, and why'),
  scenario: z
    .string()
    .min(1)
    .optional()
    .describe('By whose gates it is judged; without one it is held to the invariants, and to coming to something'),
  gates: z.array(z.enum(gateNames)).min(1).optional().describe('Which of them it broke, and is judged by; without it by all of them'),
  schedule: z.unknown(),
})

export interface CorpusCase {
  /** As its file is called. */
  readonly name: string
  readonly world: string
  readonly broke: string
  /** By whose gates it is judged; null where it is held to the invariants, and to coming to something. */
  readonly scenario: string | null
  /** Which of its gates it broke. By these it is judged, by the invariants, and by whether it ends: what else its scenario asks is not asked of a part of it. */
  readonly gates?: readonly GateName[] | undefined
  readonly schedule: Schedule
}

/** What a case says; its name is that of its file. */
export type CorpusEntry = Omit<CorpusCase, 'name' | 'scenario'> & Partial<Pick<CorpusCase, 'scenario'>>

/** Every case, in the order of names; a folder's own hides the package's of the same name. Fails with `BAD_SCHEDULE`, naming the file. */
export async function loadCorpus(cwd: string): Promise<readonly CorpusCase[]> {
  const paths = [...ownOrBundled('corpus', '.json', cwd)].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, path]) => path)
  return Promise.all(paths.map(readCase))
}

/** A case from its file. Fails with `BAD_SCHEDULE`, naming the file. */
export async function readCase(path: string): Promise<CorpusCase> {
  const name = basename(path, '.json')
  try {
    const { world, broke, scenario = null, gates, schedule } = corpusFile.parse(JSON.parse(await readFile(path, 'utf8')))
    return { name, world, broke, scenario, gates, schedule: parseSchedule(schedule) }
  } catch (cause) {
    const fault = cause instanceof z.ZodError ? firstFault(cause) : null
    const what = fault === null ? (cause as Error).message : `${fault.path.join('.')}: ${fault.message}`
    throw new BenchError('BAD_SCHEDULE', `${name}.json: ${what}`, 'docs/CHAOS-SCENARIOS.md says what a case of the corpus has', { cause })
  }
}

/** A case as its file has it. */
export function corpusText({ world, broke, scenario, gates, schedule }: CorpusEntry): string {
  return `${JSON.stringify({ schema: CASE_SCHEMA, world, broke, scenario: scenario ?? undefined, gates, schedule }, null, 2)}\n`
}
