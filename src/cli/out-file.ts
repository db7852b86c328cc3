// The file or the folder that an option such as `--out` names: what cannot be written there is refused before anything is computed for it.

import { access, constants, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { BenchError } from '../std/errors.js'

/** Its absolute path, in a folder that is there from now on. Errors: `USAGE` where it is a folder itself, or cannot be written. */
export async function outFile(path: string, option = '--out'): Promise<string> {
  const file = resolve(path)
  const found = await stat(file).catch(() => null)
  if (found?.isDirectory()) throw new BenchError('USAGE', `${option} ${path} is a folder, and a file is written`, 'name the file in it')
  await makeFolder(dirname(file), `the folder of ${option} ${path}`)
  const what = `${option} ${path}`
  await (found === null ? refuseUnmakeable(file, what) : refuseReadOnly(file, what))
  return file
}

/** The same for a folder in which files are written. */
export async function outFolder(path: string, option = '--out'): Promise<string> {
  const folder = resolve(path)
  const found = await stat(folder).catch(() => null)
  if (found?.isDirectory() === false) throw new BenchError('USAGE', `${option} ${path} is a file, and a folder is written`, 'name another')
  const what = `the folder of ${option} ${path}`
  await makeFolder(folder, what)
  await refuseUnmakeable(join(folder, `.bench-${process.pid}`), what)
  return folder
}

/** Fails with `DISK_FULL`, or with `USAGE` for what has come to be in the way. */
export async function writeOut(file: string, content: string | Iterable<string>, option = '--out'): Promise<void> {
  try {
    await writeFile(file, typeof content === 'string' ? content : gathered(content))
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code === 'ENOSPC' ? 'DISK_FULL' : 'USAGE'
    throw new BenchError(code, `${option}: ${file} cannot be written: ${(cause as Error).message}`, 'name another place', { cause })
  }
}

/** About a megabyte: each piece is a write of its own, and a large verdict has hundreds of thousands. */
const PIECE = 1 << 20

function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < PIECE) continue
    yield text
    text = ''
  }
  yield text
}

async function makeFolder(folder: string, what: string): Promise<void> {
  try {
    await makeWithParents(folder)
  } catch (cause) {
    throw new BenchError('USAGE', `${what} cannot be made: ${(cause as Error).message}`, 'name another place', { cause })
  }
  await refuseReadOnly(folder, what)
}

/** Where nothing can be made, such as in /proc, `recursive` tries for ever. */
async function makeWithParents(folder: string): Promise<void> {
  const error = await madeOr(folder)
  if (error?.code !== 'ENOENT' || dirname(folder) === folder) return thrown(error)
  await makeWithParents(dirname(folder))
  thrown(await madeOr(folder))
}

/** What is there already is no error. */
async function madeOr(folder: string): Promise<NodeJS.ErrnoException | null> {
  return mkdir(folder).then(
    () => null,
    async (error) => ((await stat(folder).catch(() => null))?.isDirectory() ? null : error),
  )
}

function thrown(error: Error | null): void {
  if (error !== null) throw error
}

async function refuseReadOnly(path: string, what: string): Promise<void> {
  await access(path, constants.W_OK).catch((cause) => unwritable(what, cause))
}

/** A file that is not there is made and taken away: a folder may say that it can be written, as /proc does, and take nothing. */
async function refuseUnmakeable(file: string, what: string): Promise<void> {
  try {
    await writeFile(file, '', { flag: 'wx' })
    await rm(file)
  } catch (cause) {
    // What came to be there meanwhile is not ours.
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') unwritable(what, cause)
  }
}

function unwritable(what: string, cause: unknown): never {
  throw new BenchError('USAGE', `${what} cannot be written: ${(cause as Error).message}`, 'name another place', { cause })
}
