// How much of a run hangs on the order of prices inside a bar, which the bar does not tell.

import type { RunResult } from '../model/run.js'
import { counted, percent, whole } from './wording.js'

export interface Ambiguity {
  readonly fills: number
  /** Σ |result| of round trips with an ambiguous fill / Σ |result| of all; null when no trade moved anything. */
  readonly share: number | null
  /** What those round trips made, and what all made, in currency. */
  readonly hanging: number
  readonly all: number
}

export function ambiguityOf({ fills, roundTrips }: Pick<RunResult, 'fills' | 'roundTrips'>): Ambiguity {
  let [moved, movedByDoubtful, hanging, all] = [0, 0, 0, 0]
  for (const { pnl, ambiguous } of roundTrips) {
    moved += Math.abs(pnl)
    all += pnl
    if (!ambiguous) continue
    movedByDoubtful += Math.abs(pnl)
    hanging += pnl
  }
  const doubtful = fills.reduce((count, { ambiguous }) => count + (ambiguous ? 1 : 0), 0)
  return { fills: doubtful, share: moved > 0 ? movedByDoubtful / moved : null, hanging, all }
}

/** From this share on, a run says it beside its result and not only where its fills are listed. */
const NOTABLE_SHARE = 0.1

/** A warning for the head of a report, or none. */
export function ambiguityNotes(run: Pick<RunResult, 'fills' | 'roundTrips'>): string[] {
  const { fills, share, hanging, all } = ambiguityOf(run)
  if (share === null || share < NOTABLE_SHARE) return []
  return [
    `${counted(fills, 'fill')} ${fills === 1 ? 'hangs' : 'hang'} on the order of prices inside the bar; the trades with them made ${whole(hanging)} of ${whole(all)} and ${percent(share)} of what all trades moved. The other end: --intrabar optimistic.`,
  ]
}
