// What monitors of market risk look back on: the returns of assets over sessions that are over.

export interface ReturnHistory {
  /** Sessions in it, at most as many as it looks back. */
  readonly sessions: number
  /** How many sessions ended since the run began: another number, another history. */
  readonly ended: number
  /** Returns of an asset in the account's currency by its place, the oldest session first; NaN where one is not known. Good until the next session. */
  of(asset: number): Float64Array
}
