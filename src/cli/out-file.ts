// The file that `--out FILE` names: a folder in its place is refused before anything is computed for it.

import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { BenchError } from '../std/errors.js'

/** Its absolute path, in a folder that is there from now on. Errors: `USAGE` where it is a folder itself, or its folder cannot be made. */
export async function outFile(path: string): Promise<string> {
  const file = resolve(path)
  const found = await stat(file).catch(() => null)
  if (found?.isDirectory()) throw new BenchError('USAGE', `--out ${path} is a folder, and a file is written`, 'name the file in it')
  try {
    await mkdir(dirname(file), { recursive: true })
  } catch (cause) {
    throw new BenchError('USAGE', `the folder of --out ${path} cannot be made: ${(cause as Error).message}`, 'name another place', {
      cause,
    })
  }
  return file
}
