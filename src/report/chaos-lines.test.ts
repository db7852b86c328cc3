import { expect, test } from 'vitest'
import type { RunChaos } from '../model/run-chaos.js'
import { chaosLines } from './chaos-lines.js'

const time = Date.UTC(2008, 9, 10, 14)
const runaway = { name: 'runaway-1', fault: 'runaway', target: null, minutes: 5, onsets: [time] }
const chaos: RunChaos = { faults: [runaway], violations: [], damage: 1234.5 }

test('a few lines say what it cost, what broke and what came on when', () => {
  expect(chaosLines(chaos, 'USD')).toEqual([
    'Chaos: every invariant held, damage 1,234.50 USD against the same run without faults',
    'runaway-1 came on at 2008-10-10 14:00 UTC, for 5 min',
  ])
  expect(chaosLines({ ...chaos, faults: [{ ...runaway, minutes: null }] }, 'USD')[1]).toMatch(/, for good$/)
  const broken = { invariant: 'I2', time, message: 'a position is not the sum of its fills', context: { position: 3, fills: 2 } }
  expect(chaosLines({ ...chaos, violations: [broken] }, 'USD').slice(0, 2)).toEqual([
    'Chaos: 1 invariant broke, damage 1,234.50 USD against the same run without faults',
    '2008-10-10 14:00 UTC  I2 broke: a position is not the sum of its fills (position=3, fills=2)',
  ])
})

test('numbers of a finding are told without what binary fractions leave behind', () => {
  const broken = { invariant: 'I3', time, message: 'equity is off', context: { equity: 99_196.59999999999, level: 'active' } }
  expect(chaosLines({ ...chaos, violations: [broken] }, 'USD')[1]).toMatch(/ \(equity=99196\.6, level=active\)$/)
})

test('of many times only the first are said, and of a fault that never came on that it did not', () => {
  const often = { ...runaway, target: 'sma-cross', onsets: [time, time, time, time, time] }
  expect(chaosLines({ ...chaos, faults: [often, { ...runaway, onsets: [] }] }, 'USD').slice(1)).toEqual([
    'runaway-1 (sma-cross) came on at 2008-10-10 14:00, 2008-10-10 14:00, 2008-10-10 14:00 UTC, 2 times more, for 5 min',
    'runaway-1 never came on',
  ])
})
