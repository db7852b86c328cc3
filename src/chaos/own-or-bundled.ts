// The files of the laboratory: those of the package, and those of a folder's own `chaos`, which hide the package's of the same name.

import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BenchError } from '../std/errors.js'

const bundled = fileURLToPath(new URL('../../chaos', import.meta.url))

/** What somebody may call a file whose ending is another, and which would be passed over without a word. */
const lookAlikes: Readonly<Record<string, readonly string[]>> = {
  '.ts': ['.js', '.mjs', '.cjs', '.mts', '.cts', '.yaml', '.yml'],
  '.yaml': ['.yml', '.json'],
  '.json': ['.yaml', '.yml'],
}

/** Tests of what is beside them. */
const testFile = /\.(?:test|spec)\.\w+$/

/** Paths in a folder of `chaos` by file name without its ending. Fails with `BAD_CONFIG` for a file of another ending that was meant. */
export function ownOrBundled(kind: 'scenarios' | 'corpus', ending: `.${string}`, cwd: string): ReadonlyMap<string, string> {
  const folders = [join(bundled, kind), join(cwd, 'chaos', kind)]
  const files = folders.flatMap(filesIn).filter((file) => !testFile.test(file))
  for (const file of files) refuseLookAlike(file, ending, join('chaos', kind))
  return new Map(files.filter((file) => file.endsWith(ending)).map((file) => [basename(file, ending), file]))
}

/** Path of a file in `chaos` itself, which the package has. Fails with `BAD_CONFIG` for one of another ending that was meant. */
export function ownOrBundledFile(name: string, ending: `.${string}`, cwd: string): string {
  const own = join(cwd, 'chaos')
  for (const file of filesIn(own)) if (basename(file).startsWith(`${name}.`)) refuseLookAlike(file, ending, 'chaos')
  const path = join(own, `${name}${ending}`)
  return existsSync(path) ? path : join(bundled, `${name}${ending}`)
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
}

function refuseLookAlike(file: string, ending: string, shown: string): void {
  const alike = lookAlikes[ending]?.find((one) => file.endsWith(one))
  if (alike === undefined) return
  throw new BenchError(
    'BAD_CONFIG',
    `${join(shown, basename(file))} is not read: it is no ${ending} file`,
    `make it ${basename(file, alike)}${ending}, or move it`,
  )
}
