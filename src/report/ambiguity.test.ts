import { describe, expect, test } from 'vitest'
import type { Fill } from '../model/fill.js'
import type { RoundTrip } from '../model/round-trip.js'
import { ambiguityNotes, ambiguityOf } from './ambiguity.js'

const run = (trips: readonly (readonly [pnl: number, ambiguous: boolean])[]) => ({
  fills: trips.map(([, ambiguous]) => ({ ambiguous }) as Fill),
  roundTrips: trips.map(([pnl, ambiguous]) => ({ pnl, ambiguous }) as RoundTrip),
})

describe('what hangs on the path inside a bar', () => {
  test('is told as a share of what trades moved and as the result itself', () => {
    const found = ambiguityOf(
      run([
        [-300, true],
        [100, false],
        [-100, false],
        [100, true],
      ]),
    )
    expect(found).toEqual({ fills: 2, share: 400 / 600, hanging: -200, all: -200 })
  })

  test('has no share where no trade moved anything', () => {
    expect(ambiguityOf(run([[0, true]])).share).toBe(null)
    expect(ambiguityOf(run([])).share).toBe(null)
  })

  test('is a note of the run from a tenth on', () => {
    expect(
      ambiguityNotes(
        run([
          [10, true],
          [90, false],
        ]),
      ),
    ).toEqual([
      '1 fill hangs on the order of prices inside the bar; the trades with them made 10 of 100 and 10.0\u202f% of what all trades moved. The other end: --intrabar optimistic.',
    ])
    expect(
      ambiguityNotes(
        run([
          [9, true],
          [91, false],
        ]),
      ),
    ).toEqual([])
  })
})
