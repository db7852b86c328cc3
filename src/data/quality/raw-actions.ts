// The splits and dividends that a file tells, of rows as they stand: in any order, with faults among them.

import type { CorporateAction } from '../../model/corporate-action.js'
import { calendar } from '../calendar/calendar.js'
import { ActionCollector } from '../import/actions/corporate-actions.js'
import { RowBatch } from '../import/rows/row-batch.js'
import type { ReadingPlan } from '../import/series/plan-reading.js'

/** Those of the rows of one instrument, as an import would collect them of the sound ones; none where no column tells of them. */
export function actionsOfRows(
  parts: readonly RowBatch[],
  symbol: number,
  { rowsAt, extra, adjusted, instrument }: ReadingPlan,
): readonly CorporateAction[] {
  if (rowsAt !== '1d' || adjusted === 'all' || !(extra.dividend || extra.split || extra.adjustedClose)) return []
  const days = calendar(instrument.calendar)
  const collector = new ActionCollector(adjusted, (openTime) => days.sessionDate(openTime))
  collector.append(inOrderOfTime(parts, symbol))
  return collector.finish()
}

/** Of rows of one time the first stands. */
function inOrderOfTime(parts: readonly RowBatch[], symbol: number): RowBatch {
  const places = parts.flatMap((part) => {
    const rows = Array.from({ length: part.rows }, (_, row) => row)
    return rows.filter((row) => part.symbol[row] === symbol && (part.close[row] as number) > 0).map((row) => ({ part, row }))
  })
  const timeOf = ({ part, row }: { readonly part: RowBatch; readonly row: number }) => part.time[row] as number
  places.sort((a, b) => timeOf(a) - timeOf(b))
  const ordered = new RowBatch(parts[0]!.extra, places.length)
  for (const [index, place] of places.entries()) {
    if (index === 0 || timeOf(place) !== timeOf(places[index - 1]!)) ordered.append(place.part, place.row, place.row + 1)
  }
  return ordered
}
