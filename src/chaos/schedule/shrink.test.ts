import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalHash } from '../../std/hash.js'
import { runs } from '../../std/property.testing.js'
import { type Entry, type Schedule, scheduleOf } from './schedule.js'
import { shrink } from './shrink.js'

const START = Date.parse('2024-03-04T14:30:00Z')

/** Entries a0, a1, … of a fault that nobody knows, half an hour apart. */
function scheduleWith(count: number, minutes = 30, params: Entry['params'] = {}): Schedule {
  const entries = Array.from({ length: count }, (_, index) => ({
    name: `a${index}`,
    fault: 'anything',
    when: { at: new Date(START + index * 1_800_000).toISOString() },
    minutes,
    escalate: 2,
    params,
  }))
  return scheduleOf(7, entries)
}

function namesOf({ entries }: Schedule): string[] {
  return entries.map(({ name }) => name)
}

describe('a schedule that fails', () => {
  test('shrinks to the entries that it takes, their parameters gone, their times short', () => {
    const fails = ({ entries }: Schedule): boolean => ['a3', 'a11'].every((name) => entries.some((entry) => entry.name === name))
    const { schedule, trials, isMinimal } = shrink(scheduleWith(16, 30, { share: 0.7 }), fails)
    expect(namesOf(schedule)).toEqual(['a3', 'a11'])
    expect(schedule.entries.map(({ minutes, params, escalate }) => ({ minutes, params, escalate }))).toEqual([
      { minutes: 1, params: {}, escalate: 1 },
      { minutes: 1, params: {}, escalate: 1 },
    ])
    expect(isMinimal).toBe(true)
    expect(trials).toBeLessThan(80)
  })

  test('keeps of an entry the stretch that it takes, to the minute', () => {
    const wanted = START + 12 * 60_000
    const covers = ({ when, minutes }: Entry): boolean => {
      const from = 'at' in when ? Date.parse(when.at) : Number.NaN
      return from <= wanted && wanted < from + minutes * 60_000
    }
    const { schedule } = shrink(scheduleWith(1), ({ entries }) => entries.some(covers))
    expect(schedule.entries[0]).toMatchObject({ when: { at: '2024-03-04T14:42:00.000Z' }, minutes: 1 })
  })

  test('keeps a parameter that it takes, as a round number', () => {
    const fails = ({ entries: [one] }: Schedule): boolean => Number(one?.params.share) > 0.5
    const { schedule } = shrink(scheduleWith(1, 30, { share: 0.7123, side: 'long' }), fails)
    expect(schedule.entries[0]?.params).toEqual({ share: 0.7 })
  })

  test('leaves nothing where the world breaks by itself', () => {
    expect(shrink(scheduleWith(5), () => true).schedule.entries).toEqual([])
  })

  test('is given back as far as it came when the trials run out', () => {
    const fails = ({ entries }: Schedule): boolean => entries.length >= 3
    const { schedule, trials, isMinimal } = shrink(scheduleWith(40), fails, undefined, 5)
    expect({ trials, isMinimal, fails: fails(schedule) }).toEqual({ trials: 5, isMinimal: false, fails: true })
  })

  test('says after each trial how far it is', () => {
    const told: number[][] = []
    const { trials, schedule } = shrink(
      scheduleWith(8),
      ({ entries }) => entries.length > 1,
      (...one) => told.push(one),
    )
    expect(told.map(([trial]) => trial)).toEqual(Array.from({ length: trials }, (_, index) => index + 1))
    expect(told.at(-1)?.[1]).toBe(schedule.entries.length)
  })
})

test('a schedule that does not fail is refused', () => {
  expect(() => shrink(scheduleWith(2), () => false)).toThrow(expect.objectContaining({ code: 'BAD_SCHEDULE' }))
})

describe('whatever the schedule', () => {
  const isMinimal = (schedule: Schedule, fails: (schedule: Schedule) => boolean): boolean =>
    fails(schedule) && schedule.entries.every((_, index) => !fails({ ...schedule, entries: schedule.entries.toSpliced(index, 1) }))

  test('what needs some entries keeps exactly those', () => {
    const some = fc.integer({ min: 1, max: 24 }).chain((count) => fc.tuple(fc.constant(count), fc.subarray([...Array(count).keys()])))
    fc.assert(
      fc.property(some, ([count, needed]) => {
        const fails = (schedule: Schedule): boolean => needed.every((index) => namesOf(schedule).includes(`a${index}`))
        const { schedule } = shrink(scheduleWith(count), fails)
        expect(namesOf(schedule)).toEqual(needed.map((index) => `a${index}`))
      }),
      { numRuns: runs(1000) },
    )
  })

  test('what fails by chance still fails, without any one entry no longer, and comes out the same again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer(), fc.double({ min: 0, max: 1 }), (count, salt, share) => {
        const whole = scheduleWith(count, 3)
        // By its names alone, so that what is simpler in an entry changes nothing.
        const fails = (schedule: Schedule): boolean =>
          schedule.entries.length === count ||
          Number.parseInt(canonicalHash([salt, ...namesOf(schedule)]).slice(0, 8), 16) < share * 2 ** 32
        const { schedule, isMinimal: isDone } = shrink(whole, fails, undefined, 10_000)
        expect(isDone).toBe(true)
        expect(isMinimal(schedule, fails)).toBe(true)
        expect(shrink(whole, fails, undefined, 10_000).schedule).toEqual(schedule)
      }),
      { numRuns: runs(1000) },
    )
  })
})
