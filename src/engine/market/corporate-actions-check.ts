// What a run cannot book is refused before it begins: a split inside a bar, series of one instrument in different shares, numbers that are none.

import { dayBegins } from '../../data/calendar/day-begins.js'
import { firstAtOrAfter } from '../../data/columns.js'
import type { BarSeries } from '../../model/bar.js'
import type { CorporateAction, Split } from '../../model/corporate-action.js'
import { assetOf } from '../../model/instrument.js'
import { formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'

/** Fails with `BAD_DATA`. */
export function refuseUnbookable(series: readonly BarSeries[]): void {
  for (const one of series) {
    for (const action of one.actions ?? []) refuseNumbers(one, action)
    for (const split of splitsOf(one)) refuseInside(one, split)
  }
  for (const one of series) {
    const other = series.find((another) => assetOf(another.instrument) === assetOf(one.instrument) && !sameShares(one, another))
    if (other !== undefined) throw otherShares(one, other)
  }
}

function refuseNumbers({ instrument }: BarSeries, action: CorporateAction): void {
  const isSound =
    action.kind === 'split'
      ? isPositive(action.ratio)
      : action.kind !== 'dividend' || (isPositive(action.factor) && (action.amount === null || isPositive(action.amount)))
  if (isSound) return
  const message = `${instrument.id}: the ${action.kind} of ${action.exDate} has a number that is not above zero: ${JSON.stringify(action)}`
  throw new BenchError('BAD_DATA', message, 'correct it, or leave it out: corporateActions ignore')
}

function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value)
}

function refuseInside({ columns, instrument }: BarSeries, { exDate }: Split): void {
  const begins = dayBegins(instrument.calendar, exDate)
  const row = firstAtOrAfter(columns.openTime, begins) - 1
  if (row < 0 || (columns.closeTime[row] as number) <= begins) return
  const message = `${instrument.id}: the bar of ${formatTime(columns.openTime[row] as number)} has prices from before and after the split of ${exDate}`
  throw new BenchError('BAD_DATA', message, 'use bars of a day or less, or read them adjusted: --adjust splits')
}

function otherShares({ instrument: { id }, timeframe }: BarSeries, other: BarSeries): BenchError {
  const both =
    other.instrument.id === id
      ? `${id}: its bars of ${timeframe} and of ${other.timeframe}`
      : `${assetOf(other.instrument)}: ${id} and ${other.instrument.id}`
  return new BenchError(
    'BAD_DATA',
    `${both} are not adjusted for the same splits`,
    'tell both of the same splits, or read both in the same shares: --adjust splits',
  )
}

/** Whether the splits that both have bars on either side of are in the prices of both. */
function sameShares(one: BarSeries, other: BarSeries): boolean {
  return splitsOf(one).every((split) => !isWithin(other, split) || splitsOf(other).some(({ exDate }) => exDate === split.exDate))
}

function isWithin({ columns, instrument }: BarSeries, { exDate }: Split): boolean {
  const begins = dayBegins(instrument.calendar, exDate)
  return columns.length > 0 && (columns.openTime[0] as number) < begins && begins < (columns.closeTime[columns.length - 1] as number)
}

function splitsOf({ actions = [] }: BarSeries): readonly Split[] {
  return actions.filter((action): action is Split => action.kind === 'split')
}
