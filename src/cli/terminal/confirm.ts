// Asks a yes-or-no question on a terminal.

import { createInterface } from 'node:readline/promises'
import { exitNow } from './exit-guard.js'

/** Whether both ends are a terminal, so that somebody is there to answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/** True for `y` and `yes`; anything else, also the end of input, is no. The question goes to stderr, so that stdout holds results only. */
export async function confirm(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  const closed = new Promise<string>((resolve) => prompt.once('close', () => resolve('')))
  prompt.once('SIGINT', () => exitNow(130))
  try {
    return /^y(es)?$/i.test((await Promise.race([prompt.question(`${question} [y/N] `), closed])).trim())
  } finally {
    prompt.close()
  }
}
