// Thins long columns for the eye: each bucket of rows keeps its first row and the rows of its extremes, so no peak and no fall is lost.

/** Rows up to which a drawing is not thinned: more than a screen has pixels. */
export const ROWS_DRAWN_WHOLE = 6_000

/**
 * Indexes of the rows to draw, ascending. With at most `limit` rows, all of them; else the rows are cut in equal buckets, and of each bucket the
 * first row and the rows of the least and the greatest value of every column stay. First and last row always stay.
 */
export function rowsToDraw(columns: readonly ArrayLike<number>[], length: number, limit = ROWS_DRAWN_WHOLE): Uint32Array {
  if (length <= limit) return Uint32Array.from({ length }, (_, i) => i)
  const buckets = Math.max(1, Math.floor(limit / (2 * columns.length + 1)))
  const kept = new Uint32Array(buckets * (2 * columns.length + 1) + 1)
  let count = 0
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * length) / buckets)
    const to = Math.floor(((bucket + 1) * length) / buckets)
    kept[count++] = from
    for (const column of columns) {
      const [least, greatest] = extremes(column, from, to)
      kept[count++] = least
      kept[count++] = greatest
    }
  }
  kept[count++] = length - 1
  return distinct(kept.subarray(0, count).sort())
}

/** The values of a column at some rows. */
export function pick(column: ArrayLike<number>, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row] as number)
}

function extremes(column: ArrayLike<number>, from: number, to: number): [number, number] {
  let least = from
  let greatest = from
  for (let i = from + 1; i < to; i++) {
    const value = column[i] as number
    if (value < (column[least] as number) || Number.isNaN(column[least])) least = i
    if (value > (column[greatest] as number) || Number.isNaN(column[greatest])) greatest = i
  }
  return [least, greatest]
}

function distinct(ascending: Uint32Array): Uint32Array {
  return ascending.filter((row, i) => i === 0 || row !== ascending[i - 1])
}
