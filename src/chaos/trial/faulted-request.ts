// What the faults of data and operators make of a world before it runs.

import type { BacktestConfigInput } from '../../engine/config.js'
import type { BarSeries } from '../../model/bar.js'
import { MINUTE_MS } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import type { Window } from '../faults/fault.js'
import type { Entry } from '../schedule/schedule.js'
import type { BoundEntry } from './bound-entry.js'

/** The series with every data fault in those that it is for, one after the other. */
export function dataFaulted(series: readonly BarSeries[], entries: readonly BoundEntry[], seed: number): readonly BarSeries[] {
  return entries.reduce((faulted, one, index) => {
    if (one.kind !== 'data') return faulted
    const window = windowOf(one.entry)
    return faulted.map((each) =>
      isFor(one.entry, each) ? one.fault.apply(each, window, one.params, randomStream(seed, `data/${index}/${each.instrument.id}`)) : each,
    )
  }, series)
}

export function operatorFaulted(config: BacktestConfigInput, entries: readonly BoundEntry[]): BacktestConfigInput {
  return entries.reduce((set, one) => (one.kind === 'operator' ? one.fault.apply(set, one.params) : set), config)
}

function windowOf({ when, minutes }: Entry): Window {
  const from = 'at' in when ? Date.parse(when.at) : Number.NaN
  return { from, to: from + minutes * MINUTE_MS }
}

function isFor({ target }: Entry, { instrument }: BarSeries): boolean {
  return target === undefined || target === instrument.id
}
