// The research account: every strategy's positions and working entries, side by side, up to a multiple of equity, long and short alike. No broker has it.

import type { Instrument } from '../model/instrument.js'
import { type OrderIntent, type Side, sign } from '../model/order.js'
import { judgedPrice } from '../model/order-price.js'
import { type AccountModel, heldWorth, orderValue, triggeredBy, worthOf } from './account-model.js'
import type { AccountState } from './control.js'

/** Gross exposure + working entries + the order ≤ equity × leverage. */
export function researchAccount(leverage: number): AccountModel {
  const available = ({ equity, grossExposure, committed }: AccountState): number => equity * leverage - grossExposure - committed
  return {
    type: 'research',
    asksReach: false,
    asksOwn: false,
    isSideBySide: true,
    power(intent, price, account, instrument) {
      const own = ownRequired(intent, worthOf(instrument, price, account), account, instrument)
      // A group takes up what its largest order does.
      const alone = account.group === undefined ? own : Math.max(own, account.group.buyValue)
      const required = intent.children.length === 0 ? alone : withTriggered(alone, intent, account, instrument)
      return { required, available: available(account) + account.released }
    },
    // What a reversal closes frees its exposure; what others would close before it is not there for it, and counts as opened.
    spendable({ side, price, closing }, account, instrument) {
      const taken = Math.min(closing, account.promised?.[side] ?? 0)
      const freed = heldWorth(unreleased(closing - taken, account, side), instrument, account)
      return available(account) + freed - (taken === 0 ? 0 : taken * worthOf(instrument, price, account)) + account.released
    },
    freed: ({ lots, price }, account, instrument) => lots * worthOf(instrument, price, account),
  }
}

/** What an order takes up by itself, at its own price: a reversal first frees what it closes, at the mark, then takes up the rest. */
function ownRequired(intent: OrderIntent, each: number, account: AccountState, instrument: Instrument): number {
  const { quantity, reduceOnly, closing, side } = intent
  if ('notional' in quantity) return orderValue(intent, each, account)
  const { lots } = quantity
  const closed = Math.min(lots, reduceOnly ? lots : closing, closable(account, side))
  return (lots - closed) * each - heldWorth(unreleased(closed, account, side), instrument, account)
}

/** Lots of a position that an order on this side would close, those left out that other working orders could close before it. */
function closable({ heldLots, promised = nothing }: AccountState, side: Side): number {
  return Math.max(0, -heldLots * sign(side) - promised[side])
}

/** Of lots that are closed those whose value the batch does not count on already: an exit beside frees what it takes, and once. */
function unreleased(closed: number, account: AccountState, side: Side): number {
  const { leaving = nothing } = account
  return Math.min(closed, Math.max(0, closable(account, side) - leaving[side]))
}

const nothing: Readonly<Record<Side, number>> = { buy: 0, sell: 0 }

/**
 * With the orders that it triggers, which wake with its first fill: the position goes as far as those on its side take it, or as far the other way as the
 * others do, which first run down what is held on its side. That they would close what it opened does not help: an exit may have closed it by then.
 */
function withTriggered(alone: number, intent: OrderIntent, account: AccountState, instrument: Instrument): number {
  let along = alone
  let against = -heldWorth(Math.max(0, account.heldLots * sign(intent.side)), instrument, account)
  for (const { side, lots, price } of triggeredBy(intent)) {
    const worth = lots * worthOf(instrument, judgedPrice(price, side, account.referencePrice), account)
    if (side === intent.side) along += worth
    else against += worth
  }
  return Math.max(along, against)
}
