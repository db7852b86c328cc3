// Compares the probabilistic and deflated Sharpe ratio and the minimum track record with published and third-party figures.

import { expectedMaximumSharpe } from '../../src/metrics/dsr.js'
import { minimumTrackRecord, psr } from '../../src/metrics/psr.js'
import { standardDeviation } from '../../src/metrics/sums.js'
import { map } from '../../src/metrics/value.js'
import type { Comparison } from './row.js'

export interface ProbabilityFile {
  readonly cases: readonly ProbabilityCase[]
}

interface TrackRecordFigures {
  readonly sr: number
  readonly T: number
  readonly skew: number
  readonly kurt: number
}

type ProbabilityCase =
  | { readonly kind: 'sr0'; readonly V: number; readonly N: number; readonly value: number }
  | ({ readonly kind: 'dsr'; readonly V: number; readonly N: number; readonly value: number } & TrackRecordFigures)
  | ({ readonly kind: 'psr'; readonly sr_star: number; readonly value: number } & TrackRecordFigures)
  | ({ readonly kind: 'mintrl'; readonly sr_star: number; readonly alpha: number; readonly value: number } & Omit<TrackRecordFigures, 'T'>)
  | ({
      readonly kind: 'dsr_from_estimates'
      readonly sr_estimates: readonly number[]
      readonly value_ddof0: number
      readonly value_ddof1: number
    } & TrackRecordFigures)

export function compareProbability(golden: ProbabilityCase, index: number): Comparison[] {
  const name = `${index} ${golden.kind}`
  switch (golden.kind) {
    case 'sr0':
      return [{ name, ours: expectedMaximumSharpe(trials(golden.N, Math.sqrt(golden.V))).value, theirs: golden.value }]
    case 'dsr':
      return [{ name, ours: deflated(golden, golden.N, Math.sqrt(golden.V)), theirs: golden.value }]
    case 'psr':
      return [{ name, ours: psr(recordOf(golden), golden.sr_star).value, theirs: golden.value }]
    case 'mintrl':
      return [{ name, ours: minimumTrackRecord(recordOf({ ...golden, T: 0 }), golden.sr_star, golden.alpha).value, theirs: golden.value }]
    case 'dsr_from_estimates': {
      const count = golden.sr_estimates.length
      return ([0, 1] as const).map((ddof) => ({
        name: `${name} ddof ${ddof}`,
        ours: deflated(golden, count, standardDeviation(golden.sr_estimates, ddof)),
        theirs: ddof === 0 ? golden.value_ddof0 : golden.value_ddof1,
      }))
    }
  }
}

function deflated(golden: TrackRecordFigures, count: number, sharpeDeviation: number): number | null {
  return map(expectedMaximumSharpe(trials(count, sharpeDeviation)), (reference) => psr(recordOf(golden), reference)).value
}

function trials(count: number, sharpeDeviation: number) {
  return { count, sharpeDeviation }
}

function recordOf({ sr, T, skew, kurt }: TrackRecordFigures) {
  return { sharpe: sr, length: T, skew, kurtosis: kurt }
}
