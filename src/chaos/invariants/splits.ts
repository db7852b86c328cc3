// The splits of a run by the actions of its series: each as the date begins on which shares are new ones, once for all listings of an asset.

import { dayBegins } from '../../data/calendar/day-begins.js'
import type { RunInside } from '../../engine/injection.js'
import { assetOf } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'

export interface BookedSplit {
  readonly asset: string
  readonly time: EpochMs
  /** New shares for an old one. */
  readonly ratio: number
}

/** In the order of time. */
export function splitsOf({ feed }: Pick<RunInside, 'feed'>): readonly BookedSplit[] {
  const splits = new Map<string, BookedSplit>()
  for (const { series } of feed.series) {
    const { instrument, actions = [] } = series
    const asset = assetOf(instrument)
    for (const action of actions) {
      if (action.kind !== 'split') continue
      const { exDate, ratio } = action
      splits.set(`${asset} ${exDate}`, { asset, time: dayBegins(instrument.calendar, exDate), ratio })
    }
  }
  return [...splits.values()].sort((a, b) => a.time - b.time)
}

const none: readonly BookedSplit[] = []

/** The splits of an asset after one time and up to another. */
export function splitsBetween(splits: readonly BookedSplit[], asset: string, from: EpochMs, to: EpochMs): readonly BookedSplit[] {
  if (splits.length === 0) return none
  return splits.filter((split) => split.asset === asset && split.time > from && split.time <= to)
}

/** Shares of a time that one of an earlier time has become. */
export function sharesSince(splits: readonly BookedSplit[], asset: string, from: EpochMs, to: EpochMs): number {
  let shares = 1
  for (const split of splits) if (split.asset === asset && split.time > from && split.time <= to) shares *= split.ratio
  return shares
}
