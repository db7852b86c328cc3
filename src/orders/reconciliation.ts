// The books of the broker beside ours (FIA 4.1): what it executed that we never heard of, what works on one side only, and what is held then.

import type { Revision, Statement } from '../model/broker.js'
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
  /** Ids that work there and not here. */
  readonly unknown: readonly number[]
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
  const ids = new Set(own.working.map(({ clientOrderId }) => clientOrderId))
  const isThere = ({ clientOrderId }: Order): boolean => statement.working.has(clientOrderId)
  return {
    missing,
    revisions,
    gone: own.working.filter((order) => !isThere(order)),
    unanswered: own.working.filter((order) => isThere(order) && isAsked(order)),
    unknown: [...statement.working].filter((id) => !ids.has(id)),
    positions: positionDifferences(statement.lots, withMissing(own, missing, revisions)),
  }
}

/** Whether nothing is left to say. */
export function agree({ missing, revisions, gone, unanswered, unknown, positions }: Differences): boolean {
  return missing.length + revisions.length + gone.length + unanswered.length + unknown.length + positions.length === 0
}

function isAsked({ status }: Order): boolean {
  return status === 'submitted' || status === 'pending-cancel' || status === 'pending-update'
}

/** Of several that were said of one fill the last. */
function lastOfEach(revisions: readonly Revision[]): readonly Revision[] {
  return [...new Map(revisions.map((one) => [one.fill.fillId, one])).values()]
}

function withMissing(own: OwnBooks, missing: readonly Fill[], revisions: readonly Revision[]): ReadonlyMap<string, number> {
  const lots = new Map(own.lots)
  const count = ({ instrument, side, quantity }: Fill, times: 1 | -1): void => {
    const asset = own.asset(instrument)
    lots.set(asset, (lots.get(asset) ?? 0) + times * sign(side) * quantity)
  }
  for (const fill of missing) count(fill, 1)
  for (const { fill, becomes } of revisions) {
    count(fill, -1)
    if (becomes !== null) count(becomes, 1)
  }
  return lots
}

function positionDifferences(theirs: ReadonlyMap<string, number>, ours: ReadonlyMap<string, number>): PositionDifference[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((asset) => {
    const [own, there] = [ours.get(asset) ?? 0, theirs.get(asset) ?? 0]
    return own === there ? [] : [{ asset, ours: own, theirs: there }]
  })
}
