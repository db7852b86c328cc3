// `bench runs rm`: takes run directories away, after a question or with --yes.

import { readlink, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pointLatest } from '../../report/run-directory.js'
import { findRun } from '../../report/run-store/find-run.js'
import { listRuns } from '../../report/run-store/list-runs.js'
import { BenchError } from '../../std/errors.js'
import { canAsk, confirm } from '../terminal/confirm.js'
import type { RunsRemoveOptions } from './options.js'

/** Every name is looked up before the first one is removed. */
export async function removeRuns(names: readonly string[], options: RunsRemoveOptions): Promise<void> {
  const reports = resolve(options.reports ?? 'reports')
  const found = new Set<string>()
  for (const name of names) found.add(await findRun(reports, name))
  const directories = [...found]
  const removed = (options.yes ?? (await isConfirmed(directories))) ? directories : []
  for (const directory of removed) await removeRun(directory)
  if (options.json) process.stdout.write(`${JSON.stringify({ schema: 'bench.runs-rm/1', removed })}\n`)
  else if (removed.length === 0) process.stderr.write('nothing was removed\n')
  else process.stdout.write(removed.map((directory) => `removed ${basename(directory)}\n`).join(''))
}

function isConfirmed(directories: readonly string[]): Promise<boolean> {
  const what = directories.map((directory) => basename(directory)).join(', ')
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
