// The files of the laboratory by name: those of the package, and those of a folder's own `chaos`, which hide the package's of the same name.

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

/** Paths by file name without its ending; `kind` is a folder in `chaos`, or empty for `chaos` itself. Fails with `BAD_CONFIG` for a file of another ending that was meant. */
export function ownOrBundled(kind: string, ending: `.${string}`, cwd: string): ReadonlyMap<string, string> {
  const folders = [join(bundled, kind), join(cwd, 'chaos', kind)].filter((folder) => existsSync(folder))
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  for (const file of files) refuseLookAlike(file, kind, ending)
  return new Map(files.filter((file) => file.endsWith(ending)).map((file) => [basename(file, ending), file]))
}

function refuseLookAlike(file: string, kind: string, ending: string): void {
  const alike = lookAlikes[ending]?.find((one) => file.endsWith(one))
  const name = basename(file, alike)
  // Of `chaos` itself only the suite is read.
  if (alike === undefined || (kind === '' && name !== 'suite')) return
  throw new BenchError(
    'BAD_CONFIG',
    `${join('chaos', kind, basename(file))} is not read: it is no ${ending} file`,
    `make it ${name}${ending}, or move it`,
  )
}
