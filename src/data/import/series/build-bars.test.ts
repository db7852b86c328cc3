import { describe, expect, test } from 'vitest'
import { partOf, readBars } from '../rows/layout.testing.js'

const header = 'Date,Open,High,Low,Close,Volume'
const row = (stamp: string) => `${stamp},10,12,9,11,100`
const read = (stamps: readonly string[], options: Parameters<typeof readBars>[1]) =>
  readBars([partOf([header, ...stamps.map(row)])], options)
const crypto = { assetClass: 'crypto', stamp: 'start', timeframe: '5m' } as const

describe('a bar that opens inside the one before it', () => {
  test.each(['start', 'end'] as const)('is a fault of its row, with the %s as its stamp', async (stamp) => {
    const stamps = ['14:36', '14:41', '14:46', '14:47', '14:51', '14:56'].map((time) => `2024-03-01T${time}:00Z`)
    const error = await read(stamps, { ...crypto, stamp }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'BAD_DATA',
      total: 1,
      faults: [{ line: 5, message: expect.stringContaining('inside the bar of') }],
    })
  })

  test('is still being made where it is the last row: it is left out and told', async () => {
    const { bars, notes } = await read(
      ['14:31', '14:36', '14:41', '14:46', '14:47'].map((time) => `2024-03-01T${time}:00Z`),
      crypto,
    )
    expect(bars.X).toHaveLength(4)
    expect(bars.X?.[3]).toContain('14:51')
    expect(notes).toContainEqual(expect.stringContaining('line 6, was left out as still being made'))
  })

  test('is fine where a session begins: the bar before it ends there', async () => {
    const stamps = ['12:00', '13:00', '14:00', '14:30', '15:30'].map((time) => `2024-01-03T${time}:00Z`)
    const { bars } = await read(stamps, { stamp: 'start', timeframe: '1h' })
    expect(bars.X?.[2]).toContain('14:30')
    expect(bars.X).toHaveLength(5)
  })

  test('is fine where the close made the last bar short, stamped at its end', async () => {
    const stamps = ['18:30', '19:30', '20:30', '21:00'].map((time) => `2024-01-03T${time}:00Z`)
    const { bars } = await read(stamps, { stamp: 'end', timeframe: '1h' })
    expect(bars.X?.map((text) => text.slice(11, 16))).toEqual(['17:30', '18:30', '19:30', '20:30'])
  })

  test('is fine for a day that the clocks made an hour shorter', async () => {
    const stamps = ['2024-03-30T23:00:00Z', '2024-03-31T22:00:00Z', '2024-04-01T22:00:00Z']
    expect((await read(stamps, { ...crypto, timeframe: '1d' })).bars.X).toHaveLength(3)
  })
})
