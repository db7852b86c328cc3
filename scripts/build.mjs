// Builds dist/ from nothing: TypeScript, the charts of the report, the JSON Schema of a config file. Takes a few seconds.
// With --if-stale it does nothing when dist/ was built from these very sources.

import { spawnSync } from 'node:child_process'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { isBuilt, sourceStamp, writeStamp } from './stamp.mjs'

const root = new URL('../', import.meta.url)

if (process.argv.includes('--if-stale') && (await isBuilt())) process.exit(0)

const stamp = await sourceStamp()
await rm(new URL('dist/', root), { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json')
run('scripts/compile-charts.mjs')
const { configJsonSchema } = await import(new URL('dist/cli/backtest/run-config.js', root).href)
await writeFile(new URL('dist/bench.schema.json', root), `${JSON.stringify(configJsonSchema(), null, 2)}\n`)
await chmod(new URL('dist/cli/bench.js', root), 0o755)
await writeStamp(stamp)

/** Runs one of our scripts or tools; its failure is the build's. */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: fileURLToPath(root), stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(status ?? 1)
}
