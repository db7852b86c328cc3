// The margin account: the initial margin of everything held, with working orders at their worst, stays within equity.

import type { Reach } from '../model/decision.js'
import type { Instrument } from '../model/instrument.js'
import { type OrderIntent, type Side, sign } from '../model/order.js'
import { judgedPrice } from '../model/order-price.js'
import { type AccountModel, addedLots, orderLots, orderValue, triggeredBy, worthOf } from './account-model.js'
import type { AccountState } from './control.js'
import { type MarginRule, type MarginTable, marginRules } from './margin.js'
import { MarginLine, type Piece } from './margin-line.js'

/** What an order adds to the initial margin of the worst case ≤ equity − that margin. An instrument without a rate is refused. */
export function marginAccount(table: MarginTable): AccountModel {
  const ruleOf = marginRules(table)
  return {
    type: 'margin',
    asksReach: true,
    asksOwn: false,
    isSideBySide: false,
    power(intent, price, account, instrument) {
      const rule = ruleOf(instrument)
      if (rule === null) return { code: 'NO_MARGIN_RATE', context: { instrument: instrument.id, asset_class: instrument.assetClass } }
      const line = lineOf(rule, instrument, account)
      const room = intent.reduceOnly ? line.free(intent.side, nothingClosed) : 0
      const buys = sideOf('buy', intent, price, account, instrument, room)
      const sells = sideOf('sell', intent, price, account, instrument, room)
      const required = line.with(buys, sells) - line.initial
      const available = availableFunds(account)
      const own = intent.side === 'buy' ? buys : sells
      if (own.lots <= line.free(intent.side, nothingClosed)) return { required, available }
      const end = line.end(intent.side, own)
      // Below its maintenance margin an account opens nothing, also by turning a position.
      const excess = account.equity - (account.maintenance ?? Number.NEGATIVE_INFINITY)
      if (excess < 0) return { required: required > 0 ? required : end, available: Math.min(available, excess) }
      // What a reversal leads to has to be covered by itself, also where what is held takes more.
      return required > 0 || available >= 0 ? { required, available } : { required: end, available: line.initial + available }
    },
    spendable({ side, price, closing: closed }, account, instrument) {
      const rule = ruleOf(instrument)
      const each = worthOf(instrument, price, account)
      if (rule === null || !(each > 0)) return 0
      const line = lineOf(rule, instrument, account)
      const closing = { lots: closed, value: closed * each }
      const free = line.free(side, closing)
      // Up to the margin of the worst case nothing is added to it; beyond, every lot takes its own.
      const taken = line.end(side, { lots: closing.lots + free, value: closing.value + free * each })
      const oneLot = rule.initial(sign(side), price) * (account.rate ?? 1)
      const isUnder = account.equity < (account.maintenance ?? Number.NEGATIVE_INFINITY)
      const opens = isUnder ? 0 : Math.max(0, (line.initial + availableFunds(account) - taken) / oneLot)
      return (free + opens) * each
    },
    freed({ side, lots, price }, { rate = 1 }, instrument) {
      return (ruleOf(instrument)?.initial(-sign(side) * lots, price) ?? 0) * rate
    },
  }
}

/** What an order and those that it triggers trade on one side; one that only reduces has `room` left to. */
function sideOf(side: Side, intent: OrderIntent, price: number, account: AccountState, instrument: Instrument, room: number): Piece {
  const each = worthOf(instrument, price, account)
  const asked = orderLots(intent, each, account)
  const own = intent.side === side ? addedLots(intent, asked, room) : 0
  // A group takes up what its largest order does.
  let lots = Math.max(groupOf(side, account).lots, own)
  let value = Math.max(groupOf(side, account).value, own === asked ? orderValue(intent, each, account) : own * each)
  for (const child of triggeredBy(intent)) {
    if (child.side !== side) continue
    lots += child.lots
    value += child.lots * worthOf(instrument, judgedPrice(child.price, child.side, account.referencePrice), account)
  }
  return { lots, value }
}

function groupOf(side: Side, { group = nothing }: AccountState): Piece {
  return side === 'buy' ? { lots: group.buyLots, value: group.buyValue } : { lots: group.sellLots, value: group.sellValue }
}

const nothingClosed: Piece = { lots: 0, value: 0 }

const nothing: Reach = { heldLots: 0, buyLots: 0, buyValue: 0, sellLots: 0, sellValue: 0 }

function lineOf(rule: MarginRule, instrument: Instrument, { reach = nothing, referencePrice, rate = 1 }: AccountState): MarginLine {
  return new MarginLine(rule, instrument, reach, referencePrice, rate)
}

/** Equity, less the margin of the worst case, with what the reductions of the same batch will free. */
function availableFunds({ equity, requirement = 0, released }: AccountState): number {
  return equity - requirement + released
}
