// Lets Ctrl-C and SIGTERM stop a long synchronous run: a signal handler in JavaScript would wait for the very loop it should end.

import { Script } from 'node:vm'

const script = new Script('globalThis[Symbol.for("trading-bench.work")]()', { filename: 'node:bench' })
const slot = Symbol.for('trading-bench.work')

/**
 * Runs synchronous work; SIGINT ends it with the error `ERR_SCRIPT_EXECUTION_INTERRUPTED`, which no `catch` inside can swallow, and SIGTERM ends the
 * process at once.
 */
export function interruptible<Result>(work: () => Result): Result {
  const holder = globalThis as { [slot]?: () => Result }
  holder[slot] = work
  const handlers = process.listeners('SIGTERM')
  // Without a handler of ours the system ends the process.
  process.removeAllListeners('SIGTERM')
  try {
    return script.runInThisContext({ breakOnSigint: true }) as Result
  } finally {
    for (const handler of handlers) process.on('SIGTERM', handler)
    delete holder[slot]
  }
}
