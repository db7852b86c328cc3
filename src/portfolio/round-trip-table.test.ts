import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoundTrip } from '../model/round-trip.js'
import { roundTripTable } from './round-trip-table.js'

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
const ownTrip: fc.Arbitrary<RoundTrip> = fc.record({
  id: fc.integer(),
  strategy: fc.string(),
  instrument: fc.string(),
  direction: fc.constantFrom('long', 'short'),
  entryTime: number,
  exitTime: number,
  entryBar: number,
  exitBar: number,
  quantity: number,
  entryPrice: number,
  exitPrice: number,
  grossPnl: number,
  fees: number,
  slippage: number,
  pnl: number,
  mae: number,
  mfe: number,
  initialRisk: fc.oneof(fc.constant(null), number),
  entryReason: fc.string(),
  exitReason: fc.string(),
  exitRole: fc.constantFrom('entry', 'exit', 'rebalance', 'stop', 'target', 'end-of-data'),
  ambiguous: fc.boolean(),
})
const anyTrip = fc.oneof(
  ownTrip,
  fc
    .tuple(ownTrip, fc.oneof(fc.constant(1), fc.double({ min: 1e-6, max: 1e6, noNaN: true })))
    .map(([trip, rate]): RoundTrip => ({ ...trip, rate })),
)

test('a round trip comes back as it went in', () => {
  fc.assert(
    fc.property(fc.array(anyTrip, { maxLength: 150, size: 'max' }), (trips) => {
      const table = roundTripTable()
      for (const trip of trips) table.append(trip)
      expect(table.records()).toEqual(trips)
      expect(table.length).toBe(trips.length)
    }),
    { numRuns: 30 },
  )
})
