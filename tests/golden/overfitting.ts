// Compares the probability of backtest overfitting on matrices that any language can make from a seed.

import { overfitting } from '../../src/metrics/pbo.js'
import type { Comparison } from './row.js'

interface OverfittingResult {
  readonly S: number
  readonly combinations: number
  readonly rows_used: number
  readonly pbo: number
  readonly logit_mean: number
  readonly first_10_logits: readonly number[]
  readonly degradation_slope: number
  readonly degradation_intercept: number
  readonly prob_oos_loss: number
}

interface Matrix {
  readonly seed: number
  readonly T: number
  readonly N: number
  readonly drift: readonly number[]
  readonly first_row: readonly number[]
}

type OverfittingFile = Readonly<Record<string, string | (Matrix & Readonly<Record<`S${number}`, OverfittingResult>>)>>

export function compareOverfitting(golden: object): Comparison[] {
  return Object.entries(golden as OverfittingFile).flatMap(([name, matrix]) => {
    if (typeof matrix === 'string') return []
    const columns = matrixOf(matrix)
    const firstRow = matrix.first_row.map((theirs, j) => ({ name: `${name} row 0 column ${j}`, ours: columns[j]?.[0], theirs }))
    const results = Object.entries(matrix).filter(([key]) => /^S\d+$/.test(key)) as [string, OverfittingResult][]
    return [...firstRow, ...results.flatMap(([key, result]) => compareHalves(`${name} ${key}`, columns, result))]
  })
}

function compareHalves(name: string, columns: readonly Float64Array[], theirs: OverfittingResult): Comparison[] {
  const ours = overfitting(columns, theirs.S)
  return [
    { name: `${name} combinations`, ours: ours.logits.length, theirs: theirs.combinations },
    { name: `${name} rows`, ours: ours.rowsUsed, theirs: theirs.rows_used },
    { name: `${name} pbo`, ours: ours.pbo, theirs: theirs.pbo },
    { name: `${name} logit mean`, ours: ours.logitMean, theirs: theirs.logit_mean },
    { name: `${name} slope`, ours: ours.degradation?.slope ?? null, theirs: theirs.degradation_slope },
    { name: `${name} intercept`, ours: ours.degradation?.intercept ?? null, theirs: theirs.degradation_intercept },
    { name: `${name} loss`, ours: ours.probabilityOfLoss, theirs: theirs.prob_oos_loss },
    ...theirs.first_10_logits.map((logit, i) => ({ name: `${name} logit ${i}`, ours: ours.logits[i], theirs: logit })),
  ]
}

/** The generator that the file describes: a linear congruence, twelve draws a value, row by row. */
function matrixOf({ seed, T, N, drift }: Matrix): Float64Array[] {
  let state = seed
  const draw = (): number => {
    state = Number((1664525n * BigInt(state) + 1013904223n) % 4294967296n)
    return state / 4294967296
  }
  const columns = Array.from({ length: N }, () => new Float64Array(T))
  for (let row = 0; row < T; row++) {
    columns.forEach((column, j) => {
      let total = 0
      for (let i = 0; i < 12; i++) total += draw()
      column[row] = (total - 6) * 0.01 + (drift[j] as number)
    })
  }
  return columns
}
