// What the faults of data and operators make of a world before it runs.

import { firstAtOrAfter } from '../../data/columns.js'
import type { BarSeries } from '../../model/bar.js'
import type { EpochMs } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import type { Setup, Window } from '../faults/fault.js'
import { windowFrom } from '../schedule/entry-end.js'
import type { Entry } from '../schedule/schedule.js'
import type { BoundEntry } from './bound-entry.js'

/** The series with every data fault in those that it is for, one after the other. */
export function dataFaulted(series: readonly BarSeries[], entries: readonly BoundEntry[], seed: number): readonly BarSeries[] {
  return entries.reduce((faulted, one) => {
    if (one.kind !== 'data') return faulted
    const window = windowOf(one.entry)
    return faulted.map((each) =>
      isFor(one.entry, each)
        ? one.fault.apply(
            each,
            fromBarUnderWay(each, window),
            one.params,
            randomStream(seed, `data/${one.entry.name}/${each.instrument.id}`),
          )
        : each,
    )
  }, series)
}

/** The setup with every fault of an operator in it, one after the other. */
export function operatorFaulted(setup: Setup, entries: readonly BoundEntry[]): Setup {
  return entries.reduce((set, one) => {
    if (one.kind !== 'operator') return set
    return one.fault.apply(set, one.params, { window: windowOf(one.entry), target: one.entry.target })
  }, setup)
}

/** When each entry came on, as the run goes on. Faults of data begin with their time, those of operators with the first bar. */
export function onsetsOf(entries: readonly BoundEntry[], series: readonly BarSeries[]): readonly (readonly EpochMs[])[] {
  const firstBar = Math.min(...series.map(({ columns }) => columns.openTime[0] ?? Number.POSITIVE_INFINITY))
  return entries.map(({ kind, entry, activation }) => {
    if (kind === 'data') return [windowOf(entry).from]
    return kind === 'operator' ? [firstBar] : activation.onsets
  })
}

/** The bar under way as it comes on is the first with the fault in it. */
function fromBarUnderWay({ columns: { openTime, closeTime } }: BarSeries, { from, to }: Window): Window {
  const before = firstAtOrAfter(openTime, from) - 1
  const isUnderWay = before >= 0 && (closeTime[before] as number) > from
  return { from: isUnderWay ? (openTime[before] as number) : from, to }
}

/** Of an entry without a time: all of it. */
function windowOf(entry: Entry): Window {
  const { when } = entry
  return 'at' in when ? windowFrom(Date.parse(when.at), entry) : { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
}

function isFor({ target }: Entry, { instrument }: BarSeries): boolean {
  return target === undefined || target === instrument.id
}
