import { describe, expect, test } from 'vitest'
import { calendar } from './calendar.js'
import { extendedHours } from './extended-hours.js'
import type { Session } from './session.js'

const hours = (date: string): string[] => {
  const { open, close } = extendedHours('XNYS', calendar('XNYS').session(date) as Session)
  return [open, close].map((time) => new Date(time).toISOString())
}

describe('the hours around a session of US stocks', () => {
  test.each([
    ['in winter', '2024-01-10', ['2024-01-10T09:00:00.000Z', '2024-01-11T01:00:00.000Z']],
    ['in summer', '2024-07-10', ['2024-07-10T08:00:00.000Z', '2024-07-11T00:00:00.000Z']],
    ['on a day that closes early', '2023-11-24', ['2023-11-24T09:00:00.000Z', '2023-11-24T22:00:00.000Z']],
  ])('are 4:00 to 20:00, to 17:00 on short days: %s', (_, date, expected) => {
    expect(hours(date)).toEqual(expected)
  })

  test('other markets have none: the session is all there is', () => {
    for (const id of ['24/5', '24/7'] as const) {
      const session = calendar(id).session('2024-01-10') as Session
      expect(extendedHours(id, session)).toEqual({ open: session.open, close: session.close })
    }
  })
})
