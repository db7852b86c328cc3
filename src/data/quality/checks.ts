// Every check of data quality, in the order of the report: first what a file can get wrong, then what the market would not have done.

import { duplicates } from './duplicates.js'
import { impossibleBars } from './impossible-bars.js'
import { missingBars } from './missing-bars.js'
import { missingSessions } from './missing-sessions.js'
import { offGrid } from './off-grid.js'
import { openPrints } from './open-prints.js'
import { order } from './order.js'
import { outsideHours } from './outside-hours.js'
import type { CheckEntry, QualityCheck } from './quality-check.js'
import { shiftedClock } from './shifted-clock.js'
import { spikes } from './spikes.js'
import { splits } from './splits.js'
import { staleBars } from './stale-bars.js'
import { unplacedRows, unreadableRows } from './unreadable-rows.js'
import { wicks } from './wicks.js'
import { zeroVolume } from './zero-volume.js'

/** The checks that need only bars. */
export const barChecks: readonly QualityCheck[] = [
  duplicates,
  order,
  impossibleBars,
  missingSessions,
  missingBars,
  shiftedClock,
  outsideHours,
  offGrid,
  spikes,
  wicks,
  openPrints,
  splits,
  staleBars,
  zeroVolume,
]

/** The table of all checks: `docs/DATA-QUALITY.md` is tested against it. */
export const qualityChecks: readonly CheckEntry[] = [unreadableRows, unplacedRows, ...barChecks]
