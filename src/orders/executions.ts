// Everything that was told of executions, each once by its id: fills, what they cost, and what stands in the place of those that were revised.

import type { OrderEvent, Revision } from '../model/broker.js'
import type { Fill } from '../model/fill.js'
import { type FillTotals, OrderFills } from './order-fills.js'

/** What came that a faultless connection does not bring. */
export interface Anomalies {
  /** Fills of orders that had ended: they count, and the order stays ended. */
  lateFills: number
  /** Fills and charges that were told before: they do not count again. */
  repeats: number
  /** Fills that were taken back, or put right. */
  revisions: number
  /** Fills of twins: they count, and in no order's sums. */
  twinFills: number
}

type Charge = Extract<OrderEvent, { readonly kind: 'commission' }>

export class Executions {
  readonly anomalies: Anomalies = { lateFills: 0, repeats: 0, revisions: 0, twinFills: 0 }
  readonly #fills = new OrderFills()
  readonly #ofTwins = new OrderFills()
  /** What stands in the place of a fill that was revised, by its id. */
  readonly #revised = new Map<number, Fill | null>()

  /** Whether a fill was told. */
  has(fillId: number): boolean {
    return this.#fills.has(fillId) || this.#ofTwins.has(fillId)
  }

  /** Notes a fill; false where it was told before. */
  add(fill: Fill, clientOrderId: number): boolean {
    const isTwins = fill.twin !== undefined
    const isNew = (isTwins ? this.#ofTwins : this.#fills).add(fill, clientOrderId)
    if (!isNew) this.anomalies.repeats++
    else if (isTwins) this.anomalies.twinFills++
    return isNew
  }

  /** Notes what a fill cost on top of its own fee; false where it was told before. */
  charge({ clientOrderId, fillId, amount }: Charge): boolean {
    const isNew = (this.#ofTwins.has(fillId) ? this.#ofTwins : this.#fills).charge(clientOrderId, fillId, amount)
    if (!isNew) this.anomalies.repeats++
    return isNew
  }

  /** Notes an error trade; false where that is known. What the order filled stays told: it is not filled anew. */
  revise(revision: Revision): boolean {
    if (this.hasRevision(revision)) {
      this.anomalies.repeats++
      return false
    }
    this.#revised.set(revision.fill.fillId, revision.becomes)
    this.anomalies.revisions++
    return true
  }

  /** Whether it is known that a fill was taken back, or what it became. */
  hasRevision({ fill: { fillId }, becomes }: Revision): boolean {
    const known = this.#revised.get(fillId)
    return known !== undefined && (known === null ? becomes === null : becomes !== null && isSameTrade(known, becomes))
  }

  /**
   * What stands here of a fill of the broker's: with the lots, price and fee that it was told with, for what it cost may not have been told, or what the
   * last revision made of it. Null where that took it back, undefined where nothing was told.
   */
  standing(fill: Fill): Fill | null | undefined {
    const revised = this.#revised.get(fill.fillId)
    if (revised !== undefined) return revised
    if (!this.has(fill.fillId)) return undefined
    return { ...fill, ...(fill.twin === undefined ? this.#fills : this.#ofTwins).told(fill) }
  }

  /** What an order's own fills add up to. */
  totals(clientOrderId: number): FillTotals {
    return this.#fills.totals(clientOrderId)
  }
}

function isSameTrade(one: Fill, other: Fill): boolean {
  return one.quantity === other.quantity && one.price === other.price && one.fee === other.fee
}
