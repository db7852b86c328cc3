import { expect, test } from 'vitest'
import { exit } from '../../model/signal.js'
import type { Seat } from '../seats/seat.js'
import { type Decision, Waiting } from './waiting.js'

const decision: Decision = { seat: {} as Seat, signal: exit({}), decidedAt: 100 }

function waiting(...ids: number[]): Waiting {
  const one = new Waiting()
  one.standBy(new Set(ids), decision)
  return one
}

test('an exit that stands by for one order that will not be canceled is dropped', () => {
  const one = waiting(1)
  expect(one.takeRefused(2)).toEqual({ ready: [], dropped: [] })
  expect(one.takeRefused(1)).toEqual({ ready: [], dropped: [decision] })
  expect(one.isEmpty).toBe(true)
})

test('where another order has ended it goes, whichever is heard of first', () => {
  const refusedLast = waiting(1, 2)
  expect(refusedLast.takeReady(1, null)).toEqual([])
  expect(refusedLast.takeRefused(2)).toEqual({ ready: [decision], dropped: [] })

  const endedLast = waiting(1, 2)
  expect(endedLast.takeRefused(2)).toEqual({ ready: [], dropped: [] })
  expect(endedLast.takeReady(1, null)).toEqual([decision])
})
