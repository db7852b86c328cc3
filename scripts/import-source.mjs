// Imports a TypeScript file of this repository with all that it imports, bundled in memory: for scripts and tests that run sources without a build.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = new URL('../', import.meta.url)

/** The module of a file, named relative to the repository: `tests/golden/main.ts`. */
export async function importSource(path) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(path, root))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
    alias: { 'trading-bench': fileURLToPath(new URL('src/index.ts', root)) },
    external: ['@duckdb/*', '@resvg/*', 'arquero', 'esbuild', 'technicalindicators', 'vega'],
    // For what looks for package.json two folders above its own file, as src/std/version.ts does.
    define: { 'import.meta.url': JSON.stringify(new URL('src/std/version.ts', root).href) },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  const folder = await mkdtemp(join(tmpdir(), 'trading-bench-source-'))
  try {
    const file = join(folder, 'bundle.mjs')
    await writeFile(file, outputFiles[0].text)
    process.setSourceMapsEnabled(true)
    return await import(pathToFileURL(file).href)
  } finally {
    await rm(folder, { recursive: true })
  }
}
