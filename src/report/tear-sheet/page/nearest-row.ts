// The row whose time is nearest to a given one.

/** Index into ascending times; −1 when there is none. */
export function nearestRow(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  if (low === 0) return times.length === 0 ? -1 : 0
  if (low === times.length) return times.length - 1
  return time - (times[low - 1] as number) <= (times[low] as number) - time ? low - 1 : low
}
