// I7: whichever working orders fill, no limit on an order or a position is passed by one that was sent; a limit that is missing lets nothing open.

import { riskLimits } from '../../engine/risk-config.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import type { OrderIntent, Side } from '../../model/order.js'
import type { Limit, RiskLimits } from '../../risk/limits.js'
import type { Finding, Invariant, SentRequest } from './invariant.js'
import { type BookedOrder, OrderBook } from './order-book.js'
import { onlyFillsMove, PositionBook } from './position-book.js'

/** Sums of the same doubles in another order differ by this part, at most. */
const ROUNDING = 1e-9

/** Lots that could be held of one asset on each side. */
interface Sides {
  readonly buy: number
  readonly sell: number
}

export const worstCase: Invariant = {
  id: 'I7',
  says: 'Whichever working orders fill, no limit is passed by what is sent, and where a limit is missing nothing opens',
  begin(run) {
    const limits = riskLimits(run.config)
    const missing = Object.entries(limits).find(([, limit]) => limit === null)?.[0]
    if (!onlyFillsMove(run)) return {}
    const { portfolio, feed } = run
    const instruments = new Map(feed.series.map(({ series: { instrument } }) => [instrument.id, instrument]))
    const orders = new OrderBook()
    const positions = new PositionBook(run)

    /** What a lot is worth at the mark: an order's own price may only make it more. */
    const worth = (instrument: Instrument): number =>
      Math.abs(portfolio.mark(instrument.id)) * instrument.multiplier * instrument.lot * portfolio.rate(instrument.id)
    /** A position on the other side makes no room: it may be closed first. */
    const couldHold = (asset: string): Sides => {
      const sum = { buy: 0, sell: 0 }
      const opening = [...orders.live].filter(({ intent }) => assetOf(instruments.get(intent.instrument) as Instrument) === asset)
      for (const { asset: of, lots } of positions.positions) {
        if (of === asset) sum[lots > 0 ? 'buy' : 'sell'] += Math.abs(lots)
      }
      for (const side of ['buy', 'sell'] as const) sum[side] += opened(opening, side, positions)
      return sum
    }
    const judge = ({ intent, lots, filled }: BookedOrder, before: Sides): Finding => {
      const instrument = instruments.get(intent.instrument) as Instrument
      const { equity } = portfolio
      const each = worth(instrument)
      const after = couldHold(assetOf(instrument))
      const value = (lots - filled) * each
      const grown = (['buy', 'sell'] as const).filter((side) => after[side] > before[side])
      return (
        beyond(intent, 'orderValue', value, bound(limits.orderValue)) ??
        beyond(intent, 'orderEquity', value, bound(limits.orderEquity) * equity) ??
        first(grown, (side) => beyond(intent, 'positionLots', after[side], lotLimit(limits, intent.instrument, side))) ??
        first(grown, (side) => beyond(intent, 'positionEquity', after[side] * each, bound(limits.positionEquity) * equity)) ??
        first(grown, (side) => beyond(intent, 'grossEquity', after[side] * each, bound(limits.grossEquity) * equity))
      )
    }
    return {
      sent(request, time) {
        const id = idOf(request)
        const known = id === null ? undefined : orders.get(id)
        const asset = assetOfRequest(request, known, instruments)
        const before = asset === null ? null : couldHold(asset)
        orders.sent(request, time)
        const order = id === null ? undefined : orders.get(id)
        if (order === undefined || before === null || onlyReduces(order.intent)) return null
        if (missing !== undefined) {
          const { strategy, side, instrument } = order.intent
          return { message: `${strategy} sent to ${side} ${instrument}, and no ${missing} is set`, context: { missing } }
        }
        return Number.isNaN(order.lots) ? null : judge(order, before)
      },
      afterEvent(event) {
        orders.heard(event)
        positions.take(event)
        return null
      },
    }
  },
}

/** Lots that working orders could open on a side: of a group its largest, and of what closes an opposite position first only what is beyond it. */
function opened(orders: readonly BookedOrder[], side: Side, positions: PositionBook): number {
  let sum = 0
  const groups = new Map<string, number>()
  for (const { intent, lots, filled } of orders) {
    if (intent.side !== side || intent.reduceOnly || Number.isNaN(lots)) continue
    const held = positions.lotsOf(intent.strategy, intent.instrument)
    const opposite = Math.max(0, side === 'buy' ? -held : held)
    const opens = Math.max(0, lots - filled - Math.min(intent.closing, opposite))
    const group = intent.terms.oca?.group
    if (group === undefined) sum += opens
    else groups.set(group, Math.max(groups.get(group) ?? 0, opens))
  }
  for (const largest of groups.values()) sum += largest
  return sum
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
  return { message: `${strategy} sent to ${side} ${instrument}: ${name} allows ${limit}, it could be ${would}`, context: { would, limit } }
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

function assetOfRequest(request: SentRequest, known: BookedOrder | undefined, instruments: ReadonlyMap<string, Instrument>): string | null {
  const id = request.kind === 'submit' ? request.ticket.intent.instrument : known?.intent.instrument
  return id === undefined ? null : assetOf(instruments.get(id) as Instrument)
}
