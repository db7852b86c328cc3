// Progress of a long run on stderr: bars, bars a second, time left. Nothing for short runs, and nothing where nobody watches.

import cliProgress from 'cli-progress'

/** Runs shorter than this show nothing. */
const patienceMs = 500

export interface Progress {
  update(done: number, total: number): void
  stop(): void
}

/** A bar that appears once the run takes longer than half a second. */
export function progress(isShown: boolean): Progress {
  if (!isShown) return { update: () => {}, stop: () => {} }
  const began = performance.now()
  let bar: cliProgress.SingleBar | null = null
  return {
    update(done, total) {
      const seconds = (performance.now() - began) / 1_000
      if (seconds * 1_000 < patienceMs) return
      bar ??= start(total)
      bar.update(done, {
        rate: `${(done / seconds / 1e6).toFixed(1)} M bars/s`,
        left: `${Math.ceil(((total - done) * seconds) / done)} s left`,
      })
    },
    stop: () => bar?.stop(),
  }
}

function start(total: number): cliProgress.SingleBar {
  const format = '{bar} {percentage}% · {value} of {total} bars · {rate} · {left}'
  // The engine never yields to timers, so each update draws by itself.
  const options = { format, stream: process.stderr, clearOnComplete: true, hideCursor: true, synchronousUpdate: true, fps: 10 }
  const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic)
  bar.start(total, 0, { rate: '', left: '' })
  return bar
}
