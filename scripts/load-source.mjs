// TypeScript of this repository as a script can call it: bundled, and loaded from memory. For tables that pages are made of.

import { build } from 'esbuild'

/** What a file exports, by its path from the root of the repository. */
export async function loadSource(file) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`../${file}`, import.meta.url).pathname],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}
