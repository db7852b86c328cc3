import { describe, expect, test } from 'vitest'
import { layoutOf, partOf, readBars } from '../rows/layout.testing.js'

const row = (stamp: string) => `${stamp},10,12,9,11,100`
const read = (stamps: readonly string[], options: Parameters<typeof readBars>[1]) =>
  readBars([partOf(['Date,Open,High,Low,Close,Volume', ...stamps.map(row)], layoutOf({ stamp: null }))], options)

describe('a week of another day than Monday', () => {
  const thursdays = ['2024-01-04', '2024-01-11', '2024-01-18']
  const crypto = { assetClass: 'crypto', timeframe: '1w' } as const

  test('runs from its day, or to the end of it, where every day has a session', async () => {
    const start = await read(thursdays, { ...crypto, stamp: 'start' })
    expect(start.bars.X?.[0]).toBe('2024-01-04T00:00 2024-01-11T00:00 11')
    const instants = await read(
      thursdays.map((day) => `${day}T00:00:00Z`),
      { ...crypto, stamp: 'start' },
    )
    expect(start.bars).toEqual(instants.bars)
    expect((await read(thursdays, { ...crypto, stamp: 'end' })).bars.X?.[0]).toBe('2023-12-29T00:00 2024-01-05T00:00 11')
    await expect(read(thursdays, crypto)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('Thursday 2024-01-04') })
  })

  test.each(['start', 'end'] as const)('is refused where weeks are of sessions, as their %s', async (stamp) => {
    const error = await read(['2024-01-03', '2024-01-10', '2024-01-17'], { timeframe: '1w', stamp }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'BAD_DATA',
      total: 3,
      faults: [{ message: expect.stringContaining('Wednesday 2024-01-03') }, {}, {}],
    })
  })

  test('is fine where it is the first or the last session of a week with a holiday', async () => {
    const starts = await read(['2024-01-08', '2024-01-16', '2024-01-22'], { timeframe: '1w', stamp: 'start' })
    expect(starts.bars.X?.[1]).toContain('2024-01-16T14:30')
    const ends = await read(['2024-03-22', '2024-03-28', '2024-04-05'], { timeframe: '1w', stamp: 'end' })
    expect(ends.bars.X?.[1]).toContain('2024-03-28T20:00')
  })
})

describe('days stamped at their end', () => {
  const forex = { assetClass: 'forex', timeframe: '1d', stamp: 'end' } as const

  test('are the session that the instant ends', async () => {
    const { bars } = await read(['2024-01-09T22:00:00Z', '2024-01-10T22:00:00Z', '2024-01-11T22:00:00Z'], forex)
    expect(bars.X?.[0]).toBe('2024-01-08T22:00 2024-01-09T22:00 11')
  })

  test('with midnight may be either day, which is refused', async () => {
    const days = ['2024-01-09T00:00:00Z', '2024-01-10T00:00:00Z']
    await expect(read(days, forex)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('the day before') })
  })
})
