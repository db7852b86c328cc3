// Builds what pages carry inside them. Of a tear sheet: the charts compiled from Vega-Lite to Vega, its style, and its script with the Vega runtime.
// Of a chaos verdict: its style and its script. Writes assets/ of dist/report/tear-sheet and of dist/chaos/report; takes no arguments.

import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { parse } from 'vega'
import { compile } from 'vega-lite'

const root = new URL('../', import.meta.url)
const source = new URL('src/report/tear-sheet/', root)

/** The files by name, as `loadAssets` of src/report/tear-sheet/assets.ts reads them. */
export async function compileAssets() {
  const { charts } = await importBundled(new URL('specs/charts.ts', source))
  return {
    'charts.json': JSON.stringify(Object.fromEntries(Object.entries(charts).map(([name, spec]) => [name, compiled(name, spec)]))),
    'page.js': await bundled(new URL('page/page.ts', source), { format: 'iife', minify: true, plugins: [withoutUnusedVega] }),
    'page.css': await bundled(new URL('page/page.css', source), { minify: true }),
  }
}

/** The same for `loadVerdictAssets` of src/chaos/report/assets.ts. */
export async function compileVerdictAssets() {
  const page = new URL('src/chaos/report/page/', root)
  return {
    'page.js': await bundled(new URL('page.ts', page), { format: 'iife', minify: true }),
    'page.css': await bundled(new URL('page.css', page), { minify: true }),
  }
}

function compiled(name, spec) {
  const warnings = []
  const logger = {
    level: () => logger,
    warn: (...text) => void warnings.push(text.join(' ')),
    info: () => logger,
    debug: () => logger,
    error: fail,
  }
  const { spec: vega } = compile(spec, { logger })
  if (warnings.length > 0) fail(`chart ${name}: ${warnings.join('; ')}`)
  parse(vega)
  return vega
}

function fail(message) {
  throw new Error(message)
}

async function bundled(file, options) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    write: false,
    target: 'es2022',
    logLevel: 'error',
    ...options,
  })
  return outputFiles[0].text
}

/** Parts of Vega that no chart here uses: maps, graphs, trees and word clouds are a fifth of the runtime. */
const withoutUnusedVega = {
  name: 'without-unused-vega',
  setup({ onResolve, onLoad }) {
    const unused = /^vega-(crossfilter|force|geo|hierarchy|label|regression|voronoi|wordcloud)$/
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'unused' }))
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
  },
}

async function importBundled(file) {
  const code = await bundled(file, { format: 'esm' })
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
}

async function write(folder, files) {
  const target = new URL(`dist/${folder}/assets/`, root)
  await mkdir(target, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(new URL(name, target), text.replaceAll('</script', '<\\/script'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await write('report/tear-sheet', await compileAssets())
  await write('chaos/report', await compileVerdictAssets())
}
