// Runs the benchmarks and prints medians. `--only NAME` runs one, `--json` prints one object a benchmark and nothing else.
//
// engine       2 M one-minute bars, sma-cross 10/30, accounting on; against a hand-written loop of the same arithmetic
// controlled   the same bars and strategy under the guarded profile: every control, monitor and breaker on, none firing
// brackets     1 M one-minute bars, every five bars an entry with a stop and a target
// risk         one approval by the guarded profile with every limit set; two strategies with a position and three working orders each
// pipeline     one order from its signal to its ticket, guarded
// instruments  50 instruments × 100,000 one-minute bars in one run
// import       imports a CSV of 200 MB into a catalog; `node benchmarks/import.mjs --mb 1000` takes another size
// parquet      loads 2 M bars from a Parquet dataset of the catalog
// isolated     400,000 one-minute bars through sma-cross in a worker; two and four hosts, and four in one worker, over 100,000 beside it
// process      the whole `bench backtest sma-cross --data spx-1d` as a process, report included

import './compiled-as-bench.mjs'
import { brackets } from './brackets.mjs'
import { controlled } from './controlled.mjs'
import { engine } from './engine.mjs'
import { importing } from './import.mjs'
import { instruments } from './instruments.mjs'
import { isolated } from './isolated.mjs'
import { parquet } from './parquet.mjs'
import { pipeline } from './pipeline.mjs'
import { wholeProcess } from './process.mjs'
import { risk } from './risk.mjs'

const benchmarks = {
  engine,
  controlled,
  brackets,
  risk,
  pipeline,
  instruments,
  import: importing,
  parquet,
  isolated,
  process: wholeProcess,
}
const flags = process.argv.slice(2)
const isJson = flags.includes('--json')
const only = flags.includes('--only') ? flags[flags.indexOf('--only') + 1] : undefined

if (only !== undefined && !(only in benchmarks)) {
  console.error(`USAGE: there is no benchmark '${only}' · hint: choose from ${Object.keys(benchmarks).join(', ')}`)
  process.exit(2)
}

for (const [name, run] of Object.entries(benchmarks)) {
  if (only !== undefined && name !== only) continue
  const result = { name, ...(await run()) }
  console.log(isJson ? json(result) : line(result))
}

function line({ name, unit, median, ratioToHandWritten, detail }) {
  const ratio = ratioToHandWritten === null ? '' : `  ${ratioToHandWritten.toFixed(1)}× the hand-written loop`
  return `${name.padEnd(12)} ${median.toPrecision(4).padStart(8)} ${unit}${ratio}${detail === undefined ? '' : `  (${detail})`}`
}

function json({ name, unit, median, ratioToHandWritten }) {
  return JSON.stringify({ name, unit, median, ratioToHandWritten })
}
