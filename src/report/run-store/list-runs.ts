// The runs of a folder such as `reports`: each directory with a run.json in it, newest first; damaged ones are told, not fatal.

import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { EpochMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { runFileNames } from '../run-file-names.js'
import { type RunJson, readRunJson } from './run-json.js'
import { runNames } from './run-names.js'

/** A run as a list shows it. */
export interface ListedRun {
  /** The name of its directory: what the verbs take. */
  readonly name: string
  readonly directory: string
  readonly document: RunJson
  /** When it was written: the time of its run.json. */
  readonly writtenAt: EpochMs
}

/** The runs of a folder, newest first, and what could not be read. */
export interface RunListing {
  readonly runs: readonly ListedRun[]
  readonly damaged: readonly { readonly directory: string; readonly message: string }[]
}

/** Every run; a folder that is not there has none. */
export async function listRuns(folder: string): Promise<RunListing> {
  const root = resolve(folder)
  const runs: ListedRun[] = []
  const damaged: { directory: string; message: string }[] = []
  for (const name of await runNames(root)) {
    const directory = join(root, name)
    try {
      runs.push(await listed(name, directory))
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      damaged.push({ directory, message: error.message })
    }
  }
  return { runs: runs.sort((a, b) => b.writtenAt - a.writtenAt || (a.name < b.name ? -1 : 1)), damaged }
}

async function listed(name: string, directory: string): Promise<ListedRun> {
  const document = await readRunJson(directory)
  const { mtimeMs } = await stat(join(directory, runFileNames.run))
  return { name, directory, document, writtenAt: Math.round(mtimeMs) }
}
