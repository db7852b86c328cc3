// Medians of measured runs.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Milliseconds of one call. */
export function time(run) {
  const begin = performance.now()
  run()
  return performance.now() - begin
}
