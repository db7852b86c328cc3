// `npm run golden`: bundles tests/golden/main.ts with the sources it holds to the reference results, and runs it.

import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = new URL('../', import.meta.url)
// As deep below the root as a file of src/, for what looks for package.json from there; one for each process, as two may run at once.
const bundle = new URL(`dist/golden/main-${process.pid}.mjs`, root)

await build({
  entryPoints: [fileURLToPath(new URL('tests/golden/main.ts', root))],
  outfile: fileURLToPath(bundle),
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'error',
})
process.setSourceMapsEnabled(true)
try {
  const { main } = await import(bundle.href)
  process.exitCode = main(process.argv.slice(2), fileURLToPath(new URL('tests/golden', root)))
} finally {
  await rm(bundle)
}
