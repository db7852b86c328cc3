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
  const missing = statement.executions.filter(({ fillId }) => !own.hasFill(fillId))
  const revisions = lastOfEach(statement.revisions).filter((revision) => !own.hasRevision(revision))
  const { working } = own
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
    positions: positionDifferences(statement.lots, withMissing(own, missing, revisions)),
  }
}

/** Whether nothing is left to say. */
export function agree(differences: Differences): boolean {
  return Object.values(differences).every((found) => found.length === 0)
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
  const compare = (asset: string): void => {
    const [own, there] = [ours.get(asset) ?? 0, theirs.get(asset) ?? 0]
    if (own !== there) differences.push({ asset, ours: own, theirs: there })
  }
  for (const asset of ours.keys()) compare(asset)
  for (const asset of theirs.keys()) if (!ours.has(asset)) compare(asset)
  return differences
}
