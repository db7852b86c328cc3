import { describe, expect, test } from 'vitest'
import { isTerminal, type OrderStatus } from '../model/order.js'
import { advance } from './order-state.js'

/** Every step that an order may take, written out: what is not here is an error. */
const legal: Readonly<Record<OrderStatus, string>> = {
  initialized: 'denied submitted',
  denied: '',
  submitted: 'accepted rejected filled partially-filled canceled',
  accepted: 'triggered pending-update pending-cancel partially-filled filled canceled rejected expired',
  triggered: 'pending-update pending-cancel partially-filled filled canceled rejected expired',
  'pending-update': 'accepted triggered pending-cancel partially-filled filled canceled rejected expired',
  'pending-cancel': 'accepted partially-filled filled canceled expired',
  'partially-filled': 'partially-filled triggered pending-update pending-cancel filled canceled expired',
  filled: '',
  canceled: '',
  rejected: '',
  expired: '',
}
const statuses = Object.keys(legal) as OrderStatus[]
const steps = statuses.flatMap((from) => statuses.map((to) => ({ from, to, isLegal: legal[from].split(' ').includes(to) })))

describe('the life of an order', () => {
  test.each(steps.filter((step) => step.isLegal))('$from → $to', ({ from, to }) => {
    expect(advance(from, to)).toBe(to)
  })

  test.each(steps.filter((step) => !step.isLegal))('never $from → $to', ({ from, to }) => {
    expect(() => advance(from, to)).toThrow(`an order that is ${from} cannot become ${to}`)
  })

  test('ends where nothing follows', () => {
    expect(statuses.filter((status) => legal[status] === '')).toEqual(statuses.filter(isTerminal))
  })

  test('every status can be reached, and from every status an end', () => {
    const next = (from: OrderStatus): OrderStatus[] => statuses.filter((to) => legal[from].split(' ').includes(to))
    const reach = (from: OrderStatus): Set<OrderStatus> => {
      const seen = new Set<OrderStatus>([from])
      for (const status of seen) for (const to of next(status)) seen.add(to)
      return seen
    }
    expect([...reach('initialized')].sort()).toEqual([...statuses].sort())
    for (const status of statuses) expect([...reach(status)].some(isTerminal)).toBe(true)
  })
})
