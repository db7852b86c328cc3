import { expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { fillOf, observe } from './fill.testing.js'
import { LivePosition, PositionView } from './position.js'

const fields = ['isFlat', 'isLong', 'isShort', 'quantity', 'averagePrice', 'openedAt', 'openedBar', 'barsHeld'] as const

function shown(view: PositionView): unknown[] {
  return fields.map((field) => view[field])
}

test('a strategy sees its position as it stands, flat, long and short', () => {
  const live = new LivePosition('s', instrument('X', 'equity'))
  const view = new PositionView(live)
  expect(live).toMatchObject({ isFlat: true, isLong: false, isShort: false, openedAt: -1, openedBar: -1, barsHeld: -1, openedIn: null })
  expect(shown(view)).toEqual([true, false, false, 0, 0, -1, -1, -1])
  live.apply(fillOf(10, 100, { time: 5, barIndex: 3 }), 1, 'in', null, 1, 1)
  observe(live, 5, 101, 99, 100)
  expect(live.openedIn).toBe('X')
  expect(shown(view)).toEqual([false, true, false, 10, 100, 5, 3, 2])
  live.apply(fillOf(-14, 90, { time: 9, barIndex: 6 }), 2, 'turn', null, 1, 1)
  expect(shown(view)).toEqual([false, false, true, -4, 90, 9, 6, 0])
  live.apply(fillOf(4, 90, { time: 11, barIndex: 7 }), 3, 'out', null, 2, 1)
  expect(shown(view)).toEqual([true, false, false, 0, 0, -1, -1, -1])
  expect(live.tripSoFar).toEqual({ realizedPnl: 0, fees: 0 })
})
