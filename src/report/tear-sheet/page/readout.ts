// What charts read out, as text: a time and the figures there.

import { date, decimal, minute, percent, whole } from '../../wording.js'

/** Writes the times of a run: daily bars need no hour. */
export function timeText(daily: boolean): (time: number) => string {
  return daily ? date : minute
}

export interface Field {
  readonly name: string
  /** What stands before the figure; empty for a chart of one curve. */
  readonly label: string
  readonly write: (value: number) => string
}

export function curveFields(benchmark: string): Readonly<Record<string, readonly Field[]>> {
  const field = (name: string, label: string, write: (value: number) => string): Field => ({ name, label, write })
  const pair = (own: string, other: string, write: (value: number) => string): Field[] => [
    field(other, benchmark, write),
    field(own, 'strategy', write),
  ]
  return {
    equity: pair('equity', 'benchmark', whole),
    drawdown: pair('drawdown', 'benchmarkDrawdown', percent),
    range: [field('equity', '', whole)],
    rollingSharpe: pair('sharpe', 'benchmarkSharpe', decimal),
    rollingVolatility: pair('volatility', 'benchmarkVolatility', percent),
    rollingBeta: [field('beta', 'beta', decimal)],
    exposure: [field('gross', 'gross', percent), field('net', 'net', percent)],
  }
}
