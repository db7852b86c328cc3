// Starts the built `bench` as a user would, in a folder of its own, and gives back what it printed.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bench = fileURLToPath(new URL('../../dist/cli/bench.js', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Start {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Sends SIGINT, or the signal that is named, when stderr says this. */
  readonly interruptAt?: string
  readonly signal?: NodeJS.Signals
  /** When it is given up; milliseconds. */
  readonly timeoutMs?: number
  /** Closes the pipe of its output before it has written anything, as `| head -0` does. */
  readonly isDeaf?: boolean
}

/** No terminal, and none of the caller's own BENCH_ settings. */
export function runBench(
  words: readonly string[],
  { cwd, env = {}, interruptAt, signal = 'SIGINT', timeoutMs = 25_000, isDeaf = false }: Start,
): Promise<Outcome> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BENCH_')))
  const child = spawn(process.execPath, [bench, ...words], {
    cwd,
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  if (isDeaf) child.stdout.destroy()
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    if (interruptAt !== undefined && stderr.includes(interruptAt)) child.kill(signal)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
