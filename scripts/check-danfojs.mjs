// Installs danfojs-node in a folder of its own, beside the built trading-bench, and turns the trades of a run into its DataFrame. It takes 340 MB and a
// network, so it is no part of the tests: run it by hand, after npm run build, when the adapter or arquero changes.
//
//   node scripts/check-danfojs.mjs

import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const library = new URL('../dist/index.js', import.meta.url).href
const project = {
  private: true,
  type: 'module',
  dependencies: { 'danfojs-node': '1.2.0' },
  overrides: { '@tensorflow/tfjs-node': 'npm:@tensorflow/tfjs@3.21.0', xlsx: 'npm:xlsx@0.18.5' },
}
const program = `
import { backtest, toDanfo, tradesTable } from ${JSON.stringify(library)}
const run = await backtest({ strategy: 'sma-cross', data: 'spx-1d' })
const frame = await toDanfo(await tradesTable(run))
if (frame.shape[0] !== run.counts.roundTrips) throw new Error('rows are missing: ' + frame.shape)
const total = frame.column('pnl').sum()
const expected = run.roundTrips.reduce((sum, trip) => sum + trip.pnl, 0)
if (Math.abs(total - expected) > 1e-6) throw new Error('the sum of pnl is ' + total + ', not ' + expected)
frame.loc({ columns: ['entry_time', 'exit_time', 'pnl'], rows: [0, 1, 2] }).print()
console.log('danfojs: ' + frame.shape.join(' x ') + ', pnl ' + total.toFixed(2))
`

const folder = await mkdtemp(join(tmpdir(), 'trading-bench-danfojs-'))
try {
  await writeFile(join(folder, 'package.json'), JSON.stringify(project))
  await writeFile(join(folder, 'check.mjs'), program)
  run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error')
  run(process.execPath, 'check.mjs')
} finally {
  await rm(folder, { recursive: true, force: true })
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' })
  if (error !== undefined || status !== 0) {
    console.error(`DANFOJS: ${command} ${args[0]} failed in ${fileURLToPath(new URL(`file://${folder}`))}: ${error?.message ?? status}`)
    process.exitCode = 1
    throw error ?? new Error('stopped')
  }
}
