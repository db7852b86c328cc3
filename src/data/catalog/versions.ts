// The names in a dataset's folder that are the catalog's own: versions, and what is partial or was left by a process that died. All else is the user's.

import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes every version but `kept`, and what processes that died left half done. The user's own files stay. */
export async function removeVersions(folder: string, kept: string | null): Promise<void> {
  await removeEntries(folder, (entry) => (isVersion(entry) && entry !== kept) || isDebris(entry))
}

/** Removes what processes that died left half done. */
export async function removeDebris(folder: string): Promise<void> {
  await removeEntries(folder, isDebris)
}

async function removeEntries(folder: string, isGone: (entry: string) => boolean): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (isGone(entry)) await rm(join(folder, entry), { recursive: true, force: true })
  }
}

/** The beginning of the hash; with a number behind it where a version of the same bars is there already, whole or damaged. */
export function freeVersion(folder: string, dataHash: string): string {
  const version = dataHash.slice(0, 12)
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? version : `${version}-${attempt}`
    if (!existsSync(join(folder, name))) return name
  }
}

function isVersion(entry: string): boolean {
  return /^[0-9a-f]{12}(-\d+)?$/.test(entry)
}

const partialPrefix = '.partial-'
let partials = 0

/** The name of a folder of this process's own, for a version that is not finished. The next pointer has it too, with `.json` behind. */
export function nextPartial(): string {
  return `${partialPrefix}${process.pid}-${partials++}`
}

function isDebris(entry: string): boolean {
  const processId = /^\.partial-(\d+)-\d+(\.json)?$/.exec(entry)?.[1]
  return processId !== undefined && !isRunning(Number(processId))
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
