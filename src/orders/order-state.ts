// The life of an order as one table: what each event makes of each status. A step that no order can take is a programmer's error.

import { isTerminal, type OrderStatus } from '../model/order.js'
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

/** Answers to requests that came after the end, second reports, another end that a statement was before, and fills that were on their way: the order stays ended. */
const late = {
  accepted: 'stays',
  updated: 'stays',
  'update-rejected': 'stays',
  triggered: 'stays',
  partial: 'stays',
  filled: 'stays',
  canceled: 'stays',
  expired: 'stays',
  rejected: 'stays',
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
  filled: row(late),
  canceled: row(late),
  rejected: row(late),
  expired: row(late),
}

/** A status as a place in the table: what follows each event is found where one stands. */
export class LifeState {
  readonly status: OrderStatus
  readonly isOver: boolean
  /** Whether a request of ours is under way. */
  readonly isRequest: boolean
  next: ReadonlyMap<LifeEvent, LifeState> = new Map()

  constructor(status: OrderStatus) {
    this.status = status
    this.isOver = isTerminal(status)
    this.isRequest = status === 'pending-update' || status === 'pending-cancel'
  }
}

/** Where a step leads that is no status: back to what was beneath a request, or nowhere. */
const back = new LifeState('initialized')
const never = new LifeState('initialized')

/** The table, its statuses linked to those that they lead to; one that stays leads to itself. */
export const lifeStates: Readonly<Record<OrderStatus, LifeState>> = linked()

/** The state after an event; `beneath` is what the order would be without the request of ours that is under way. */
export function advance(state: LifeState, beneath: LifeState, event: LifeEvent, clientOrderId: number): LifeState {
  const next = state.next.get(event) as LifeState
  if (next === never) fail(`order ${clientOrderId} is ${state.status}: '${event}' cannot follow`)
  return next === back ? beneath : next
}

/** What an order goes back to after an event: a fill or a trigger under a request of ours is not forgotten when the request is refused. */
export function advanceBeneath(state: LifeState, beneath: LifeState, event: LifeEvent): LifeState {
  if (!state.isRequest) return state
  const next = beneath.next.get(event) as LifeState
  return next === lifeStates.accepted || next === lifeStates.triggered || next === lifeStates['partially-filled'] ? next : beneath
}

function linked(): Readonly<Record<OrderStatus, LifeState>> {
  const statuses = Object.keys(life) as OrderStatus[]
  const states = Object.fromEntries(statuses.map((status) => [status, new LifeState(status)])) as Record<OrderStatus, LifeState>
  const outcomes = { ...states, back, never }
  for (const status of statuses) {
    const nextOf = (event: LifeEvent): LifeState => {
      const step = life[status][event]
      return step === 'stays' ? states[status] : outcomes[step]
    }
    states[status].next = new Map(lifeEvents.map((event) => [event, nextOf(event)]))
  }
  return states
}

function row(steps: Partial<Record<LifeEvent, Step>>): Readonly<Record<LifeEvent, Step>> {
  const all = Object.fromEntries(lifeEvents.map((event) => [event, 'never'])) as Record<LifeEvent, Step>
  return { ...all, ...steps }
}
