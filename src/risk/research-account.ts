// The research account: every strategy's positions and working entries, side by side, up to a multiple of equity, long and short alike. No broker has it.

import type { Instrument } from '../model/instrument.js'
import { type OrderIntent, type Side, sign } from '../model/order.js'
import { judgedPrice } from '../model/order-price.js'
import { type AccountModel, orderValue, triggeredBy, worthOf } from './account-model.js'
import type { AccountState } from './control.js'

/** Gross exposure + working entries + the order ≤ equity × leverage. */
export function researchAccount(leverage: number): AccountModel {
  const available = ({ equity, grossExposure, committed }: AccountState): number => equity * leverage - grossExposure - committed
  return {
    type: 'research',
    asksReach: false,
    power(intent, price, account, instrument) {
      const each = worthOf(instrument, price, account)
      const opposite = closable(account.heldLots, intent.side, account.promised)
      const { quantity } = intent
      // A reversal first frees what it closes, then takes up the rest.
      const own =
        'notional' in quantity ? orderValue(intent, each, account) : (quantity.lots - 2 * Math.min(quantity.lots, opposite)) * each
      // A group takes up what its largest order does.
      const alone = account.group === undefined ? own : Math.max(own, account.group.buyValue)
      const required = intent.children.length === 0 ? alone : withTriggered(alone, intent, each, account, instrument)
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
function closable(heldLots: number, side: Side, promised: AccountState['promised'] = nothing): number {
  return Math.max(0, -heldLots * sign(side) - promised[side])
}

const nothing: Readonly<Record<Side, number>> = { buy: 0, sell: 0 }

/**
 * With the orders that it triggers, which wake with its first fill: the position goes as far as those on its side take it, or as far the other way as the
 * others do. What they would close does not help, since an exit may have closed it by then; only on the other side of what is held it takes them to begin.
 */
function withTriggered(alone: number, intent: OrderIntent, each: number, account: AccountState, instrument: Instrument): number {
  let along = alone
  let against = -Math.max(0, account.heldLots * sign(intent.side)) * each
  for (const { side, lots, price } of triggeredBy(intent)) {
    const worth = lots * worthOf(instrument, judgedPrice(price, side, account.referencePrice), account)
    if (side === intent.side) along += worth
    else against += worth
  }
  return Math.max(along, against)
}
