import { expect, test } from 'vitest'
import runaway from '../../../chaos/strategies/runaway.js'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { hashColumns } from '../../data/content-hash.js'
import { runBacktest } from '../../engine/backtest.js'
import type { BacktestRequest } from '../../engine/backtest-request.js'
import { enterLong } from '../../model/signal.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import { scheduleOf } from '../schedule/schedule.js'
import { runWithChaos } from './run-with-chaos.js'

const bars = handSeries('A', flatBars(...new Array<number>(60).fill(100)), { timeframe: '1m' })
const request: BacktestRequest = {
  series: [bars],
  provenance: [{ label: '', synthetic: false, dataHash: hashColumns(bars.columns) }],
  strategies: [{ strategy: scripted({ 2: enterLong({ size: { lots: 10 } }) }, 'healthy') }],
}
const misbehaving = new Map([['runaway', { strategy: runaway as unknown as Strategy }]])
const at = '2024-01-01T00:10:30Z'
const tenPast = Date.parse('2024-01-01T00:11:00Z')

test('a run with chaos says what came on when, what did not hold, and what it cost against the run without', () => {
  const schedule = scheduleOf(1, [{ fault: 'runaway', when: { at }, minutes: 5 }])
  const { result } = runWithChaos(request, schedule, misbehaving)
  const clean = runBacktest(request)
  expect(result.chaos?.faults).toEqual([{ name: 'runaway-1', fault: 'runaway', target: null, minutes: 5, onsets: [tenPast] }])
  expect(result.chaos?.violations).toEqual([])
  expect(result.chaos?.damage).toBe((clean.equity.equity.at(-1) as number) - (result.equity.equity.at(-1) as number))
  expect(result.chaos?.damage).toBeGreaterThan(0)
  expect(result.fills.filter(({ strategy }) => strategy === 'healthy')).toMatchObject([{ quantity: 10 }])
})

test('its config has the schedule, and its hash is that of no other', () => {
  const hashes = [5, 6].map((minutes) => {
    const schedule = scheduleOf(1, [{ fault: 'runaway', when: { at }, minutes }])
    const { result } = runWithChaos(request, schedule, misbehaving)
    expect(result.config.chaos).toEqual(schedule)
    return result.hashes.config
  })
  expect(new Set([...hashes, runBacktest(request).hashes.config]).size).toBe(3)
})

test('a schedule without entries changes nothing but the config', () => {
  const { result } = runWithChaos(request, scheduleOf(1, []), misbehaving)
  const clean = runBacktest(request)
  expect({ ...result.hashes, config: '' }).toEqual({ ...clean.hashes, config: '' })
  expect(result.chaos).toEqual({ faults: [], violations: [], damage: 0 })
})

test('bars with a fault in them are other data, beginning with the bar under way', () => {
  const schedule = scheduleOf(1, [{ fault: 'zero-volume', when: { at }, minutes: 1 }])
  const { result, series } = runWithChaos(request, schedule, misbehaving)
  const changed = [...(series[0]?.columns.volume ?? [])].flatMap((volume, row) => (volume === bars.columns.volume[row] ? [] : [row]))
  expect(changed).toEqual([10, 11])
  expect(result.hashes.data).not.toBe(runBacktest(request).hashes.data)
})
