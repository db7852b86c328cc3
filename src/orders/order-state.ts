// The life of an order as one table: what each event makes of each status. A step that no order can take is a programmer's error.

import type { OrderStatus } from '../model/order.js'
import { fail } from '../std/assert.js'

/** What can happen to an order: our own steps, then a broker's word. `partial` is a fill that leaves something, `filled` the last one. */
export const lifeEvents = [
  'submit',
  'deny',
  'modify',
  'cancel',
  'accepted',
  'updated',
  'update-rejected',
  'triggered',
  'partial',
  'filled',
  'canceled',
  'cancel-rejected',
  'expired',
  'rejected',
] as const

export type LifeEvent = (typeof lifeEvents)[number]

/**
 * The status that follows; `stays` where the event is old news, or is about something else than the status; `back` to what the order was before our
 * request; `never` for a step that only a fault can ask for.
 */
export type Step = OrderStatus | 'stays' | 'back' | 'never'

const nothing = row({})

/** Answers to requests that came after the end, second reports, and fills that were on their way: the order stays ended. */
const late = {
  accepted: 'stays',
  updated: 'stays',
  'update-rejected': 'stays',
  triggered: 'stays',
  partial: 'stays',
  filled: 'stays',
  'cancel-rejected': 'stays',
} as const

const ends = { filled: 'filled', canceled: 'canceled', expired: 'expired' } as const

export const life: Readonly<Record<OrderStatus, Readonly<Record<LifeEvent, Step>>>> = {
  initialized: row({ submit: 'submitted', deny: 'denied' }),
  denied: nothing,
  submitted: row({
    modify: 'pending-update',
    cancel: 'pending-cancel',
    accepted: 'accepted',
    updated: 'stays',
    'update-rejected': 'stays',
    triggered: 'triggered',
    partial: 'partially-filled',
    ...ends,
    'cancel-rejected': 'stays',
    rejected: 'rejected',
  }),
  accepted: row({
    modify: 'pending-update',
    cancel: 'pending-cancel',
    accepted: 'stays',
    updated: 'stays',
    'update-rejected': 'stays',
    triggered: 'triggered',
    partial: 'partially-filled',
    ...ends,
    'cancel-rejected': 'stays',
    rejected: 'rejected',
  }),
  triggered: row({
    modify: 'pending-update',
    cancel: 'pending-cancel',
    accepted: 'stays',
    updated: 'stays',
    'update-rejected': 'stays',
    triggered: 'stays',
    partial: 'partially-filled',
    ...ends,
    'cancel-rejected': 'stays',
    rejected: 'rejected',
  }),
  'pending-update': row({
    modify: 'stays',
    cancel: 'pending-cancel',
    accepted: 'stays',
    updated: 'back',
    'update-rejected': 'back',
    triggered: 'stays',
    partial: 'stays',
    ...ends,
    'cancel-rejected': 'stays',
    rejected: 'rejected',
  }),
  'pending-cancel': row({
    accepted: 'stays',
    updated: 'stays',
    'update-rejected': 'stays',
    triggered: 'stays',
    partial: 'stays',
    ...ends,
    'cancel-rejected': 'back',
    rejected: 'rejected',
  }),
  'partially-filled': row({
    modify: 'pending-update',
    cancel: 'pending-cancel',
    accepted: 'stays',
    updated: 'stays',
    'update-rejected': 'stays',
    triggered: 'stays',
    partial: 'stays',
    ...ends,
    'cancel-rejected': 'stays',
  }),
  filled: row({ ...late }),
  canceled: row({ ...late, canceled: 'stays' }),
  rejected: row({ ...late, rejected: 'stays' }),
  expired: row({ ...late, expired: 'stays' }),
}

/** The status after an event; `beneath` is what the order would be without the request of ours that is under way. */
export function advance(status: OrderStatus, beneath: OrderStatus, event: LifeEvent, clientOrderId: number): OrderStatus {
  const step = life[status][event]
  switch (step) {
    case 'never':
      return fail(`order ${clientOrderId} is ${status}: '${event}' cannot follow`)
    case 'stays':
      return status
    case 'back':
      return beneath
    default:
      return step
  }
}

/** What an order goes back to after an event: a fill or a trigger under a request of ours is not forgotten when the request is refused. */
export function advanceBeneath(status: OrderStatus, beneath: OrderStatus, event: LifeEvent): OrderStatus {
  if (!isRequest(status)) return status
  const step = life[beneath][event]
  return step === 'accepted' || step === 'triggered' || step === 'partially-filled' ? step : beneath
}

function isRequest(status: OrderStatus): boolean {
  return status === 'pending-update' || status === 'pending-cancel'
}

function row(steps: Partial<Record<LifeEvent, Step>>): Readonly<Record<LifeEvent, Step>> {
  const all = Object.fromEntries(lifeEvents.map((event) => [event, 'never'])) as Record<LifeEvent, Step>
  return { ...all, ...steps }
}
