// Tells whether dist/ was built from the sources as they are: a hash over everything that the build reads.

import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const stampFile = new URL('dist/.stamp', root)
const inputs = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs', 'scripts/compile-charts.mjs']

/** True when the last build that finished read the same sources. */
export async function isBuilt() {
  const stamp = await readFile(stampFile, 'utf8').catch(() => null)
  return stamp !== null && stamp === (await sourceStamp())
}

/** Hex sha256 over names and contents of the build's inputs, tests left out. */
export async function sourceStamp() {
  const sources = (await readdir(new URL('src/', root), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => relative(fileURLToPath(root), join(entry.parentPath, entry.name)))
    .sort()
  const hash = createHash('sha256')
  for (const name of [...inputs, ...sources]) {
    const content = await readFile(new URL(name, root))
    hash.update(`${name}:${content.length}:`).update(content)
  }
  return hash.digest('hex')
}

/** Marks a finished build of the sources that `sourceStamp` saw before it began. */
export function writeStamp(stamp) {
  return writeFile(stampFile, stamp)
}
