// The books of the broker beside ours (FIA 4.1): what it executed that we never heard of, what works on one side only, and what is held then.

import type { BrokerOrder, Revision, Statement } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import { type Order, sign } from '../model/order.js'

/** What we have. */
export interface OwnBooks {
  /** Net lots by asset. */
  readonly lots: ReadonlyMap<string, number>
  /** Orders that have not ended. */
  readonly working: readonly Order[]
  /** Whether a fill was told, by its id. */
  hasFill(fillId: number): boolean
  /** Whether every one of these is known to have been told: what was told once stays told. */
  hasAll(executions: readonly Fill[]): boolean
  /** What stands here of a fill; null where a revision took it back, undefined where nothing was told. */
  standing(fill: Fill): Fill | null | undefined
  /** Whether what became of a fill later was told. */
  hasRevision(revision: Revision): boolean
  /** Asset of an instrument. */
  asset(instrument: string): string
}

export interface Differences {
  /** Executions that we were not told, in their order. */
  readonly missing: readonly Fill[]
  /** What the broker took back or put right, and we were not told. */
  readonly revisions: readonly Revision[]
  /** Orders that we think work, and that the broker does not have. */
  readonly gone: readonly Order[]
  /** Orders that work, of which nobody has said so, or with a request of ours that nobody has answered. */
  readonly unanswered: readonly Order[]
  /** What works there, and has ended here. */
  readonly unknown: readonly BrokerOrder[]
  /** What works there beside an order of ours, or in the place of one that is full. */
  readonly twins: readonly BrokerOrder[]
  /** What differs with the missing executions counted. */
  readonly positions: readonly PositionDifference[]
}

export interface PositionDifference {
  readonly asset: string
  /** Lots. */
  readonly ours: number
  readonly theirs: number
}

export function reconcile(statement: Statement, own: OwnBooks): Differences {
  const missing = own.hasAll(statement.executions) ? [] : untold(statement.executions, own)
  const revisions = statement.revisions.length === 0 ? [] : lastOfEach(statement.revisions).filter((one) => !own.hasRevision(one))
  const positions = positionDifferences(statement.lots, withMissing(own, missing, revisions))
  const { working } = own
  if (workAlike(working, statement.working)) return { missing, revisions, gone: [], unanswered: [], unknown: [], twins: [], positions }
  const ours = new Map(working.map((order) => [order.clientOrderId, order]))
  const there = new Map(statement.working.map((one) => [one.clientOrderId, one]))
  const isThere = ({ clientOrderId }: Order): boolean => there.has(clientOrderId)
  return {
    missing,
    revisions,
    gone: working.filter((order) => !isThere(order)),
    unanswered: working.filter((order) => isThere(order) && isAsked(order)),
    unknown: [...there.values()].filter(({ clientOrderId }) => !ours.has(clientOrderId)),
    twins: statement.working.filter((one) => there.get(one.clientOrderId) !== one || isFull(ours.get(one.clientOrderId))),
    positions,
  }
}

/** Whether nothing is left to say. */
export function agree({ missing, revisions, gone, unanswered, unknown, twins, positions }: Differences): boolean {
  const ofOrders = gone.length + unanswered.length + unknown.length + twins.length
  return missing.length + revisions.length + ofOrders + positions.length === 0
}

function untold(executions: readonly Fill[], own: OwnBooks): Fill[] {
  const missing: Fill[] = []
  for (const fill of executions) if (!own.hasFill(fill.fillId)) missing.push(fill)
  return missing
}

/** So many orders are looked for one by one. */
const FEW = 8

/** Whether the same few orders work on both sides, each once, and nothing is asked of any: so it is at nearly every statement, and is seen at a glance. */
function workAlike(ours: readonly Order[], theirs: readonly BrokerOrder[]): boolean {
  if (ours.length !== theirs.length || ours.length > FEW) return false
  for (const order of ours) if (isAsked(order) || isFull(order) || countOf(order.clientOrderId, theirs) !== 1) return false
  return true
}

function countOf(id: number, orders: readonly BrokerOrder[]): number {
  let count = 0
  for (const { clientOrderId } of orders) if (clientOrderId === id) count++
  return count
}

/** Whether nothing is left to fill, and no change is under way that may leave more. */
function isFull(order: Order | undefined): boolean {
  if (order?.status !== 'partially-filled' || order.parentId !== null || !('lots' in order.intent.quantity)) return false
  return order.filledQuantity >= order.quantity
}

function isAsked({ status }: Order): boolean {
  return status === 'submitted' || status === 'pending-cancel' || status === 'pending-update'
}

/** Of several that were said of one fill the last. */
function lastOfEach(revisions: readonly Revision[]): readonly Revision[] {
  return [...new Map(revisions.map((one) => [one.fill.fillId, one])).values()]
}

function withMissing(own: OwnBooks, missing: readonly Fill[], revisions: readonly Revision[]): ReadonlyMap<string, number> {
  if (missing.length === 0 && revisions.length === 0) return own.lots
  const lots = new Map(own.lots)
  const count = ({ instrument, side, quantity }: Fill, times: 1 | -1): void => {
    const asset = own.asset(instrument)
    lots.set(asset, (lots.get(asset) ?? 0) + times * sign(side) * quantity)
  }
  const untold = missing.filter((fill) => own.standing(fill) === undefined)
  for (const fill of untold) count(fill, 1)
  for (const { fill, becomes } of revisions) {
    const standing = own.standing(fill)
    const before = standing === undefined ? fill : standing
    if (before !== null) count(before, -1)
    if (becomes !== null) count(becomes, 1)
  }
  return lots
}

function positionDifferences(theirs: ReadonlyMap<string, number>, ours: ReadonlyMap<string, number>): PositionDifference[] {
  const differences: PositionDifference[] = []
  for (const [asset, own] of ours) {
    const there = theirs.get(asset) ?? 0
    if (own !== there) differences.push({ asset, ours: own, theirs: there })
  }
  for (const [asset, there] of theirs) if (there !== 0 && !ours.has(asset)) differences.push({ asset, ours: 0, theirs: there })
  return differences
}
