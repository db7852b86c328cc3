// The worst falls of the account, numbered: the table lists them, the charts shade the first of them.

import { type Drawdown, worstDrawdowns } from '../../../metrics/drawdowns.js'
import type { RunResult } from '../../../model/run.js'

const FALLS_LISTED = 10
export const FALLS_SHADED = 5

/** One shaded stretch: from the peak to the recovery, or to the end of the run. */
export interface Fall {
  readonly number: number
  readonly from: number
  readonly to: number
  /** A fraction, negative. */
  readonly depth: number
}

/** Deepest first. */
export function listedFalls({ equity, initialCash }: RunResult): readonly Drawdown[] {
  return worstDrawdowns(equity.equity, equity.time, initialCash, FALLS_LISTED)
}

export function shadedFalls(result: RunResult): readonly Fall[] {
  const end = result.equity.time.at(-1) ?? 0
  return listedFalls(result)
    .slice(0, FALLS_SHADED)
    .map(({ peakTime, recoveryTime, depth }, i) => ({ number: i + 1, from: peakTime, to: recoveryTime ?? end, depth }))
}
