import { describe, expect, test } from 'vitest'
import type { RoundTrip } from '../model/round-trip.js'
import { MINUTE_MS } from '../model/time.js'
import { CoolDown, type CoolDownRule } from './cool-down.js'
import { entry, gateSeat, newYork, sessions } from './gate.testing.js'

const trip = (pnl: number, strategy = 'one', instrument = 'ACME') => ({ strategy, instrument, pnl }) as RoundTrip

/** Round trips that close a minute after each other from 10:01 on Wednesday 2024-01-03. */
function afterTrips(rule: CoolDownRule, ...results: readonly number[]): CoolDown {
  const gate = new CoolDown(rule, sessions)
  for (const [index, pnl] of results.entries()) gate.closed(trip(pnl), newYork(3, 10, index + 1))
  return gate
}

const code = (gate: CoolDown, time: number) => gate.judge(entry, gateSeat(), time)?.code ?? null

describe('three losses in a row', () => {
  const rule = { losses: 3, lasts: 30 * MINUTE_MS }
  const gate = afterTrips(rule, -1, -0.01, -5)

  test('pause the strategy for as long as the rule says, and not a millisecond longer', () => {
    expect(gate.judge(entry, gateSeat(), newYork(3, 10, 33) - 1)).toEqual({
      code: 'COOL_DOWN',
      context: { losses: 3, until: '2024-01-03T15:33:00Z' },
    })
    expect(code(gate, newYork(3, 10, 33))).toBeNull()
  })

  test('pause no other strategy', () => {
    expect(gate.judge(entry, gateSeat({ strategy: 'other' }), newYork(3, 10, 10))).toBeNull()
  })

  test('are counted anew after the pause', () => {
    gate.closed(trip(-1), newYork(3, 11))
    gate.closed(trip(-1), newYork(3, 11, 1))
    expect(code(gate, newYork(3, 11, 2))).toBeNull()
    gate.closed(trip(-1), newYork(3, 11, 3))
    expect(code(gate, newYork(3, 11, 4))).toBe('COOL_DOWN')
  })

  test.each<[string, readonly number[]]>([
    ['two', [-1, -1]],
    ['three with a cent won between', [-1, -1, 0.01, -1]],
    ['two and one that made nothing', [-1, -1, 0]],
  ])('are not %s', (_, results) => {
    expect(code(afterTrips(rule, ...results), newYork(3, 10, 10))).toBeNull()
  })
})

describe('a pause up to the next session', () => {
  const rule = { losses: 1, lasts: 'next-session' } as const

  test('ends as it opens', () => {
    const gate = afterTrips(rule, -1)
    expect(gate.judge(entry, gateSeat(), newYork(4, 9, 30) - 1)?.context).toMatchObject({ until: '2024-01-04T14:30:00Z' })
    expect(code(gate, newYork(4, 9, 30))).toBeNull()
  })

  test('lasts over a weekend', () => {
    const gate = new CoolDown(rule, sessions)
    gate.closed(trip(-1), newYork(5, 15))
    expect(code(gate, newYork(8, 9, 29))).toBe('COOL_DOWN')
    expect(code(gate, newYork(8, 9, 30))).toBeNull()
  })

  test('is that of what was lost with', () => {
    const gate = new CoolDown(rule, sessions)
    gate.closed(trip(-1, 'one', 'COIN'), newYork(3, 15))
    expect(code(gate, Date.UTC(2024, 0, 4) - 1)).toBe('COOL_DOWN')
    expect(code(gate, Date.UTC(2024, 0, 4))).toBeNull()
  })

  test('beyond the calendar has no end', () => {
    const gate = new CoolDown(rule, sessions)
    gate.closed(trip(-1), Date.UTC(2030, 11, 31, 20))
    expect(gate.judge(entry, gateSeat(), Date.UTC(2030, 11, 31, 20, 30))).toEqual({
      code: 'COOL_DOWN',
      context: { losses: 1, until: 'the end of the calendar' },
    })
  })
})
