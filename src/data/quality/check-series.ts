// Runs every check on one series.

import type { BarSeries } from '../../model/bar.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import { barChecks } from './checks.js'
import { coverageOf, type SessionCoverage } from './coverage.js'
import { FindingCollector, type FindingGroup } from './finding.js'
import { inspect } from './inspect.js'

/** A series with what its source told besides. */
export interface SeriesToCheck extends BarSeries {
  /** Splits and dividends that the source told. */
  readonly actions?: readonly CorporateAction[] | undefined
  /** The line of the file that each row was on, from 1; absent for a dataset. */
  readonly lines?: Float64Array | undefined
}

/** What the checks found, and how much of each session is there. */
export interface SeriesQuality {
  /** What each check found, in the order of the table; checks that found nothing are left out. */
  readonly groups: readonly FindingGroup[]
  readonly coverage: SessionCoverage
}

/** Runs every check of bars over one series. It throws nothing for bad bars: finding them is what it is for. */
export function checkSeries(series: SeriesToCheck): SeriesQuality {
  const { instrument, lines, actions } = series
  const bars = inspect(series, actions)
  const lineOf = lines === undefined ? null : (row: number) => lines[row] as number
  const groups = barChecks.map((check) => {
    const collector = new FindingCollector(check.id, instrument.id, lineOf)
    if (bars.source.length > 0) check.run(bars, (found) => collector.add(found))
    return collector.group()
  })
  return { groups: groups.filter(({ findings }) => findings.length > 0), coverage: coverageOf(bars) }
}
