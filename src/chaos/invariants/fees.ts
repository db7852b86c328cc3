// F1: each order costs the fee of all that it filled, once, in however many parts it filled: by a tariff of the check's own, the regulators' tables apart.

import { venuePolicies } from '../../engine/market/venue-policy.js'
import { lotValue } from '../../model/instrument.js'
import { moneyTexts } from './amount-text.js'
import type { Finding, Invariant } from './invariant.js'
import { tariffOf } from './tariff.js'

/** Parts of a fee add up to it within a thousandth of a cent; what regulators take is rounded to the cent, part by part. */
const ROUNDING = 1e-5
const CENT = 0.01

/** What an order traded by the venue's own words, and what that was to cost. */
interface Charged {
  readonly order: number
  readonly ids: Set<number>
  units: number
  value: number
  /** The fee of the whole so far. */
  fee: number
  regulatory: number
  paid: number
}

export const fees: Invariant = {
  id: 'F1',
  says: 'An order costs the fee of what it filled, once, in however many parts',
  begin({ config, feed }) {
    const policyOf = venuePolicies(config, { halts: null, impact: null })
    const listings = new Map(
      feed.series.map(({ series: { instrument } }) => {
        const { regulatory } = policyOf(instrument)
        return [instrument.id, { instrument, regulatory, tariff: tariffOf(config, instrument) }]
      }),
    )
    const orders = new Map<string, Charged>()
    return {
      told(event) {
        if (event.kind !== 'filled') return null
        const { fill } = event
        const listing = listings.get(fill.instrument)
        if (listing === undefined) return null
        const { instrument, regulatory, tariff } = listing
        const key = `${fill.clientOrderId}/${fill.twin ?? 0}`
        const order = orders.get(key) ?? fresh(fill.clientOrderId)
        orders.set(key, order)
        if (order.ids.has(fill.fillId)) return null
        order.ids.add(fill.fillId)
        const sells = fill.side === 'sell'
        const units = fill.quantity * instrument.lot
        const value = Math.abs(fill.quantity * lotValue(instrument, fill.price))
        order.regulatory += regulatory?.({ units, value, sells }, order.units, fill.time, instrument) ?? 0
        order.units += units
        order.value += value
        order.fee = Math.max(order.fee, tariff(order.units, order.value))
        order.paid += fill.fee
        return null
      },
      atEnd() {
        for (const one of orders.values()) {
          const found = wrong(one)
          if (found !== null) return found
        }
        return null
      },
    }
  },
}

function fresh(order: number): Charged {
  return { order, ids: new Set(), units: 0, value: 0, fee: 0, regulatory: 0, paid: 0 }
}

function wrong({ order, ids, fee: ofAll, regulatory, paid }: Charged): Finding {
  const should = ofAll + regulatory
  const forgiven = ROUNDING + (regulatory > 0 ? ids.size * CENT : 0)
  if (Math.abs(paid - should) <= forgiven) return null
  const [cost, fee] = moneyTexts(paid, should)
  return { message: `order ${order} filled in ${ids.size} parts and paid ${cost}, its fee is ${fee}`, context: { order, paid, should } }
}
