import { describe, expect, test } from 'vitest'
import { type BarArrays, barsOf } from './bars-of.js'

function arrays(time: BarArrays['time'], change: Partial<BarArrays> = {}): BarArrays {
  const prices = Array.from({ length: time.length }, (_, i) => 100 + i)
  const shifted = (by: number): number[] => prices.map((price) => price + by)
  return { time, open: prices, high: shifted(2), low: shifted(-2), close: shifted(1), ...change }
}

const days = ['2024-03-07', '2024-03-08', '2024-03-11', '2024-03-12']

describe('bars of arrays', () => {
  test('of days span the sessions of their dates, across the change of clocks too', () => {
    const { series, provenance } = barsOf(arrays(days), { symbol: 'ABC' })
    const [{ columns, timeframe, instrument } = {} as never] = series
    expect({ timeframe, id: instrument.id, tick: instrument.tick }).toEqual({ timeframe: '1d', id: 'ABC', tick: 'none' })
    expect([...columns.openTime].map((time) => new Date(time).toISOString().slice(5, 16))).toEqual([
      '03-07T14:30',
      '03-08T14:30',
      '03-11T13:30',
      '03-12T13:30',
    ])
    expect(new Date(columns.closeTime[2] as number).toISOString()).toBe('2024-03-11T20:00:00.000Z')
    expect([...columns.volume]).toEqual([0, 0, 0, 0])
    expect(provenance.name).toBe('ABC')
  })

  test('are the same from texts, dates and epoch milliseconds', () => {
    const epochs = days.map((day) => Date.parse(day))
    const hashes = [days, epochs, Float64Array.from(epochs), epochs.map((time) => new Date(time))].map(
      (time) => barsOf(arrays(time)).dataHash,
    )
    expect(new Set(hashes).size).toBe(1)
  })

  test.each([
    [60_000, '1m'],
    [300_000, '5m'],
    [3_600_000, '1h'],
    [14_400_000, '4h'],
    [86_400_000, '1d'],
    [604_800_000, '1w'],
  ])('%d ms apart last %s', (step, timeframe) => {
    const start = Date.UTC(2024, 0, 2, step < 86_400_000 ? 14 : 0)
    const time = Array.from({ length: 5 }, (_, i) => start + i * step)
    const [one] = barsOf(arrays(time), { calendar: '24/7' }).series
    expect(one?.timeframe).toBe(timeframe)
    expect((one?.columns.closeTime[0] as number) - (one?.columns.openTime[0] as number)).toBeGreaterThan(0)
  })

  test.each<readonly [string, BarArrays, string, RegExp]>([
    ['of unequal lengths', arrays(days, { close: [1, 2] }), 'BAD_DATA', /close has 2 values, time has 4/],
    ['with a volume too short', arrays(days, { volume: [1] }), 'BAD_DATA', /volume has 1 values/],
    ['that are empty', arrays([]), 'NO_BARS', /empty/],
    ['with a time without a zone', arrays(['2024-03-07T10:00:00', '2024-03-07T10:01:00']), 'BAD_DATA', /row 0: time '2024-03-07T10:00:00'/],
    ['with a day off', arrays(['2024-03-08', '2024-03-09']), 'BAD_DATA', /2024-03-09 is not a session/],
    ['that go back in time', arrays([...days].reverse()), 'USAGE', /timeframe/],
    ['with a low above the close', arrays(days, { low: [99, 300, 99, 99] }), 'BAD_DATA', /row 1: /],
    ['with a price that is none', arrays(days, { close: [1, Number.NaN, 1, 1] }), 'BAD_DATA', /row/],
  ])('%s are refused', (_, given, code, message) => {
    expect(() => barsOf(given)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }))
  })
})
