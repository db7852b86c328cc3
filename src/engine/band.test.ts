import { describe, expect, test } from 'vitest'
import { free, handSeries } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { enterLong } from '../model/signal.js'
import { runBacktest } from './backtest.js'
import type { BacktestRequest } from './backtest-request.js'
import { runWithBand } from './band.js'
import type { BacktestConfigInput } from './config/config.js'

/** The second bar reaches stop and target of what is bought at its open; who was stopped buys again later, and that trade differs. */
const series = [
  handSeries('A', [
    [100, 100, 100, 100],
    [100, 110, 90, 100],
    [100, 100, 100, 100],
    [100, 120, 100, 120],
  ]),
]
const bracketed = enterLong({ size: { lots: 10 }, protect: { stop: 95, target: 105 } })
const strategy = scripted({ 0: bracketed, 2: enterLong({ size: { lots: 1 } }) })

function request(intrabar: BacktestConfigInput['intrabar']): BacktestRequest {
  return { strategies: [{ strategy }], series, config: { ...free, endOfData: 'close', intrabar } }
}

describe('a run with its band', () => {
  test('has the run as it was asked for, and the ends as runs of their own', () => {
    const { result, ends } = runWithBand(request('ohlc'))
    expect(result.hashes).toEqual(runBacktest(request('ohlc')).hashes)
    expect(ends.pessimistic.hashes).toEqual(runBacktest(request('pessimistic')).hashes)
    expect(ends.optimistic.hashes).toEqual(runBacktest(request('optimistic')).hashes)
    expect([ends.pessimistic, ends.optimistic].map((one) => one.roundTrips.map(({ pnl }) => pnl))).toEqual([
      [-50, 20],
      [50, 20],
    ])
  })

  test('does not run an end that is the run itself again', () => {
    for (const end of ['pessimistic', 'optimistic'] as const) {
      const { result, ends } = runWithBand(request(end))
      expect(ends[end]).toBe(result)
    }
  })

  test('tells one progress over the bars of all runs', () => {
    const told: (readonly [number, number])[] = []
    runWithBand({ ...request('adaptive'), onProgress: (done, total) => told.push([done, total]) })
    expect(new Set(told.map(([, total]) => total))).toEqual(new Set([12]))
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).sort((a, b) => a - b))
    expect(told.at(-1)).toEqual([12, 12])
  })
})
