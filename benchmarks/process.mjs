// The whole thing as a user sees it: `bench backtest sma-cross --data spx-1d` as a process, benchmark and report included.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median, time } from './median.mjs'

const runs = 10

export function wholeProcess() {
  const out = mkdtempSync(join(tmpdir(), 'bench-process-'))
  try {
    const bench = fileURLToPath(new URL('../dist/cli/bench.js', import.meta.url))
    start(bench, 'backtest', 'sma-cross', '--data', 'spx-1d', '--out', out)
    const times = Array.from({ length: runs }, () => time(() => start(bench, 'backtest', 'sma-cross', '--data', 'spx-1d', '--out', out)))
    const help = Array.from({ length: runs }, () => time(() => start(bench, '--help')))
    const node = Array.from({ length: runs }, () => time(() => start('-e', '0')))
    return {
      unit: 'ms',
      median: median(times),
      ratioToHandWritten: null,
      detail: `bench --help ${median(help).toFixed(0)} ms, bare node ${median(node).toFixed(0)} ms`,
    }
  } finally {
    rmSync(out, { recursive: true })
  }
}

function start(...args) {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
}
