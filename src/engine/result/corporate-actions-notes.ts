// What a run says of the corporate actions that it booked: a sentence for each instrument.

import { ratioText } from '../../model/corporate-action.js'
import type { BookedAction } from '../../model/run.js'

/** `AAPL: booked the splits 7:1 on 2014-06-09, 4:1 on 2020-08-31, 31 dividends; where no pay date is known, cash comes 21 days after the ex-date.` */
export function corporateActionNotes(booked: readonly BookedAction[], payDays: number): string[] {
  const ids = [...new Set(booked.map(({ instrument }) => instrument))]
  const notes = ids.map((id) =>
    noteOf(
      id,
      booked.filter(({ instrument }) => instrument === id),
      payDays,
    ),
  )
  return notes.length <= shown ? notes : [...notes.slice(0, shown), `and corporate actions of ${notes.length - shown} more instruments`]
}

const shown = 10

function noteOf(id: string, booked: readonly BookedAction[], payDays: number): string {
  const actions = booked.map(({ action }) => action)
  const splits = actions.flatMap((action) => (action.kind === 'split' ? [`${ratioText(action.ratio)} on ${action.exDate}`] : []))
  const dividends = actions.filter((action) => action.kind === 'dividend')
  const others = actions.flatMap((action) => {
    if (action.kind === 'ticker-change') return [`the change of ticker from ${action.from} to ${action.to} on ${action.exDate}`]
    return action.kind === 'delisting' ? [`the delisting on ${action.exDate}`] : []
  })
  const unknown = dividends.filter(({ payDate = null }) => payDate === null).length
  const what = [
    ...(splits.length > 0 ? [`the ${splits.length === 1 ? 'split' : 'splits'} ${listed(splits)}`] : []),
    ...(dividends.length > 0 ? [dividends.length === 1 ? '1 dividend' : `${dividends.length} dividends`] : []),
    ...others,
  ]
  const paid = unknown > 0 ? `; where no pay date is known, cash comes ${payDays} days after the ex-date` : ''
  return `${id}: booked ${what.join(', ')}${paid}.`
}

function listed(texts: readonly string[]): string {
  return `${texts.slice(0, 4).join(', ')}${texts.length > 4 ? ` and ${texts.length - 4} more` : ''}`
}
