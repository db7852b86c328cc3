// Which folders are runs: those with a run.json in them. Nothing is read, so that a shell can ask at every key.

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runFileNames } from '../run-file-names.js'

/** The names of the directories in `root` that hold a run, readable or not, in order; drafts, and links such as `latest`, are not runs of their own. */
export async function runNames(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
  const areRuns = await Promise.all(folders.map((name) => isRun(join(root, name))))
  return folders.filter((_, index) => areRuns[index]).sort()
}

/** Whether a directory has a run.json; what it says is not looked at. */
export function isRun(directory: string): Promise<boolean> {
  return isFile(join(directory, runFileNames.run))
}

export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
