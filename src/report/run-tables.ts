// The columns of the Parquet files of a run: trades, orders, fills, denials and sessions as rows. Names are snake case, as data tools like them.

import type { Benchmark } from '../metrics/sample.js'
import { isDenied } from '../model/decision.js'
import type { DenialRecord } from '../model/denial.js'
import type { Fill } from '../model/fill.js'
import { isPlain, type Order } from '../model/order.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { RunResult, SessionCurve } from '../model/run.js'
import { stringifyExact } from './exact-json.js'
import type { TableColumn } from './parquet.js'

export const tradeColumns: readonly TableColumn<RoundTrip>[] = [
  { name: 'id', kind: 'integer', read: (trip) => trip.id },
  { name: 'strategy', kind: 'text', read: (trip) => trip.strategy },
  { name: 'instrument', kind: 'text', read: (trip) => trip.instrument },
  { name: 'direction', kind: 'text', read: (trip) => trip.direction },
  { name: 'entry_time', kind: 'time', read: (trip) => trip.entryTime },
  { name: 'exit_time', kind: 'time', read: (trip) => trip.exitTime },
  { name: 'entry_bar', kind: 'integer', read: (trip) => trip.entryBar },
  { name: 'exit_bar', kind: 'integer', read: (trip) => trip.exitBar },
  { name: 'quantity', kind: 'double', read: (trip) => trip.quantity },
  { name: 'entry_price', kind: 'double', read: (trip) => trip.entryPrice },
  { name: 'exit_price', kind: 'double', read: (trip) => trip.exitPrice },
  { name: 'gross_pnl', kind: 'double', read: (trip) => trip.grossPnl },
  { name: 'fees', kind: 'double', read: (trip) => trip.fees },
  { name: 'slippage', kind: 'double', read: (trip) => trip.slippage },
  { name: 'pnl', kind: 'double', read: (trip) => trip.pnl },
  { name: 'mae', kind: 'double', read: (trip) => trip.mae },
  { name: 'mfe', kind: 'double', read: (trip) => trip.mfe },
  { name: 'initial_risk', kind: 'double', read: (trip) => trip.initialRisk },
  { name: 'entry_reason', kind: 'text', read: (trip) => trip.entryReason },
  { name: 'exit_reason', kind: 'text', read: (trip) => trip.exitReason },
  { name: 'exit_role', kind: 'text', read: (trip) => trip.exitRole },
  { name: 'ambiguous', kind: 'flag', read: (trip) => trip.ambiguous },
  { name: 'rate', kind: 'double', read: (trip) => trip.rate ?? null },
]

/** An order, and the sequence of the decision that placed it: null for a child, and for what no strategy asked for. */
export interface StoredOrder extends Order {
  readonly decision: number | null
}

export const orderColumns: readonly TableColumn<StoredOrder>[] = [
  { name: 'client_order_id', kind: 'integer', read: (order) => order.clientOrderId },
  { name: 'parent_id', kind: 'integer', read: (order) => order.parentId },
  { name: 'strategy', kind: 'text', read: (order) => order.intent.strategy },
  { name: 'instrument', kind: 'text', read: (order) => order.intent.instrument },
  { name: 'tag', kind: 'text', read: (order) => order.intent.tag },
  { name: 'role', kind: 'text', read: (order) => order.intent.role },
  { name: 'side', kind: 'text', read: (order) => order.intent.side },
  { name: 'type', kind: 'text', read: (order) => order.price.type },
  { name: 'limit_price', kind: 'double', read: ({ price }) => ('limit' in price ? price.limit : null) },
  { name: 'trigger_price', kind: 'double', read: ({ price }) => ('trigger' in price ? price.trigger : null) },
  // Of a trailing stop: how far it stays behind, in currency or as a fraction of the price; of a trailing limit and a relative order its offset.
  { name: 'trail_amount', kind: 'double', read: ({ price }) => ('trail' in price && 'amount' in price.trail ? price.trail.amount : null) },
  {
    name: 'trail_fraction',
    kind: 'double',
    read: ({ price }) => ('trail' in price && 'fraction' in price.trail ? price.trail.fraction : null),
  },
  { name: 'price_offset', kind: 'double', read: ({ price }) => ('offset' in price ? price.offset : null) },
  { name: 'time_in_force', kind: 'text', read: (order) => order.intent.timeInForce },
  { name: 'reduce_only', kind: 'flag', read: (order) => order.intent.reduceOnly },
  { name: 'status', kind: 'text', read: (order) => order.status },
  { name: 'quantity', kind: 'double', read: (order) => order.quantity },
  { name: 'filled_quantity', kind: 'double', read: (order) => order.filledQuantity },
  { name: 'average_fill_price', kind: 'double', read: (order) => (order.filledQuantity === 0 ? null : order.averageFillPrice) },
  { name: 'fees', kind: 'double', read: (order) => order.fees },
  { name: 'created_at', kind: 'time', read: (order) => order.createdAt },
  { name: 'updated_at', kind: 'time', read: (order) => order.updatedAt },
  { name: 'reason', kind: 'text', read: (order) => order.intent.reason },
  { name: 'note', kind: 'text', read: (order) => order.note },
  { name: 'decision', kind: 'integer', read: (order) => order.decision },
  // What was approved; the columns above say what became of it.
  {
    name: 'intent',
    kind: 'text',
    read: ({ intent: { quantity, price, closing, children, terms } }) =>
      stringifyExact({ quantity, price, closing, children, terms: isPlain(terms) ? undefined : terms }),
  },
  { name: 'account', kind: 'text', read: ({ intent }) => intent.account ?? null },
]

export function storedOrders({ orders, decisions }: RunResult): StoredOrder[] {
  const placedBy = new Map(decisions?.filter(({ verdict }) => verdict === 'approved').map(({ orderId, sequence }) => [orderId, sequence]))
  return orders.map((order) => ({ ...order, decision: placedBy.get(order.clientOrderId) ?? null }))
}

export const fillColumns: readonly TableColumn<Fill>[] = [
  { name: 'fill_id', kind: 'integer', read: (fill) => fill.fillId },
  { name: 'client_order_id', kind: 'integer', read: (fill) => fill.clientOrderId },
  { name: 'strategy', kind: 'text', read: (fill) => fill.strategy },
  { name: 'instrument', kind: 'text', read: (fill) => fill.instrument },
  { name: 'role', kind: 'text', read: (fill) => fill.role },
  { name: 'side', kind: 'text', read: (fill) => fill.side },
  { name: 'quantity', kind: 'double', read: (fill) => fill.quantity },
  { name: 'price', kind: 'double', read: (fill) => fill.price },
  { name: 'reference_price', kind: 'double', read: (fill) => fill.referencePrice },
  { name: 'fee', kind: 'double', read: (fill) => fill.fee },
  { name: 'slippage', kind: 'double', read: (fill) => fill.slippage },
  { name: 'time', kind: 'time', read: (fill) => fill.time },
  { name: 'bar_index', kind: 'integer', read: (fill) => fill.barIndex },
  { name: 'rule', kind: 'text', read: (fill) => fill.rule },
  { name: 'price_source', kind: 'text', read: (fill) => fill.priceSource },
  { name: 'ambiguous', kind: 'flag', read: (fill) => fill.ambiguous },
  { name: 'volume_unknown', kind: 'flag', read: (fill) => fill.volumeUnknown },
  // The account's currency for one of the instrument's; null where they are the same.
  { name: 'rate', kind: 'double', read: (fill) => fill.rate ?? null },
  // The virtual account; null where there is none.
  { name: 'account', kind: 'text', read: (fill) => fill.account ?? null },
]

/** A denial, and the sequence of the decision that it ended. */
export interface StoredDenial extends DenialRecord {
  readonly decision: number | null
}

export const denialColumns: readonly TableColumn<StoredDenial>[] = [
  { name: 'time', kind: 'time', read: (denial) => denial.time },
  { name: 'decision', kind: 'integer', read: (denial) => denial.decision },
  { name: 'strategy', kind: 'text', read: (denial) => denial.strategy },
  { name: 'instrument', kind: 'text', read: (denial) => denial.instrument },
  { name: 'code', kind: 'text', read: (denial) => denial.code },
  { name: 'details', kind: 'text', read: (denial) => stringifyExact(denial.context) },
]

/** Denials come in the order of the decisions that they end. */
export function withDecisions({ denials, decisions }: RunResult): StoredDenial[] {
  const denied = decisions?.filter(isDenied)
  return denials.map((denial, index) => ({ ...denial, decision: denied?.[index]?.sequence ?? null }))
}

/** One session: the last equity in it, and the benchmark's then. */
export interface SessionRow {
  readonly date: string
  readonly time: number
  readonly equity: number
  readonly benchmark: number | null
}

export const sessionColumns: readonly TableColumn<SessionRow>[] = [
  { name: 'date', kind: 'text', read: (row) => row.date },
  { name: 'time', kind: 'time', read: (row) => row.time },
  { name: 'equity', kind: 'double', read: (row) => row.equity },
  { name: 'benchmark', kind: 'double', read: (row) => row.benchmark },
]

export function sessionRows({ date, time, equity }: SessionCurve, benchmark: Benchmark | null): SessionRow[] {
  return date.map((day, i) => ({
    date: day,
    time: time[i] as number,
    equity: equity[i] as number,
    benchmark: benchmark?.sessionEquity[i] ?? null,
  }))
}
