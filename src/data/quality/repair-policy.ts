// What a repair may do, as its user asked; nothing is repaired that was not asked for, but copies removed and bars sorted.

export interface RepairPolicy {
  /** Bars of one time with other numbers: refuse, or keep the first or the last. Exact copies always go. */
  readonly duplicates: 'refuse' | 'first' | 'last'
  /** Impossible bars: refuse, leave the bar out, or move high and low until they contain open and close. */
  readonly impossible: 'refuse' | 'drop' | 'clamp'
  /** Closes that spike and come back: keep, leave the bars out, or put them on the line between their neighbours. */
  readonly badTicks: 'keep' | 'drop' | 'interpolate'
  /** Holes inside sessions and missing sessions: leave, or fill with flat bars at the close before, without volume. */
  readonly fill: 'none' | 'previous'
  /** Rows of a file that cannot be read or placed: refuse, or leave them out. */
  readonly unreadable: 'refuse' | 'drop'
}

export const defaultRepair: RepairPolicy = {
  duplicates: 'refuse',
  impossible: 'refuse',
  badTicks: 'keep',
  fill: 'none',
  unreadable: 'refuse',
}

/** One thing that a repair did, or would do. */
export interface RepairChange {
  readonly instrument: string
  readonly action: 'removed-copy' | 'kept-one' | 'sorted' | 'dropped' | 'clamped' | 'interpolated' | 'filled'
  /** Row of the source, from 0; null for bars that were added and for the whole series. */
  readonly row: number | null
  /** Line of the file, from 1; null for a dataset. */
  readonly line: number | null
  readonly time: number | null
  readonly message: string
}

/** One thing that a repair cannot do, and why. */
export interface RepairRefusal {
  readonly instrument: string
  readonly row: number | null
  readonly line: number | null
  readonly message: string
  readonly hint: string
}
