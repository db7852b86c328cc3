// The research account: positions and working entries up to a multiple of equity, long and short alike. No broker has it.

import type { Instrument } from '../model/instrument.js'
import { type OrderIntent, sign } from '../model/order.js'
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
      const opposite = account.netLots * sign(intent.side) < 0 ? Math.abs(account.netLots) : 0
      const { quantity } = intent
      // A reversal first frees what it closes, then takes up the rest.
      const own =
        'notional' in quantity ? orderValue(intent, each, account) : (quantity.lots - 2 * Math.min(quantity.lots, opposite)) * each
      // A group takes up what its largest order does.
      const alone = account.group === undefined ? own : Math.max(own, account.group.buyValue)
      const required = intent.children.length === 0 ? alone : alone + requiredByTriggered(intent, each, account, instrument)
      return { required, available: available(account) + account.released }
    },
    // What a reversal closes frees its exposure, whatever its side.
    spendable: ({ closes }, account) => available(account) + closes + account.released,
    freed: ({ lots, price }, account, instrument) => lots * worthOf(instrument, price, account),
  }
}

/** What the orders that it triggers take up once it has filled: one that closes what it opened takes up nothing. */
function requiredByTriggered(intent: OrderIntent, each: number, account: AccountState, instrument: Instrument): number {
  const lots = account.netLots + sign(intent.side) * orderLots(intent, each, account)
  let required = 0
  for (const child of triggeredBy(intent)) {
    const closes = lots * sign(child.side) < 0 ? Math.abs(lots) : 0
    const worth = worthOf(instrument, judgedPrice(child.price, account.referencePrice), account)
    required += Math.max(0, child.lots - 2 * Math.min(child.lots, closes)) * worth
  }
  return required
}
