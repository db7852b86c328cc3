// The files of the laboratory by name: those of the package, and those of a folder's own `chaos`, which hide the package's of the same name.

import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bundled = fileURLToPath(new URL('../../chaos', import.meta.url))

/** Paths by file name without its ending; `kind` is a folder in `chaos`, or empty for `chaos` itself. */
export function ownOrBundled(kind: string, ending: `.${string}`, cwd: string): ReadonlyMap<string, string> {
  const folders = [join(bundled, kind), join(cwd, 'chaos', kind)].filter((folder) => existsSync(folder))
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  return new Map(files.filter((file) => file.endsWith(ending)).map((file) => [basename(file, ending), file]))
}
