import { expect, test } from 'vitest'
import { brokerNotes } from './broker-notes.js'

const time = Date.UTC(2024, 0, 8, 10)
const none = { lateFills: 0, repeats: 0, revisions: 0, twinFills: 0 }

test('a run with a faultless broker has nothing to say of it', () => {
  expect(brokerNotes([], none)).toEqual([])
})

test('lost connections are told one by one, of the account only the last word', () => {
  const notes = brokerNotes(
    [
      { kind: 'account', time, cash: 1, equity: 2 },
      { kind: 'disconnected', time, why: 'code 1100' },
      { kind: 'reconnected', time: time + 60_000 },
      { kind: 'account', time: time + 90_000, cash: 3, equity: 4 },
    ],
    none,
  )
  expect(notes).toEqual([
    'The broker was disconnected at 2024-01-08T10:00:00Z: code 1100.',
    'The broker was connected again at 2024-01-08T10:01:00Z.',
    'The broker told of the account last at 2024-01-08T10:01:30Z: cash 3, equity 4.',
  ])
})

test('ids that begin anew are told', () => {
  expect(brokerNotes([{ kind: 'next-id', time, id: 1 }], none)).toEqual([
    'The broker said at 2024-01-08T10:00:00Z that ids begin anew at 1: ours went on.',
  ])
})

test('late and repeated fills are counted', () => {
  expect(brokerNotes([], { lateFills: 1, repeats: 2, revisions: 0, twinFills: 0 })).toEqual([
    '1 fill came after the end of an order: booked, and the order stayed ended.',
    '2 fills or charges came twice: counted once.',
  ])
})
