import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { Activation, type TriggerFacts } from './activation.js'
import { type EntryInput, scheduleOf } from './schedule.js'

const BEGIN = Date.parse('2024-03-04T15:00:00Z')
const HOUR = 60

const facts: Pick<TriggerFacts, 'deviation'> & { equity: number; breaches: number; spread: number } = {
  ...{ equity: 100, breaches: 0, spread: Number.NaN },
  deviation: () => facts.spread,
}

function activation(entry: Omit<EntryInput, 'fault'>, random = randomStream(1, 'a test')): Activation {
  Object.assign(facts, { equity: 100, breaches: 0, spread: Number.NaN })
  const [one] = scheduleOf(1, [{ fault: 'reject', ...entry }]).entries
  return new Activation(one as Activation['entry'], facts, random)
}

const at = (minute: number): number => BEGIN + minute * MINUTE_MS
const minutesOf = ({ onsets }: Activation): readonly number[] => onsets.map((time) => (time - BEGIN) / MINUTE_MS)

/** Asked at each minute, with what it looks at changed at some of them; in which it was on. */
function asked(one: Activation, minutes: number, change: Readonly<Record<number, Partial<typeof facts>>> = {}): readonly number[] {
  return Array.from({ length: minutes }, (_, minute) => minute).filter((minute) => {
    Object.assign(facts, change[minute])
    return one.isOn(at(minute))
  })
}

test('at a time it comes on once, at the first event from then on, for its minutes', () => {
  const one = activation({ when: { at: new Date(at(2) + 1).toISOString() }, minutes: 3 })
  expect(asked(one, 10)).toEqual([3, 4, 5])
  expect(minutesOf(one)).toEqual([3])
})

test('with a chance of one it comes on in every hour anew, though the hour before had it too', () => {
  const one = activation({ when: { perHour: 1 }, minutes: 5 })
  expect(asked(one, 3 * HOUR)).toHaveLength(15)
  expect(minutesOf(one)).toEqual([0, 60, 120])
})

test('an hour draws whether or not the entry is on, so that later hours draw the same', () => {
  const hours = (minutes: number) => minutesOf(onceAsked(activation({ when: { perHour: 0.4 }, minutes }))).map((minute) => minute / HOUR)
  const onceAsked = (one: Activation) => {
    asked(one, 24 * HOUR)
    return one
  }
  const short = hours(1)
  expect(short.length).toBeGreaterThan(3)
  // What lasts two hours and a half skips hits while it is on, and has no other ones.
  expect(short).toEqual(expect.arrayContaining(hours(150)))
})

test('what goes on being met has to let go before it comes on again', () => {
  const one = activation({ when: { calm: 0.001 }, minutes: 2 })
  asked(one, 12, { 1: { spread: 0.0001 }, 6: { spread: 0.01 }, 8: { spread: 0.0001 } })
  expect(minutesOf(one)).toEqual([1, 8])
})

test('what lets go while it is on may come on again', () => {
  const one = activation({ when: { calm: 0.001 }, minutes: 5 })
  asked(one, 12, { 1: { spread: 0.0001 }, 3: { spread: 0.01 }, 8: { spread: 0.0001 } })
  expect(minutesOf(one)).toEqual([1, 8])
})

test('a peak while it is on is the one to fall from', () => {
  const one = activation({ when: { drawdown: 0.1 }, minutes: 4 })
  asked(one, 12, { 1: { equity: 90 }, 2: { equity: 200 }, 3: { equity: 190 }, 7: { equity: 180 } })
  expect(minutesOf(one)).toEqual([1, 7])
})

test('asked again at one time it answers the same, whatever came between', () => {
  const one = activation({ when: { breaches: 1 }, minutes: 5 })
  expect(one.isOn(at(0))).toBe(false)
  facts.breaches = 1
  expect(one.isOn(at(0))).toBe(false)
  expect(one.isOn(at(1))).toBe(true)
  expect(asked(one, 9).at(-1)).toBe(5)
})

test('sizes grow each time that it comes on again', () => {
  const one = activation({ when: { perHour: 1 }, minutes: 1, escalate: 2 })
  expect(one.factor).toBe(1)
  asked(one, 2 * HOUR + 1)
  expect(one.factor).toBe(4)
})
