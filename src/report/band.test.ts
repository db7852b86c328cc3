import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runFixture } from '../../tests/fixtures/run-result.js'
import type { BandRuns } from '../engine/band.js'
import { computeMetrics } from '../metrics/compute.js'
import { metricsInputOf } from '../metrics/run-input.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { RunResult } from '../model/run.js'
import { bandFields, bandFigures, bandOf, bandOfFields } from './band.js'

const { result } = runFixture({ bars: 300, trades: 6 })
const metricsOf = (run: RunResult) => computeMetrics(metricsInputOf(run))

/** The fixture with other round trips: results, and which of them hang on a path. */
function run(...trips: readonly (readonly [pnl: number, ambiguous: boolean])[]): RunResult {
  const [template] = result.roundTrips
  return { ...result, roundTrips: trips.map(([pnl, ambiguous]) => ({ ...(template as RoundTrip), pnl, ambiguous })) }
}

const shareOf = (ends: BandRuns) => bandOf(ends, metricsOf).ambiguousShare

describe('the share of a band that hangs on ambiguous bars', () => {
  test('is that of what closed trades moved, gains and losses alike, at the end where it is larger', () => {
    const pessimistic = run([-50, true], [150, false])
    const optimistic = run([50, true], [50, false])
    expect(shareOf({ pessimistic, optimistic }).value).toBe(0.5)
    expect(shareOf({ pessimistic, optimistic: pessimistic }).value).toBe(0.25)
  })

  test('is of the end that traded, where the other did not', () => {
    expect(shareOf({ pessimistic: run(), optimistic: run([10, true]) }).value).toBe(1)
  })

  test('is none, with the reason, where nothing was made or lost', () => {
    const share = shareOf({ pessimistic: run(), optimistic: run([0, true]) })
    expect(share).toEqual({ value: null, reason: 'n/a: no closed trade made or lost anything' })
  })

  test('is between 0 and 1 whatever the trades', () => {
    const trips = fc.array(fc.tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.boolean()), { maxLength: 5 })
    fc.assert(
      fc.property(trips, trips, (low, high) => {
        const { value } = shareOf({ pessimistic: run(...low), optimistic: run(...high) })
        expect(value === null || (value >= 0 && value <= 1)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a band', () => {
  const other = runFixture({ bars: 300, trades: 6, seed: 9 }).result
  const band = bandOf({ pessimistic: result, optimistic: other }, metricsOf)

  test('has the figures of both ends by the run’s own definitions', () => {
    expect(band.pessimistic.metrics).toEqual(metricsOf(result))
    expect(band.optimistic.metrics).toEqual(metricsOf(other))
    const [sharpe] = bandFigures(band, ['sharpe'], 'default')
    expect(sharpe?.label).toBe('Sharpe ratio')
    expect([sharpe?.pessimistic, sharpe?.optimistic]).toEqual(
      [result, other].map((one) => metricsOf(one).sharpe.value?.toFixed(2).replace('-', '−')),
    )
  })

  test('leaves out a figure that neither end has', () => {
    expect(bandFigures(band, ['beta'], 'default')).toEqual([])
  })

  test('comes back from its fields, reasons too', () => {
    const fields = JSON.parse(JSON.stringify(bandFields(band)))
    expect(bandOfFields(fields)).toEqual(JSON.parse(JSON.stringify(band)))
    expect(fields.pessimistic.metrics.sharpe).toBe(band.pessimistic.metrics.sharpe.value)
    expect(fields.ambiguousShare).toBe(band.ambiguousShare.value)
  })
})
