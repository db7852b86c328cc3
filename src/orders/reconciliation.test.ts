import { expect, test } from 'vitest'
import type { Statement } from '../model/broker.js'
import { brokerOrder } from '../model/broker.testing.js'
import type { Fill } from '../model/fill.js'
import type { Order } from '../model/order.js'
import { agree, type OwnBooks, reconcile } from './reconciliation.js'

const fill = (fillId: number, lots: number): Fill =>
  ({ fillId, clientOrderId: 1, instrument: 'A@X', side: lots > 0 ? 'buy' : 'sell', quantity: Math.abs(lots) }) as Fill
const order = (clientOrderId: number, status: Order['status'] = 'accepted'): Order => ({ clientOrderId, status }) as Order

const books = (lots: number, working: readonly Order[], known: readonly number[]): OwnBooks => ({
  lots: new Map([['A', lots]]),
  working,
  standing: (one) => (known.includes(one.fillId) ? one : undefined),
  hasRevision: () => false,
  hasAll: () => false,
  hasFill: (id) => known.includes(id),
  asset: () => 'A',
})
const statement = (lots: number, working: readonly number[], executions: readonly Fill[]): Statement => ({
  lots: new Map([['A', lots]]),
  working: working.map((clientOrderId) => brokerOrder(100 + clientOrderId, clientOrderId)),
  executions,
  revisions: [],
})

test('the same books have nothing to say', () => {
  const found = reconcile(statement(10, [2], [fill(1, 10)]), books(10, [order(2)], [1]))
  expect([agree(found), found]).toEqual([
    true,
    { missing: [], revisions: [], gone: [], unanswered: [], unknown: [], twins: [], positions: [] },
  ])
})

test('an execution that we were not told explains the position that differs by it', () => {
  const found = reconcile(statement(4, [], [fill(1, 10), fill(2, -6)]), books(10, [], [1]))
  expect([found.missing.map(({ fillId }) => fillId), found.positions, agree(found)]).toEqual([[2], [], false])
})

test('a position that no execution explains differs, a flat one too', () => {
  expect(reconcile(statement(7, [], []), books(10, [], [])).positions).toEqual([{ asset: 'A', ours: 10, theirs: 7 }])
  expect(reconcile({ ...statement(0, [], []), lots: new Map() }, books(10, [], [])).positions).toEqual([
    { asset: 'A', ours: 10, theirs: 0 },
  ])
  expect(reconcile(statement(3, [], []), { ...books(0, [], []), lots: new Map() }).positions).toEqual([{ asset: 'A', ours: 0, theirs: 3 }])
})

test('orders that work on one side only, and requests that nobody answered', () => {
  const [asked, silent] = [order(3, 'pending-cancel'), order(5, 'submitted')]
  const found = reconcile(statement(0, [2, 3, 4, 5], []), books(0, [order(1), order(2), asked, silent], []))
  expect([found.gone, found.unanswered, found.unknown]).toEqual([[order(1)], [asked, silent], [brokerOrder(104, 4)]])
})

test('what became of a fill later and was not told is missing, and counts in positions; of several the last', () => {
  const was = fill(1, 10)
  const fewer = { fill: was, becomes: fill(1, 4), time: 1 }
  const bust = { fill: was, becomes: null, time: 2 }
  const found = reconcile({ ...statement(0, [], [was]), revisions: [fewer, bust] }, books(10, [], [1]))
  expect([agree(found), found]).toMatchObject([false, { missing: [], revisions: [bust], positions: [] }])
  const known = { ...books(0, [], [1]), hasRevision: () => true }
  expect(agree(reconcile({ ...statement(0, [], [was]), revisions: [bust] }, known))).toBe(true)
})

test('what is taken back is what stood last: of a fill that was put right before, the lots that were left', () => {
  const was = fill(1, 10)
  const bust = { fill: was, becomes: null, time: 2 }
  const own = { ...books(4, [], [1]), standing: () => fill(1, 4) }
  expect(reconcile({ ...statement(0, [], [was]), revisions: [bust] }, own).positions).toEqual([])
})

test('an execution that was taken back before it was told counts for nothing', () => {
  const was = fill(1, 10)
  const own = { ...books(0, [], []), standing: () => null, hasRevision: () => true }
  expect(reconcile({ ...statement(0, [], [was]), revisions: [{ fill: was, becomes: null, time: 2 }] }, own).positions).toEqual([])
})

test.each([1, 8, 9])(
  '%i orders that work on both sides have nothing to say, in whatever order they are told; one too many, or one of another id, has',
  (count) => {
    const ids = Array.from({ length: count }, (_, at) => at + 1)
    const own = books(
      0,
      ids.map((id) => order(id)),
      [],
    )
    const found = (theirs: readonly number[]) => reconcile(statement(0, theirs, []), own)
    expect(agree(found(ids.toReversed()))).toBe(true)
    expect(found([...ids, 1]).twins.map(({ clientOrderId }) => clientOrderId)).toEqual([1])
    expect(found([...ids.slice(1), 77])).toMatchObject({ gone: [{ clientOrderId: 1 }], unknown: [{ clientOrderId: 77 }] })
    // As many as ours, one of them twice.
    if (count > 1)
      expect(found([...ids.slice(1), count])).toMatchObject({ gone: [{ clientOrderId: 1 }], twins: [{ clientOrderId: count }] })
  },
)
