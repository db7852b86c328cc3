// A run directory in the making: it is written beside its place and renamed into it, and leaves nothing behind whatever ends the program.

import { existsSync, renameSync, rmSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BenchError } from '../std/errors.js'
import { withCleanUp } from './clean-up.js'

/** `.draft-NAME-PID`, and `-old` behind it for the directory that it replaces. */
const draftName = /^\.draft-(.+)-(\d+)(-old)?$/

/** Calls `write` with an empty folder, then gives that folder its name in `runs`. What was there under the name stays until then. */
export async function writeInPlace(runs: string, name: string, write: (draft: string) => Promise<void>): Promise<void> {
  await makeRunsFolder(runs)
  await cleanStaleDrafts(runs)
  const draft = join(runs, `.draft-${name}-${process.pid}`)
  const place = join(runs, name)
  await withCleanUp(
    () => abandon(draft, place),
    async () => {
      await rm(draft, { recursive: true, force: true })
      await mkdir(draft)
      await write(draft)
      await moveIntoPlace(draft, place)
    },
  )
}

/** Refuses a path that names a file, before anything is computed for it: `USAGE`. */
export async function refuseFile(runs: string): Promise<void> {
  const found = await stat(runs).catch(() => null)
  if (found !== null && !found.isDirectory()) {
    throw new BenchError('USAGE', `${runs} is a file, and runs need a folder`, 'name a folder: --out reports')
  }
}

async function makeRunsFolder(runs: string): Promise<void> {
  await refuseFile(runs)
  try {
    await mkdir(runs, { recursive: true })
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const why = code === 'ENOTDIR' || code === 'EEXIST' ? 'a part of the path is a file' : message
    throw new BenchError('USAGE', `the folder ${runs} cannot be made: ${why}`, 'name another: --out reports', { cause })
  }
}

/** A directory cannot be renamed over one with files in it, so the old one steps aside first. */
async function moveIntoPlace(draft: string, place: string): Promise<void> {
  const old = `${draft}-old`
  if (existsSync(place)) await rename(place, old)
  await rename(draft, place)
  await rm(old, { recursive: true, force: true })
}

/** Puts back what stepped aside, if nothing took its place, and removes what was being written. Synchronous: the program may be ending. */
function abandon(draft: string, place: string): void {
  const old = `${draft}-old`
  if (existsSync(old)) {
    if (existsSync(place)) rmSync(old, { recursive: true, force: true })
    else renameSync(old, place)
  }
  rmSync(draft, { recursive: true, force: true, maxRetries: 3 })
}

/** What a killed program left: drafts of processes that are no more. */
async function cleanStaleDrafts(runs: string): Promise<void> {
  for (const entry of await readdir(runs)) {
    const [, name = '', pid = ''] = draftName.exec(entry) ?? []
    if (name !== '' && !isAlive(Number(pid))) abandon(join(runs, `.draft-${name}-${pid}`), join(runs, name))
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process is a process.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
