// The life of an order as a table: which status may follow which. A step outside it is a programmer's error.

import type { OrderStatus } from '../model/order.js'
import { fail } from '../std/assert.js'

const next: Record<OrderStatus, readonly OrderStatus[]> = {
  initialized: ['denied', 'submitted'],
  denied: [],
  submitted: ['accepted', 'rejected', 'filled', 'partially-filled', 'canceled'],
  accepted: ['triggered', 'pending-update', 'pending-cancel', 'partially-filled', 'filled', 'canceled', 'rejected', 'expired'],
  triggered: ['pending-update', 'pending-cancel', 'partially-filled', 'filled', 'canceled', 'rejected', 'expired'],
  'pending-update': ['accepted', 'triggered', 'pending-cancel', 'partially-filled', 'filled', 'canceled', 'rejected', 'expired'],
  'pending-cancel': ['accepted', 'partially-filled', 'filled', 'canceled', 'expired'],
  'partially-filled': ['partially-filled', 'triggered', 'pending-update', 'pending-cancel', 'filled', 'canceled', 'expired'],
  filled: [],
  canceled: [],
  rejected: [],
  expired: [],
}

/** The status after a step; asserts that the step is legal. */
export function advance(from: OrderStatus, to: OrderStatus): OrderStatus {
  if (!next[from].includes(to)) fail(`an order that is ${from} cannot become ${to}`)
  return to
}
