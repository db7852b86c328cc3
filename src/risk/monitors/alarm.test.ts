import { expect, test } from 'vitest'
import { Alarm } from './alarm.js'

const none = Number.POSITIVE_INFINITY

test('a limit is reached at its part of the base', () => {
  const alarm = new Alarm({ warning: 0.05, critical: 0.1 })
  expect([4.9, 5, 9.9, 10].map((loss) => alarm.rising(loss, 100))).toEqual([null, 'warning', null, 'critical'])
})

test('of a base below zero every part is nothing, and no limit stays none', () => {
  expect(new Alarm({ warning: 0.05, critical: none }).rising(1, -100)).toBe('warning')
  expect(new Alarm({ warning: none, critical: none }).rising(1, -100)).toBeNull()
  const alarm = new Alarm({ warning: 0.05, critical: none })
  expect([alarm.limit('warning', -100), alarm.limit('critical', -100)]).toEqual([0, none])
  expect(alarm.isSilentUpTo(1, -100)).toBe(false)
})
