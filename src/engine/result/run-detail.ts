// What a run says of the shorter bars that its orders met inside its bars.

import { walkedRows } from '../../broker/simulated/detail.js'
import { hashColumns } from '../../data/content-hash.js'
import type { RunDetail } from '../../model/run.js'
import type { BarFeed } from '../time/bar-feed.js'

/** Of each instrument whose bars have some, in the order of the feed. */
export function runDetail({ series }: BarFeed): RunDetail[] {
  return series.flatMap(({ executes, series: one }) => {
    const walked = executes ? walkedRows(one) : null
    if (walked === null || one.detail === undefined) return []
    const { timeframe, columns, dataHash = hashColumns(columns) } = one.detail
    const { covered, uneven } = walked
    return [{ instrument: one.instrument.id, timeframe, dataHash, bars: one.columns.length, covered, uneven }]
  })
}

/** `1m inside SPY: 250 of 251 bars` */
export function detailText(details: readonly RunDetail[]): string {
  return details
    .map(({ instrument, timeframe, covered, bars }) => `${timeframe} inside ${covered} of ${bars} bars of ${instrument}`)
    .join(', ')
}

/** A note for each instrument of which some bars are walked as they are. */
export function detailNotes(details: readonly RunDetail[]): string[] {
  return details.flatMap(({ instrument, timeframe, bars, covered, uneven }) => {
    if (covered === bars) return []
    const absent = bars - covered - uneven
    const why = [
      ...(absent > 0 ? [`${absent} have no bars of ${timeframe} inside`] : []),
      ...(uneven > 0 ? [`${uneven} are not made up by theirs`] : []),
    ]
    return [`${instrument}: ${bars - covered} of ${bars} bars are walked as they are, without detail: ${why.join(', ')}.`]
  })
}
