// I4: whatever asks a broker for an order or a change was approved once, before, as it is: the very object that risk marked, and one approval in the log for it. No id is used twice.

import { isApproved } from '../../model/approved.js'
import type { DecisionRecord } from '../../model/decision.js'
import type { OrderIntent } from '../../model/order.js'
import type { Finding, Invariant } from './invariant.js'

export const approvals: Invariant = {
  id: 'I4',
  says: 'Every order and change that is sent has one approval, of the same order, and every order an id of its own',
  begin({ log }) {
    const used = new WeakSet<object>()
    /** By order: what was sent, and how many changes of it. */
    const submitted = new Map<number, string>()
    const changes = new Map<number, number>()
    return {
      sent(request): Finding {
        if (request.kind === 'cancel' || request.kind === 'cancel-one' || request.kind === 'cancel-all') return null
        const isNew = request.kind === 'submit'
        const one = isNew ? request.ticket.intent : request.change
        const id = isNew ? request.ticket.clientOrderId : request.change.clientOrderId
        if (isNew && submitted.has(id)) return { message: `the id ${id} was used before`, context: { order: id } }
        const wasUsed = used.has(one)
        used.add(one)
        if (isNew) submitted.set(id, textOf(request.ticket.intent))
        else changes.set(id, (changes.get(id) ?? 0) + 1)
        if (!isApproved(one)) return { message: `${request.kind} of order ${id} was approved by nobody`, context: { order: id } }
        return wasUsed ? { message: `${request.kind} of order ${id} goes by an approval that was used`, context: { order: id } } : null
      },
      atEnd() {
        const decisions = log.ofOrders
        if (decisions === null) return null
        const logged = approvalsIn(decisions)
        return unapprovedOrder(submitted, logged) ?? unapprovedChange(changes, logged)
      },
    }
  },
}

/** By order: what was approved, and how many changes of it. */
interface Logged {
  readonly approved: ReadonlyMap<number, readonly string[]>
  readonly amended: ReadonlyMap<number, number>
}

function approvalsIn(decisions: readonly DecisionRecord[]): Logged {
  const approved = new Map<number, string[]>()
  const amended = new Map<number, number>()
  for (const { verdict, orderId, intent } of decisions) {
    if (orderId === null || intent === null) continue
    if (verdict === 'approved') approved.set(orderId, [...(approved.get(orderId) ?? []), textOf(intent)])
    if (verdict === 'amended') amended.set(orderId, (amended.get(orderId) ?? 0) + 1)
  }
  return { approved, amended }
}

function unapprovedOrder(submitted: ReadonlyMap<number, string>, { approved }: Logged): Finding {
  for (const [order, sent] of submitted) {
    const was = approved.get(order) ?? []
    if (was.length === 1 && was[0] === sent) continue
    return {
      message: `order ${order} went as ${sent}, approved was ${was.join(' and ') || 'nothing'}`,
      context: { order, approvals: was.length },
    }
  }
  return null
}

function unapprovedChange(changes: ReadonlyMap<number, number>, { amended }: Logged): Finding {
  for (const [order, sent] of changes) {
    const approvals = amended.get(order) ?? 0
    if (approvals !== sent)
      return { message: `${sent} changes of order ${order}, ${approvals} approved`, context: { order, sent, approvals } }
  }
  return null
}

function textOf({ strategy, instrument, side, quantity, price, reduceOnly }: OrderIntent): string {
  const size = 'lots' in quantity ? quantity.lots : `${quantity.notional} of money`
  return `${strategy} ${side} ${size} ${instrument} ${price.type}${reduceOnly ? ' reduce-only' : ''}`
}
