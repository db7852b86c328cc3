// `bench runs rm`: takes run directories away, after a question or with --yes.

import { readlink, realpath, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pointLatest } from '../../report/run-directory.js'
import { findRun } from '../../report/run-store/find-run.js'
import { listRuns } from '../../report/run-store/list-runs.js'
import { readRunJson } from '../../report/run-store/run-json.js'
import { BenchError } from '../../std/errors.js'
import { canAsk, confirm } from '../terminal/confirm.js'
import type { RunsRemoveOptions } from './options.js'

/** Every name is looked up, and seen to be a run of the folder, before the first one is removed. */
export async function removeRuns(names: readonly string[], options: RunsRemoveOptions): Promise<void> {
  const reports = resolve(options.reports ?? 'reports')
  const found = new Set<string>()
  for (const name of names) found.add(await runIn(reports, name))
  const directories = [...found]
  const removed = (options.yes ?? (await isConfirmed(directories))) ? directories : []
  for (const directory of removed) await removeRun(directory)
  if (options.json) process.stdout.write(`${JSON.stringify({ schema: 'bench.runs-rm/1', removed })}\n`)
  else if (removed.length === 0) process.stderr.write('nothing was removed\n')
  else process.stdout.write(removed.map((directory) => `removed ${basename(directory)}\n`).join(''))
}

/** Only what stands in the folder of runs and says itself that it is a run. Errors: `USAGE` and `RUN_DAMAGED` beside those of `findRun`. */
async function runIn(reports: string, name: string): Promise<string> {
  const directory = await findRun(reports, name)
  if ((await realpath(dirname(directory))) !== (await realpath(reports).catch(() => null))) {
    throw new BenchError('USAGE', `${directory} is not in ${reports}`, `to remove it all the same: --reports ${dirname(directory)}`)
  }
  await readRunJson(directory)
  return directory
}

function isConfirmed(directories: readonly string[]): Promise<boolean> {
  const what = directories.join(', ')
  if (canAsk()) return confirm(`remove ${what}? This cannot be undone.`)
  throw new BenchError('USAGE', `nobody is there to ask whether to remove ${what}`, 'say --yes')
}

/** `latest` then leads to the run that is the last one now. */
async function removeRun(directory: string): Promise<void> {
  const runs = dirname(directory)
  const link = join(runs, 'latest')
  const wasLatest = (await readlink(link).catch(() => null)) === basename(directory)
  await rm(directory, { recursive: true, force: true })
  if (!wasLatest) return
  const [newest] = (await listRuns(runs)).runs
  if (newest === undefined) await rm(link, { force: true })
  else await pointLatest(runs, newest.name)
}
