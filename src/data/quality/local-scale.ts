// How large a move is usual around a bar: a robust scale that a fault cannot raise, but a wild market does.
//
// Hampel's identifier: 1.4826 × the median absolute deviation of the moves around, their median being nearly zero. In thin markets most moves are zero
// and so is that; where moves have fat tails it is too low. So the fourth largest move around counts too, as the 95th percentile of a normal.

/** Bars on each side: two months of daily bars, an hour of minutes. */
export const SCALE_HALF_WINDOW = 30

/** A fault makes two large moves, in and out, and may have a neighbour: the fourth largest is the market's own. */
const RANK_OF_LARGE = 4

const NORMAL_MAD = 1.4826
const NORMAL_95 = 1.96

/** Fewer moves than this say nothing. */
const LEAST_MOVES = 10

/** The scale of `move(row)` over the rows around `row`, which itself is left out; `floor` where all are smaller. Infinity where there are too few. */
export function localScale(row: number, length: number, floor: number, move: (row: number) => number): number {
  const moves: number[] = []
  for (let at = Math.max(1, row - SCALE_HALF_WINDOW); at <= Math.min(length - 1, row + SCALE_HALF_WINDOW); at++) {
    const size = at === row ? Number.NaN : Math.abs(move(at))
    if (!Number.isNaN(size)) moves.push(size)
  }
  if (moves.length < LEAST_MOVES) return Number.POSITIVE_INFINITY
  moves.sort((a, b) => a - b)
  const typical = NORMAL_MAD * (moves[moves.length >> 1] as number)
  const large = (moves[moves.length - RANK_OF_LARGE] as number) / NORMAL_95
  return Math.max(typical, large, floor)
}

/** One step of a price, as a return; prices without a tick are taken to move by half a basis point. */
export function leastMove(tick: number | 'none', price: number): number {
  return tick === 'none' ? 0.00005 : Math.max(tick / price, 0.00005)
}

const BLOCK = 256

/**
 * A quick first look, so that the scale is only worked out where it may matter: the median of |values| in blocks of 256, the lower of each and its
 * neighbours. A scale is never below 1.4826 times about half of it in a market that changes slower than a block.
 */
function blockMedians(values: Float64Array): Float64Array {
  const blocks = Math.ceil(values.length / BLOCK)
  const medians = new Float64Array(blocks)
  for (let block = 0; block < blocks; block++) {
    const sizes = values.slice(block * BLOCK, (block + 1) * BLOCK)
    for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(sizes[i] as number)
    sizes.sort()
    medians[block] = sizes[sizes.length >> 1] as number
  }
  return medians
}

/** Rows whose |value| is more than `times` the median of the quietest block around. */
export function largeRows(values: Float64Array, times: number, floor: number): number[] {
  const medians = blockMedians(values)
  const rows: number[] = []
  for (let block = 0; block < medians.length; block++) {
    let quiet = medians[block] as number
    if (block > 0) quiet = Math.min(quiet, medians[block - 1] as number)
    if (block + 1 < medians.length) quiet = Math.min(quiet, medians[block + 1] as number)
    const limit = Math.max(times * quiet, floor)
    const end = Math.min(values.length, (block + 1) * BLOCK)
    for (let row = block * BLOCK; row < end; row++) if (Math.abs(values[row] as number) > limit) rows.push(row)
  }
  return rows
}
