// Progress of long work on stderr: bars, bytes or runs, so many a second, time left. Nothing for short runs, and nothing where nobody watches.

import cliProgress from 'cli-progress'

/** Runs shorter than this show nothing. */
const patienceMs = 500

export interface Progress {
  update(done: number, total: number): void
  stop(): void
}

/** What is counted, how many of it one step of the scale is, and of how many its rate is told. */
const units = {
  bars: { of: 1, per: 1e6, name: 'bars', rate: 'M bars/s' },
  bytes: { of: 1e6, per: 1e6, name: 'MB', rate: 'MB/s' },
  runs: { of: 1, per: 1, name: 'runs', rate: 'runs/s' },
} as const

/** A bar that appears once the work takes longer than half a second. */
export function progress(isShown: boolean, unit: keyof typeof units = 'bars'): Progress {
  if (!isShown) return { update: () => {}, stop: () => {} }
  const { of, per, name, rate } = units[unit]
  const began = performance.now()
  let bar: cliProgress.SingleBar | null = null
  return {
    update(done, total) {
      const seconds = (performance.now() - began) / 1_000
      if (seconds * 1_000 < patienceMs) return
      bar ??= start(Math.round(total / of), name)
      bar.update(Math.round(done / of), {
        rate: `${(done / seconds / per).toFixed(1)} ${rate}`,
        left: `${Math.ceil(((total - done) * seconds) / done)} s left`,
      })
    },
    stop: () => bar?.stop(),
  }
}

function start(total: number, name: string): cliProgress.SingleBar {
  const format = `{bar} {percentage}% · {value} of {total} ${name} · {rate} · {left}`
  // The engine never yields to timers, so each update draws by itself.
  const options = { format, stream: process.stderr, clearOnComplete: true, hideCursor: true, synchronousUpdate: true, fps: 10 }
  const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic)
  bar.start(total, 0, { rate: '', left: '' })
  return bar
}
