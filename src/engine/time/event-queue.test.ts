import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventQueue } from './event-queue.js'
import { Rank } from './rank.js'

const rank = fc.constantFrom(...Object.values(Rank))
const event = fc.record({ time: fc.integer({ min: 0, max: 5 }), rank })

/** What a sort that keeps equals in their order makes of the same events. */
function sorted<Event extends { time: number; rank: number }>(events: readonly Event[]): Event[] {
  return [...events].sort((a, b) => a.time - b.time || a.rank - b.rank)
}

describe('an event queue', () => {
  test('hands events out by time, then rank, then the order they came in', () => {
    fc.assert(
      fc.property(fc.array(event, { size: 'max', maxLength: 300 }), (events) => {
        const queue = new EventQueue<(typeof events)[number]>()
        for (const one of events) queue.push(one.time, one.rank, one)
        const taken = events.map(() => queue.take(Number.POSITIVE_INFINITY, Rank.open))
        const expected = sorted(events)
        expect(taken.every((one, index) => one === expected[index])).toBe(true)
        expect(queue.size).toBe(0)
      }),
    )
  })

  test('keeps that order when events come while others are taken', () => {
    const step = fc.oneof(event, fc.constant('take' as const))
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 300 }), (steps) => {
        const queue = new EventQueue<object>()
        let waiting: { time: number; rank: Rank }[] = []
        for (const one of steps) {
          if (one !== 'take') {
            queue.push(one.time, one.rank, one)
            waiting.push(one)
            continue
          }
          const [first] = sorted(waiting)
          expect(queue.nextTime).toBe(first?.time ?? Number.POSITIVE_INFINITY)
          expect(queue.take(Number.POSITIVE_INFINITY, Rank.open)).toBe(first)
          waiting = waiting.filter((other) => other !== first)
        }
        expect(queue.size).toBe(waiting.length)
      }),
    )
  })

  test('keeps back what is not due: a later time, or a later rank at the same time', () => {
    const queue = new EventQueue<string>()
    queue.push(10, Rank.timer, 'timer')
    queue.push(10, Rank.ledger, 'fill')
    expect(queue.take(9, Rank.open)).toBeUndefined()
    expect(queue.take(10, Rank.path)).toBeUndefined()
    expect(queue.take(10, Rank.ledger)).toBe('fill')
    expect(queue.take(10, Rank.onBars)).toBeUndefined()
    expect(queue.take(10, Rank.timer)).toBe('timer')
    expect(queue.take(10, Rank.open)).toBeUndefined()
  })

  test('has no next time when it is empty', () => {
    expect(new EventQueue<string>().nextTime).toBe(Number.POSITIVE_INFINITY)
  })
})
