// What a metric yields: a finite number, or null with the reason that a person reads. Never NaN or Infinity.

/** A finite number, or null with the reason. */
export type MetricValue = { readonly value: number; readonly reason?: never } | { readonly value: null; readonly reason: string }

/** The number, or null where arithmetic left the range of a double. */
export function known(value: number): MetricValue {
  if (!Number.isFinite(value)) return none('beyond the range of a double')
  return { value: value === 0 ? 0 : value }
}

/** No figure, and why: `none('zero variance')` reads "n/a: zero variance". */
export function none(reason: string): MetricValue {
  return { value: null, reason: `n/a: ${reason}` }
}

/** `numerator / denominator`, or null with `reason` where the denominator is zero. */
export function quotient(numerator: number, denominator: number, reason: string): MetricValue {
  return denominator === 0 ? none(reason) : known(numerator / denominator)
}

/** Goes on with the number; a null keeps its reason. */
export function map(metric: MetricValue, change: (value: number) => MetricValue): MetricValue {
  return metric.value === null ? metric : change(metric.value)
}
