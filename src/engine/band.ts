// A run between its two ends: the same request under the worse and under the better path of each bar.

import type { RunResult } from '../model/run.js'
import { runBacktest } from './backtest.js'
import type { BacktestRequest } from './backtest-request.js'

/** The ends, in the order in which they are shown. */
export const bandEnds = ['pessimistic', 'optimistic'] as const

export type BandEndName = (typeof bandEnds)[number]

/** The runs at the ends. No bound of anything: a worse bar can lead to a better trade later. */
export type BandRuns = Readonly<Record<BandEndName, RunResult>>

export interface RunWithBand {
  readonly result: RunResult
  readonly ends: BandRuns
}

/** The run as it is asked for, then the ends that it is not itself; every other policy stays. Progress counts the bars of all of them. */
export function runWithBand(request: BacktestRequest): RunWithBand {
  const chosen = request.config?.intrabar ?? 'pessimistic'
  const others = bandEnds.filter((end) => end !== chosen)
  const runs = others.length + 1
  let before = 0
  const run = (one: BacktestRequest): RunResult => {
    let all = 0
    const onProgress = (done: number, total: number): void => {
      all = total
      request.onProgress?.(before + done, total * runs)
    }
    const result = runBacktest({ ...one, onProgress })
    before += all
    return result
  }
  const result = run(request)
  const end = (intrabar: BandEndName): RunResult =>
    intrabar === chosen ? result : run({ ...request, config: { ...request.config, intrabar }, record: { decisions: false } })
  return { result, ends: { pessimistic: end('pessimistic'), optimistic: end('optimistic') } }
}
