// Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996), the default of numpy and pandas.

/** The `share` quantile (0…1) of unsorted values; NaN for none. */
export function quantile(values: Float64Array, share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share)
}

/** The same of values that rise. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below + (above - below) * (position - Math.floor(position))
}
