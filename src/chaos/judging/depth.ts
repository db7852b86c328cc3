// How deep a run is judged: what costs another run, or space, and so is not asked at every seed.

export interface Depth {
  /** Run without the named control and its backups. */
  readonly ablation: boolean
  /** Run twice. */
  readonly again: boolean
  /** Held to the invariant of a pair whose turn it is. */
  readonly paired: boolean
  /** With an example to look at. */
  readonly example: boolean
}

export const inFull: Depth = { ablation: true, again: true, paired: true, example: true }
