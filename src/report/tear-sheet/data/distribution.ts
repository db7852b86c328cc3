// How returns are spread: a histogram with the normal curve of the same mean and deviation, and the losses that one in twenty and one in a hundred exceed.

import { quantile } from '../../../metrics/quantile.js'
import { returnDeviation } from '../../../metrics/returns.js'
import { mean } from '../../../metrics/sums.js'
import { counted, percent, whole } from '../../wording.js'

export interface Distribution {
  /** Returns from `from` up to `to`; the last bin holds its end too. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  /** The count that a normal distribution would put into a bin around `at`. */
  readonly normal: readonly { readonly at: number; readonly count: number }[]
  readonly lines: readonly { readonly at: number; readonly label: string }[]
  readonly note: string
}

const BINS = { least: 8, most: 60 }
const CURVE_POINTS = 80

/** Null with fewer than two returns, or where all are the same: there is nothing spread. Exact zeros are left out where they are many, and said. */
export function distribution(returns: Float64Array, noun: string): Distribution | null {
  const idle = returns.filter((value) => value === 0).length
  const shown = idle > returns.length / 10 ? returns.filter((value) => value !== 0) : returns
  const deviation = returnDeviation(shown)
  if (!(deviation > 0)) return null
  const bins = histogram(shown)
  const width = (bins[0] as { from: number; to: number }).to - (bins[0] as { from: number }).from
  return {
    bins,
    normal: normalCurve(mean(shown), deviation, bins, shown.length * width),
    lines: [
      { at: quantile(returns, 0.01), label: 'VaR 99 %' },
      { at: quantile(returns, 0.05), label: 'VaR 95 %' },
    ],
    note: [
      idle > 0 && shown !== returns
        ? `${counted(idle, noun)} of ${whole(returns.length)} with a return of exactly zero are left out of bars and curve, not of VaR.`
        : '',
      `The curve is a normal distribution with the bars’ mean (${percent(mean(shown), 2)}) and deviation (${percent(deviation, 2)}).`,
    ]
      .join(' ')
      .trim(),
  }
}

/** Bins by the rule of Freedman and Diaconis (1981), within what a chart can show; no value is left out. */
function histogram(values: Float64Array): { from: number; to: number; count: number }[] {
  const least = values.reduce((a, b) => Math.min(a, b))
  const most = values.reduce((a, b) => Math.max(a, b))
  const width = (2 * (quantile(values, 0.75) - quantile(values, 0.25))) / Math.cbrt(values.length)
  const wanted = Math.ceil((most - least) / width)
  const count = Math.max(BINS.least, Math.min(BINS.most, Number.isFinite(wanted) ? wanted : BINS.most))
  const edge = (i: number): number => least + ((most - least) * i) / count
  const bins = Array.from({ length: count }, (_, i) => ({ from: edge(i), to: edge(i + 1), count: 0 }))
  for (const value of values) {
    const index = Math.min(count - 1, Math.floor(((value - least) / (most - least)) * count))
    ;(bins[index] as { count: number }).count++
  }
  return bins
}

function normalCurve(
  middle: number,
  deviation: number,
  bins: readonly { readonly from: number; readonly to: number }[],
  area: number,
): { at: number; count: number }[] {
  const from = bins[0]?.from as number
  const to = bins.at(-1)?.to as number
  return Array.from({ length: CURVE_POINTS + 1 }, (_, i) => {
    const at = from + ((to - from) * i) / CURVE_POINTS
    const z = (at - middle) / deviation
    return { at, count: (area * Math.exp((-z * z) / 2)) / (deviation * Math.sqrt(2 * Math.PI)) }
  })
}
