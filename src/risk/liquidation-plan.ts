// What a broker sells or buys back when the account no longer covers its maintenance margin.

/** One position, as large as it is once what is being liquidated already is gone. */
export interface Liquidable {
  /** Signed. */
  readonly lots: number
  /** Maintenance margin that one lot releases. */
  readonly perLot: number
  /** Nobody trades it any more: it takes margin, and cannot be closed. */
  readonly isStuck?: boolean
}

/** The cushion that a liquidation leaves, of net liquidation: prices move until the orders fill. */
export const LIQUIDATION_BUFFER = 0.01

/**
 * Whole lots of each position to close, parallel to `positions`, so that excess liquidity at these marks is a small cushion above zero, or nothing is
 * left that trades. Closing at the mark leaves equity as it is and releases the margin of what is closed. The position that releases most goes first, then the
 * next, each only as far as it must; equal ones in their order.
 */
export function liquidationLots(equity: number, positions: readonly Liquidable[]): readonly number[] {
  const required = positions.reduce((sum, { lots, perLot }) => sum + Math.abs(lots) * perLot, 0)
  const closes = positions.map(() => 0)
  if (required <= equity) return closes
  let shortfall = required - equity + LIQUIDATION_BUFFER * Math.max(0, equity)
  const largestFirst = positions.map((_, place) => place).sort((a, b) => releaseOf(positions[b]) - releaseOf(positions[a]) || a - b)
  for (const place of largestFirst) {
    const { lots, perLot, isStuck = false } = positions[place] as Liquidable
    if (shortfall <= 0) break
    if (perLot <= 0 || isStuck) continue
    const closed = Math.min(Math.abs(lots), Math.ceil(shortfall / perLot))
    closes[place] = closed
    shortfall -= closed * perLot
  }
  return closes
}

function releaseOf(position: Liquidable | undefined): number {
  return position === undefined ? 0 : Math.abs(position.lots) * position.perLot
}
