// The deepest fall of equity below its highest mark so far, the start among them.

import type { RunResult } from '../../model/run.js'

export interface DeepestFall {
  /** The account's currency. */
  readonly amount: number
  /** Of the mark that it fell from, 0…1; not always that of the same fall. */
  readonly share: number
}

export function deepestFall({ equity: { equity }, initialCash }: Pick<RunResult, 'equity' | 'initialCash'>): DeepestFall {
  let peak = initialCash
  let [amount, share] = [0, 0]
  for (const value of equity) {
    peak = Math.max(peak, value)
    amount = Math.max(amount, peak - value)
    share = Math.max(share, (peak - value) / peak)
  }
  return { amount, share }
}
