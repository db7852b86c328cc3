// What a number means, as lines of text for a `title`: the page's script shows them to pointer, keyboard and touch, a browser without it as a tip.

import { type ConfidenceInterval, isPathRange } from '../../../metrics/confidence-interval.js'
import type { ReadableMetric } from '../../metric-text.js'
import { decimal, percent, whole } from '../../wording.js'

/** Name first, then formula or rule, basis, and source: one line each. */
export function meaning(name: string, ...lines: readonly string[]): string {
  return [name, ...lines].join('\n')
}

/** The contract of a metric, the reason first where it has no figure, and how its interval was made where it has one. */
export function metricMeaning({ label, reason, formula, basis, source }: ReadableMetric, interval?: ConfidenceInterval): string {
  return meaning(label, ...(reason === null ? [] : [reason]), formula, basis, `source: ${source}`, ...intervalMeaning(interval))
}

function intervalMeaning(interval: ConfidenceInterval | undefined): string[] {
  if (interval === undefined) return []
  const { level, method, blockLength, resamples } = interval
  const what = isPathRange(interval) ? 'of other orders of the same returns' : 'interval'
  return [`${percent(level, 0)} ${what}: ${method}, ${whole(resamples)} resamples, mean block of ${decimal(blockLength, 1)} sessions`]
}
