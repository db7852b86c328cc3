import { expect, test } from 'vitest'
import { MINUTE_MS } from '../../model/time.js'
import { StopTries } from './stop-tries.js'

/** So many stops that are canceled as soon as they are sent. */
function after(count: number): StopTries {
  const tries = new StopTries()
  for (let id = 1; id <= count; id++) {
    tries.sent(id, id)
    expect(tries.ended(id, id)).toBe(true)
  }
  return tries
}

test('the third stop that is canceled at once is the last', () => {
  expect([after(2).areOver, after(3).areOver]).toEqual([false, true])
})

test('a stop that worked for more than a minute was taken, and so was every other', () => {
  const tries = after(2)
  tries.sent(3, 0)
  expect([tries.ended(2, 0), tries.ended(3, MINUTE_MS + 1), tries.areOver]).toEqual([false, false, false])
  expect([tries.ended(3, MINUTE_MS), tries.areOver]).toEqual([true, true])
})

test('books that agree are worth one more, a position that changes all of them', () => {
  const tries = after(3)
  tries.again()
  tries.sent(4, 4)
  expect([tries.areOver, tries.ended(4, 4), tries.areOver]).toEqual([false, true, true])
  tries.begin()
  tries.sent(5, 5)
  expect([tries.ended(5, 5), tries.areOver]).toEqual([true, false])
})
