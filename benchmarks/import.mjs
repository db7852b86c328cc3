// Importing a CSV of minutes into a catalog: read, checked, hashed and written as Parquet. `node benchmarks/import.mjs --mb 1000` runs it alone.
//
// utc   epoch milliseconds in UTC, in order
// zone  clocks in New York without an offset, so that every time is converted
// the same file by DuckDB alone (CSV to Parquet on one thread, nothing checked, nothing hashed) is told beside it; no ratio is made of the two

import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const self = fileURLToPath(import.meta.url)
const usualMegabytes = 200

export function importing(megabytes = usualMegabytes) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
  try {
    const [utc, zone] = ['utc', 'zone'].map((kind) => {
      const file = join(folder, `${kind}.csv`)
      writeMinutes(file, megabytes * 1e6, kind)
      const result = inProcess(kind, file, folder)
      rmSync(file)
      return result
    })
    return {
      unit: 'M rows/s',
      median: utc.speed,
      ratioToHandWritten: null,
      detail: `${utc.rows.toLocaleString('en-US')} rows, peak ${utc.peakMb} MB; with zone ${zone.speed.toFixed(2)} M rows/s, peak ${zone.peakMb} MB; DuckDB alone, without a check, ${utc.bareSpeed.toFixed(2)} M rows/s`,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A process of its own, so that its peak of memory is the import's. */
function inProcess(kind, file, folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [self, '--child', kind, file, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the import of ${file} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

async function child(kind, file, folder) {
  const { importFile } = await import('../dist/data/import/import-file.js')
  const options = {
    name: kind,
    symbol: 'X',
    assetClass: 'crypto',
    stamp: 'start',
    timeZone: kind === 'zone' ? 'America/New_York' : undefined,
  }
  const begin = performance.now()
  const { instruments } = await importFile(file, join(folder, 'catalog'), options)
  const seconds = (performance.now() - begin) / 1000
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1000)
  const { rows } = instruments[0]
  const result = { rows, seconds, speed: rows / seconds / 1e6, peakMb, bytes: statSync(file).size }
  console.log(JSON.stringify({ ...result, bareSpeed: rows / (await bareSeconds(file, folder)) / 1e6 }))
}

async function bareSeconds(file, folder) {
  const { withDuckDb } = await import('../dist/data/duckdb.js')
  const begin = performance.now()
  await withDuckDb((connection) =>
    connection.run(`COPY (FROM read_csv('${file}')) TO '${join(folder, 'bare.parquet')}' (FORMAT parquet, COMPRESSION zstd)`),
  )
  return (performance.now() - begin) / 1000
}

/** Minutes of weekdays from 4:00 to 20:00 by the clock, prices in cents. */
function writeMinutes(file, bytes, kind) {
  const handle = openSync(file, 'w')
  writeSync(handle, 'timestamp,open,high,low,close,volume\n')
  let state = 12_345
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
  let time = Date.UTC(1990, 0, 2, 4)
  let price = 10_000
  for (let written = 0; written < bytes; ) {
    const lines = []
    for (let row = 0; row < 50_000; row++) {
      const open = price
      price = Math.min(99_999, Math.max(1_000, price + Math.round((random() - 0.5) * 20)))
      const high = Math.max(open, price) + Math.round(random() * 5)
      const low = Math.min(open, price) - Math.round(random() * 5)
      const stamp = kind === 'utc' ? time : new Date(time).toISOString().slice(0, 19).replace('T', ' ')
      lines.push(`${stamp},${cents(open)},${cents(high)},${cents(low)},${cents(price)},${Math.round(random() * 100_000)}\n`)
      time = nextMinute(time)
    }
    written += writeSync(handle, lines.join(''))
  }
  closeSync(handle)
}

function nextMinute(time) {
  const next = time + 60_000
  const date = new Date(next)
  if (date.getUTCHours() < 20) return next
  return next + (date.getUTCDay() === 5 ? 56 : 8) * 3_600_000
}

function cents(price) {
  return (price / 100).toFixed(2)
}

if (process.argv[1] === self) {
  const [flag, ...words] = process.argv.slice(2)
  if (flag === '--child') await child(...words)
  else console.log(importing(flag === '--mb' ? Number(words[0]) : usualMegabytes))
}
