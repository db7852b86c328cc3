// What a check is: its entry in the table of checks, and a function from the bars under inspection to what it found.

import type { BarColumns } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import type { Timeframe } from '../../model/time.js'
import type { ClockShift } from './clock-shift.js'
import type { Found, Severity } from './finding.js'
import type { SessionRows } from './session-rows.js'
import type { SlotGrid } from './slot-grid.js'

/** A row of the table of checks. */
export interface CheckEntry {
  /** As `--json` and the report name it. */
  readonly id: string
  /** One sentence. */
  readonly what: string
  /** The worst that it gives. */
  readonly severity: Severity
  /** When it fires, with the default numbers. */
  readonly threshold: string
}

export interface QualityCheck extends CheckEntry {
  run(bars: InspectedBars, report: (found: Found) => void): void
}

/** One series, and what several checks need to know of it. */
export interface InspectedBars {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  /** The rows as they came: perhaps unsorted, repeated or unsound. */
  readonly source: BarColumns
  /** The sound rows of the source in the order of time, each time once: what most checks read. The source itself where all rows are so. */
  readonly columns: BarColumns
  /** The row of the source that a row of `columns` was. */
  sourceRow(row: number): number
  readonly sessions: SessionRows
  readonly grid: SlotGrid
  /** Stretches in which the clock of the data is off by hours. */
  readonly clockShifts: readonly ClockShift[]
  /** Splits and dividends that the source told. */
  readonly actions: readonly CorporateAction[]
}
