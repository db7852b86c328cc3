// I7: whichever working orders fill, no limit on an order, a position, a strategy or the account is passed by one that was sent; a limit that is missing lets nothing open.

import { riskLimits } from '../../engine/config/risk-config.js'
import type { OrderIntent, Side } from '../../model/order.js'
import type { Limit, RiskLimits } from '../../risk/limits.js'
import { moneyTexts } from './amount-text.js'
import type { Finding, Invariant } from './invariant.js'
import type { BookedOrder } from './order-book.js'
import { canBeFollowed } from './position-book.js'
import { type Reach, Reaches } from './reach.js'
import type { SentRequest } from './sent-request.js'

/** Sums of the same doubles in another order differ by this part, at most. */
const ROUNDING = 1e-9

export const worstCase: Invariant = {
  id: 'I7',
  says: 'Whichever working orders fill, no limit is passed by what is sent, and where a limit is missing nothing opens',
  begin(run, books) {
    const limits = riskLimits(run.config)
    const missing = Object.entries(limits).find(([, limit]) => limit === null)?.[0]
    if (!canBeFollowed(run)) return {}
    const { orders } = books
    const reaches = new Reaches(run, books)
    /** Until a request goes out, seen from what it is about; null of one that opens nothing. */
    let before: Reach | null = null

    const judge = ({ intent, lots, filled }: BookedOrder, before: Reach): Finding => {
      const { equity } = run.portfolio
      // Of an equity that is not known no share lets anything pass.
      const share = (limit: Limit): number =>
        bound(limit) === Number.POSITIVE_INFINITY ? bound(limit) : Number.isNaN(equity) ? 0 : bound(limit) * equity
      const after = reaches.of(intent.strategy, intent.instrument)
      const value = (lots - filled) * reaches.worth(intent.instrument)
      const shares: readonly (readonly [keyof RiskLimits, number, number])[] = [
        ['positionEquity', after.value.buy, before.value.buy],
        ['positionEquity', after.value.sell, before.value.sell],
        ['strategyEquity', after.strategyValue, before.strategyValue],
        ['grossEquity', after.gross, before.gross],
        ['netEquity', after.net.buy, before.net.buy],
        ['netEquity', after.net.sell, before.net.sell],
        ['concentration', after.assetValue, before.assetValue],
        ...(['buy', 'sell'] as const).flatMap((side) => [
          ['strategyEquity', after.strategyBySide[side], before.strategyBySide[side]] as const,
          ['grossEquity', after.grossBySide[side], before.grossBySide[side]] as const,
          ['concentration', after.value[side], before.value[side]] as const,
        ]),
      ]
      const grown = (['buy', 'sell'] as const).filter((side) => after.lots[side] > before.lots[side])
      return (
        beyond(intent, 'orderValue', value, bound(limits.orderValue)) ??
        beyond(intent, 'orderEquity', value, share(limits.orderEquity)) ??
        first(grown, (side) => beyond(intent, 'positionLots', after.lots[side], lotLimit(limits, intent.instrument, side))) ??
        first(shares, ([name, would, was]) => (would > was ? beyond(intent, name, would, share(limits[name] as Limit)) : null))
      )
    }
    return {
      beforeSent(request) {
        const id = idOf(request)
        const intent = request.kind === 'submit' ? request.ticket.intent : id === null ? undefined : orders.get(id)?.intent
        before = intent === undefined || onlyReduces(intent) ? null : reaches.of(intent.strategy, intent.instrument)
      },
      sent(request) {
        const id = idOf(request)
        const order = id === null ? undefined : orders.get(id)
        if (order === undefined || before === null) return null
        if (missing !== undefined) {
          const { strategy, side, instrument } = order.intent
          return { message: `${strategy} sent to ${side} ${instrument}, and no ${missing} is set`, context: { missing } }
        }
        return Number.isNaN(order.lots) ? null : judge(order, before)
      },
    }
  },
}

function onlyReduces({ reduceOnly, children }: OrderIntent): boolean {
  return reduceOnly && children.every(({ role }) => role !== 'triggered')
}

function bound(limit: Limit): number {
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY
}

/** Of its instrument or the rest, on a side; one that is left out lets nothing pass. */
function lotLimit({ positionLots }: RiskLimits, instrument: string, side: Side): number {
  if (typeof positionLots !== 'object' || positionLots === null) return bound(positionLots)
  const sides = positionLots[instrument] ?? positionLots.default ?? {}
  return bound((side === 'buy' ? sides.long : sides.short) ?? 0)
}

function beyond({ strategy, side, instrument }: OrderIntent, name: keyof RiskLimits, would: number, limit: number): Finding {
  if (!(would > limit * (1 + ROUNDING))) return null
  const [allowed, could] = name === 'positionLots' ? [limit, would] : moneyTexts(limit, would)
  return {
    message: `${strategy} sent to ${side} ${instrument}: ${name} allows ${allowed}, it could be ${could}`,
    context: { would, limit },
  }
}

function first<One>(all: readonly One[], find: (one: One) => Finding): Finding {
  for (const one of all) {
    const found = find(one)
    if (found !== null) return found
  }
  return null
}

function idOf(request: SentRequest): number | null {
  if (request.kind === 'submit') return request.ticket.clientOrderId
  return request.kind === 'modify' ? request.change.clientOrderId : null
}
