// What a strategy throws outside of its handlers, in a timer or in a promise that nobody waits for: no run hears of it, so it is kept for the task that was judged.

import { basename } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { BenchError } from '../../../std/errors.js'

export class LooseErrors {
  #first: BenchError | null = null

  /** From now on they end this process no more. */
  constructor() {
    process.on('unhandledRejection', (reason) => this.#keep('a promise that nobody waits for was rejected', reason))
    process.on('uncaughtException', (error) => this.#keep('it threw outside of its handlers', error))
  }

  /** The first since it was last asked for; null where there was none. What is due by now has its turn before. */
  async taken(): Promise<BenchError | null> {
    await setTimeout(1)
    await setImmediate()
    const first = this.#first
    this.#first = null
    return first
  }

  #keep(what: string, error: unknown): void {
    this.#first ??= loose(what, error)
  }
}

function loose(what: string, error: unknown): BenchError {
  const text = error instanceof Error ? error.message : String(error)
  return new BenchError('STRATEGY_THREW', `${what}: ${text}${placeText(error)}`, 'catch it where it arises; no handler waits for a promise')
}

/** ` (mine.ts:8:20)`: the topmost line that is none of Node's own; nothing where the stack has none. */
function placeText(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const place = /^ +at (?!.*\bnode:).*?([^\s(]+:\d+:\d+)\)?$/m.exec(stack)?.[1]
  return place === undefined ? '' : ` (${basename(place)})`
}
