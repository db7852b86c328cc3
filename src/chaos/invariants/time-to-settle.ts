// How long the system has to put right what went wrong: to hear of it by a statement of the broker, and to have an order answered.

import type { RunInside } from '../../engine/injection.js'
import { MINUTE_MS } from '../../model/time.js'

/** So many bars of the first series, and time for a few statements and an answer where bars are short. */
const BARS = 10
const LEAST_MS = MINUTE_MS

/** Milliseconds; null for a run without a series. */
export function timeToSettle({ feed }: Pick<RunInside, 'feed'>): number | null {
  const { columns } = feed.series[0]?.series ?? {}
  if (columns === undefined) return null
  return Math.max(LEAST_MS, BARS * ((columns.closeTime[0] as number) - (columns.openTime[0] as number)))
}
