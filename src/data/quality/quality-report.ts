// The quality of a dataset or a file: what every check found in every series, counted, and what the series cover.

import type { CalendarId } from '../../model/instrument.js'
import type { EpochMs, Timeframe } from '../../model/time.js'
import { checkSeries, type SeriesToCheck } from './check-series.js'
import type { SessionCoverage } from './coverage.js'
import type { Finding, FindingGroup, Severity } from './finding.js'

export interface QualityReport {
  readonly name: string
  readonly kind: 'dataset' | 'file'
  readonly timeframe: Timeframe
  readonly instruments: readonly CheckedInstrument[]
  /** Only checks that found something; by series, then in the order of the table of checks. */
  readonly groups: readonly FindingGroup[]
  readonly counts: Readonly<Record<Severity, number>>
}

export interface CheckedInstrument {
  readonly id: string
  readonly calendar: CalendarId
  readonly rows: number
  /** Open of the earliest bar and close of the latest; null without bars. */
  readonly from: EpochMs | null
  readonly to: EpochMs | null
  readonly coverage: SessionCoverage
}

export interface QualitySubject {
  readonly name: string
  readonly kind: 'dataset' | 'file'
  readonly timeframe: Timeframe
  readonly series: readonly SeriesToCheck[]
  /** What was found before there were bars, in a file. */
  readonly rowGroups?: readonly FindingGroup[]
}

export function checkQuality({ name, kind, timeframe, series, rowGroups = [] }: QualitySubject): QualityReport {
  const groups: FindingGroup[] = [...rowGroups]
  const instruments = series.map((one): CheckedInstrument => {
    const quality = checkSeries(one)
    groups.push(...quality.groups)
    const { id, calendar } = one.instrument
    return { id, calendar, rows: one.columns.length, ...spanOf(one), coverage: quality.coverage }
  })
  return { name, kind, timeframe, instruments, groups, counts: countAll(groups) }
}

/** Every finding that was kept, errors first; in each severity as the groups have them. */
export function worstFirst(groups: readonly FindingGroup[]): Finding[] {
  const all = groups.flatMap(({ findings }) => findings)
  return (['error', 'warning', 'info'] as const).flatMap((severity) => all.filter((finding) => finding.severity === severity))
}

function countAll(groups: readonly FindingGroup[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const group of groups) for (const severity of ['error', 'warning', 'info'] as const) counts[severity] += group.counts[severity]
  return counts
}

/** Rows may be unsorted. */
function spanOf({ columns: { length, openTime, closeTime } }: SeriesToCheck): { from: EpochMs | null; to: EpochMs | null } {
  if (length === 0) return { from: null, to: null }
  const earliest = openTime.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const latest = closeTime.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)
  return { from: earliest, to: latest }
}
