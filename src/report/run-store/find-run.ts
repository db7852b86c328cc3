// Finds a run by what a person types: its name, the beginning of its name or of its digits, `latest`, or a path.

import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { nearest } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { runFileNames, staticFileNames } from '../run-file-names.js'
import { listRuns } from './list-runs.js'
import { isFile, isRun, runNames } from './run-names.js'

/** The absolute path of the run's directory. Errors: `UNKNOWN_RUN` with the nearest name, or with the names that begin alike. */
export async function findRun(folder: string, typed: string): Promise<string> {
  const root = resolve(folder)
  if (typed === 'latest') return latest(root)
  const names = await runNames(root)
  if (names.includes(typed)) return join(root, typed)
  const alike = names.filter((name) => name.startsWith(typed) || digitsOf(name).startsWith(typed))
  // The run itself before the same run with other figures: `sma-1a2b` before `sma-1a2b3c4d-quantstats`.
  const [shortest] = [...alike].sort((a, b) => a.length - b.length)
  if (shortest !== undefined && typed !== '' && alike.every((name) => name.startsWith(shortest))) return join(root, shortest)
  const atPath = await runAtPath(typed)
  if (atPath !== null) return atPath
  throw unknownRun(root, typed, names, alike)
}

/** `1a2b3c4d` and what follows, of `sma-cross-1a2b3c4d`: people remember the digits. */
function digitsOf(name: string): string {
  return /(?:^|-)([0-9a-f]{8}(?:-.*)?)$/.exec(name)?.[1] ?? ''
}

/** Where the link `latest` leads, else the run that was written last. */
async function latest(root: string): Promise<string> {
  const linked = await realpath(join(root, 'latest')).catch(() => null)
  if (linked !== null && (await isRun(linked))) return linked
  const [newest] = (await listRuns(root)).runs
  if (newest === undefined) throw new BenchError('UNKNOWN_RUN', `there is no run in ${root}`, 'make one: bench backtest sma-cross')
  return newest.directory
}

/** A run directory, or one of a run's own files, which must be there: another file, or a slip, never means the folder around it. */
async function runAtPath(typed: string): Promise<string | null> {
  if (!/[\\/.]/.test(typed)) return null
  const path = resolve(typed)
  if (await isRun(path)) return realpath(path)
  const isOwn = ownFiles.has(basename(path)) && (await isFile(path))
  return isOwn && (await isRun(dirname(path))) ? realpath(dirname(path)) : null
}

const ownFiles: ReadonlySet<string> = new Set([...Object.values(runFileNames), ...Object.values(staticFileNames)])

function unknownRun(root: string, typed: string, names: readonly string[], alike: readonly string[]): BenchError {
  if (alike.length > 1) {
    const hint = `write more of one: ${alike.slice(0, 6).join(', ')}${alike.length > 6 ? ` and ${alike.length - 6} more` : ''}`
    return new BenchError('UNKNOWN_RUN', `'${typed}' begins ${alike.length} runs`, hint)
  }
  const folder = basename(root)
  if (names.length === 0) return new BenchError('UNKNOWN_RUN', `there is no run in ${folder}`, 'make one: bench backtest sma-cross')
  const close = nearest(typed, names)
  const hint = close === null ? 'bench runs lists them; latest is the last one' : `did you mean \`${close}\`? bench runs lists them all`
  return new BenchError('UNKNOWN_RUN', `no run in ${folder} is called '${typed}'`, hint)
}
