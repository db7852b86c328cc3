// What a user should know of bars that were read: what was left out, passed over, put in order or found to differ from the usual.

import type { BuiltSeries } from './build-series.js'
import type { ReadingPlan } from './plan-reading.js'
import type { RowOrder } from './sort-rows.js'

export function seriesNotes(
  plan: ReadingPlan,
  order: RowOrder,
  rowNotes: readonly string[],
  built: readonly BuiltSeries[],
  isOffTick: boolean,
): readonly string[] {
  const { parts, rowsAt, barsAt, extra, instrument } = plan
  const notes = [...new Set(parts.flatMap(({ part }) => part.layout.notes)), ...rowNotes]
  if (order === 'sorted') notes.push(orderNote(plan))
  notes.push(...repeatNotes(plan, built), ...built.flatMap(doubtNotes))
  if (rowsAt !== barsAt) notes.push(`bars of ${barsAt} were made of the file's bars of ${rowsAt}`)
  if (rowsAt !== barsAt && extra.quotes) notes.push('bid and ask were left out: only the bars between them were made longer')
  if (isOffTick) notes.push(`prices are not all multiples of ${instrument.tick}: the instrument has no tick`)
  return notes
}

function orderNote({ parts }: ReadingPlan): string {
  const directions = new Set(parts.flatMap(({ first }) => first?.direction ?? []))
  if (directions.size === 1 && directions.has('newest-first')) return 'rows came newest first: they were put in the order of time'
  return 'rows were not in the order of time: they were sorted'
}

function doubtNotes({ instrument, doubtful }: BuiltSeries): string[] {
  if (doubtful.length === 0) return []
  const what = 'the adjusted close steps as by a split below 2 for 1 or by a large dividend: a dividend was taken'
  return [`${instrument.id}: on ${doubtful.join(', ')} ${what}`]
}

function repeatNotes({ faults }: ReadingPlan, built: readonly BuiltSeries[]): string[] {
  const notes: string[] = []
  const repeated = built.filter(({ builder }) => builder.repeats.count > 0)
  const count = repeated.reduce((sum, { builder }) => sum + builder.repeats.count, 0)
  const [first] = repeated
  if (first !== undefined) {
    const place = faults.placeOf(first.builder.repeats.first)
    notes.push(
      count === 1
        ? `1 row is there twice and was taken once: ${place}`
        : `${count} rows are there twice and were taken once, the first: ${place}`,
    )
  }
  for (const { builder, instrument } of built) {
    if (builder.unfinished !== null) {
      const { id, message } = builder.unfinished
      notes.push(`${instrument.id}: the last row, on ${faults.placeOf(id)}, was left out as still being made: it ${message}`)
    }
    if (builder.live === null) continue
    notes.push(
      `${instrument.id}: the last row, on ${faults.placeOf(builder.live)}, repeats the date before it with later prices, which were taken`,
    )
  }
  return notes
}
