// The ratios of ordinary splits, by which a split is told from a dividend, a crash or a misprint.

/** New shares for old ones. */
export interface SplitRatio {
  readonly newShares: number
  readonly oldShares: number
}

export const usualSplits: readonly SplitRatio[] = [
  ...[2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100].map((newShares) => ({ newShares, oldShares: 1 })),
  { newShares: 3, oldShares: 2 },
  { newShares: 5, oldShares: 2 },
  { newShares: 4, oldShares: 3 },
  { newShares: 5, oldShares: 4 },
  ...[2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40, 50, 100].map((oldShares) => ({ newShares: 1, oldShares })),
]
