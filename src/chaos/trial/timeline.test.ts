import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { MINUTE_MS } from '../../model/time.js'
import { scheduleOf } from '../schedule/schedule.js'
import { timelineOf } from './timeline.js'

const at = '2024-03-04T15:30:00.000Z'

test('a timeline begins with the fault, says what came of it in its order, and the same of one time once', async () => {
  const laboratory = await testLaboratory()
  const schedule = scheduleOf(1, [{ fault: 'runaway', when: { at }, minutes: 2, params: { orders: 50 } }])
  const events = timelineOf(laboratory.trial(laboratory.world('minutes', 1), schedule), schedule)
  expect(events[0]).toEqual({ time: Date.parse(at), kind: 'onset', count: 1, says: 'runaway-1 comes on' })
  expect(events).toContainEqual({ time: Date.parse(at) + 2 * MINUTE_MS, kind: 'end', count: 1, says: 'runaway-1 is over' })
  expect(events.find(({ kind, says }) => kind === 'denied' && says.endsWith('of runaway-1'))?.count).toBeGreaterThan(1)
  expect(events.some(({ kind, says }) => kind === 'state' && says.startsWith('runaway-1: active to '))).toBe(true)
  const times = events.map(({ time }) => time)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('the mistake of an operator is never said to be over', async () => {
  const laboratory = await testLaboratory()
  const schedule = scheduleOf(1, [{ fault: 'wrong-unit', when: { at }, minutes: 5 }])
  const events = timelineOf(laboratory.trial(laboratory.world('minutes', 1), schedule), schedule)
  expect(events.filter(({ kind }) => kind === 'onset' || kind === 'end').map(({ says }) => says)).toEqual(['wrong-unit-1 comes on'])
})

test('where nothing came on it is all that happened', async () => {
  const laboratory = await testLaboratory()
  const schedule = scheduleOf(1, [])
  const events = timelineOf(laboratory.trial(laboratory.world('minutes', 1), schedule), schedule)
  expect(events.filter(({ kind }) => kind === 'orders').length).toBeGreaterThan(0)
})
