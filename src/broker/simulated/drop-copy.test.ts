import { expect, test } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { DropCopy } from './drop-copy.js'

const filled = (fillId: number, time: number): OrderEvent => ({
  kind: 'filled',
  clientOrderId: 1,
  time,
  fill: fillOf(1, 100, { fillId, time }),
  done: false,
})

test('a statement has the executions since a time, whichever time was asked for before', () => {
  const copy = new DropCopy({ lots: new Map(), working: [] })
  const idsSince = (time: number) => copy.statement(time).executions.map(({ fillId }) => fillId)
  expect(idsSince(0)).toEqual([])
  for (const [index, time] of [10, 20, 20, 30].entries()) copy.note(filled(index + 1, time))
  const answers = [0, 20, 21, 10, 31, 30, Number.NEGATIVE_INFINITY].map(idsSince)
  expect(answers).toEqual([[1, 2, 3, 4], [2, 3, 4], [4], [1, 2, 3, 4], [], [4], [1, 2, 3, 4]])
  copy.note(filled(5, 40))
  expect([idsSince(30), idsSince(30), idsSince(40)]).toEqual([[4, 5], [4, 5], [5]])
})

test('a statement stays as it was when more is executed', () => {
  const copy = new DropCopy({ lots: new Map(), working: [] })
  copy.note(filled(1, 10))
  const before = copy.statement(0)
  copy.note(filled(2, 10))
  expect([before.executions.length, copy.statement(0).executions.length]).toEqual([1, 2])
})
