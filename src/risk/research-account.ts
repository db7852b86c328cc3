// The research account: positions and working entries up to a multiple of equity, long and short alike. No broker has it.

import type { Instrument } from '../model/instrument.js'
import { type OrderIntent, type Side, sign } from '../model/order.js'
import { judgedPrice } from '../model/order-price.js'
import { type AccountModel, orderLots, orderValue, triggeredBy, worthOf } from './account-model.js'
import type { AccountState } from './control.js'

/** Gross exposure + working entries + the order ≤ equity × leverage. */
export function researchAccount(leverage: number): AccountModel {
  const available = ({ equity, grossExposure, committed }: AccountState): number => equity * leverage - grossExposure - committed
  return {
    type: 'research',
    asksReach: false,
    power(intent, price, account, instrument) {
      const each = worthOf(instrument, price, account)
      const opposite = closable(account.netLots, intent.side, account.promised)
      const { quantity } = intent
      // A reversal first frees what it closes, then takes up the rest.
      const own =
        'notional' in quantity ? orderValue(intent, each, account) : (quantity.lots - 2 * Math.min(quantity.lots, opposite)) * each
      // A group takes up what its largest order does.
      const alone = account.group === undefined ? own : Math.max(own, account.group.buyValue)
      const required = intent.children.length === 0 ? alone : alone + requiredByTriggered(intent, each, account, instrument)
      return { required, available: available(account) + account.released }
    },
    // What a reversal closes frees its exposure, whatever its side; what others would close already is not there for it.
    spendable({ side, price, closes }, account, instrument) {
      const taken = account.promised === undefined ? 0 : account.promised[side] * worthOf(instrument, price, account)
      return available(account) + closes - 2 * Math.min(closes, taken) + account.released
    },
    freed: ({ lots, price }, account, instrument) => lots * worthOf(instrument, price, account),
  }
}

/** Lots of a position that an order on this side would close, those left out that other working orders could close before it. */
function closable(netLots: number, side: Side, promised: AccountState['promised'] = nothing): number {
  return Math.max(0, -netLots * sign(side) - promised[side])
}

const nothing: Readonly<Record<Side, number>> = { buy: 0, sell: 0 }

/** What the orders that it triggers take up once it has filled: one that closes what it opened takes up nothing. */
function requiredByTriggered(intent: OrderIntent, each: number, account: AccountState, instrument: Instrument): number {
  const lots = account.netLots + sign(intent.side) * orderLots(intent, each, account)
  // They wake with the order, and may all fill.
  const promised = { ...nothing }
  let required = 0
  for (const child of triggeredBy(intent)) {
    const closes = closable(lots, child.side, promised)
    const worth = worthOf(instrument, judgedPrice(child.price, child.side, account.referencePrice), account)
    required += Math.max(0, child.lots - 2 * Math.min(child.lots, closes)) * worth
    promised[child.side] += child.lots
  }
  return required
}
