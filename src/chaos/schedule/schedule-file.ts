// A schedule in a file: YAML or JSON, whole or as a list of entries, each written out or in short.

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parse } from 'yaml'
import { BenchError } from '../../std/errors.js'

/** What a file says before anything of it is checked. */
export interface ScheduleFile {
  readonly entries: readonly unknown[]
  /** Null where it says none. */
  readonly seed: number | null
}

/** Fails with `NO_SUCH_FILE`, or with `BAD_SCHEDULE` for what has no entries. */
export async function readScheduleFile(path: string): Promise<ScheduleFile> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new BenchError('NO_SUCH_FILE', `the schedule ${path} cannot be read`, 'check the path', { cause })
  })
  return entriesIn(contentOf(text, path), path)
}

function contentOf(text: string, path: string): unknown {
  try {
    return parse(text, { version: '1.2', schema: 'core', prettyErrors: false })
  } catch (cause) {
    throw bad(path, (cause as Error).message, { cause })
  }
}

function entriesIn(content: unknown, path: string): ScheduleFile {
  if (Array.isArray(content)) return { entries: content, seed: null }
  const { schema = 'bench.chaos/1', seed = null, entries, ...more } = isRecord(content) ? content : {}
  const [stranger] = Object.keys(more)
  if (stranger !== undefined) throw bad(path, `'${stranger}' is not a key`)
  if (schema !== 'bench.chaos/1') throw bad(path, `its schema is ${String(schema)}, not bench.chaos/1`)
  if (!Array.isArray(entries)) throw bad(path, 'it has no entries')
  if (seed !== null && !isSeed(seed)) throw bad(path, `its seed ${String(seed)} is no whole number from 0 on`)
  return { entries, seed: seed as number | null }
}

function isSeed(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(path: string, what: string, options: ErrorOptions = {}): BenchError {
  return new BenchError('BAD_SCHEDULE', `${basename(path)}: ${what}`, 'write a list under entries:, or see docs/CHAOS.md', options)
}
