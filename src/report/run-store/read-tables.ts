// The rows of a run's Parquet files as the records that they were.

import type { DenialRecord } from '../../model/denial.js'
import type { Fill } from '../../model/fill.js'
import type { HeardEvent } from '../../model/heard-event.js'
import { type Order, type OrderIntent, plainTerms } from '../../model/order.js'
import type { OrderPrice } from '../../model/order-price.js'
import type { RoundTrip } from '../../model/round-trip.js'
import type { DecisionRow } from '../decision-rows.js'
import { parseExact } from '../exact-json.js'
import type { Cell } from '../parquet-read.js'
import type { SessionRow } from '../run-tables.js'

type Row = Readonly<Record<string, Cell>>

export function roundTripOf(row: Row): RoundTrip {
  return {
    id: number(row, 'id'),
    strategy: text(row, 'strategy'),
    instrument: text(row, 'instrument'),
    direction: text<RoundTrip['direction']>(row, 'direction'),
    entryTime: number(row, 'entry_time'),
    exitTime: number(row, 'exit_time'),
    entryBar: number(row, 'entry_bar'),
    exitBar: number(row, 'exit_bar'),
    quantity: number(row, 'quantity'),
    entryPrice: number(row, 'entry_price'),
    exitPrice: number(row, 'exit_price'),
    grossPnl: number(row, 'gross_pnl'),
    fees: number(row, 'fees'),
    slippage: number(row, 'slippage'),
    pnl: number(row, 'pnl'),
    mae: number(row, 'mae'),
    mfe: number(row, 'mfe'),
    initialRisk: optionalNumber(row, 'initial_risk'),
    entryReason: text(row, 'entry_reason'),
    exitReason: text(row, 'exit_reason'),
    exitRole: text<RoundTrip['exitRole']>(row, 'exit_role'),
    ambiguous: row.ambiguous === true,
    ...(typeof row.rate === 'number' && { rate: row.rate }),
  }
}

/** Runs of 0.1 kept less of the intent: the order's own price and quantity stand in for it. */
export function orderOf(row: Row): Order {
  const quantity = number(row, 'quantity')
  const price = priceOf(row)
  const approved = row.intent === null ? { quantity: { lots: quantity }, price, closing: 0, children: [] } : parseExact(text(row, 'intent'))
  return {
    clientOrderId: number(row, 'client_order_id'),
    parentId: optionalNumber(row, 'parent_id'),
    intent: {
      strategy: text(row, 'strategy'),
      instrument: text(row, 'instrument'),
      tag: text(row, 'tag'),
      role: text<OrderIntent['role']>(row, 'role'),
      side: text<OrderIntent['side']>(row, 'side'),
      timeInForce: text<OrderIntent['timeInForce']>(row, 'time_in_force'),
      reduceOnly: row.reduce_only === true,
      reason: text(row, 'reason'),
      terms: plainTerms,
      ...(typeof row.account === 'string' && { account: row.account }),
      ...(approved as unknown as Pick<OrderIntent, 'quantity' | 'price' | 'closing' | 'children'> & Partial<Pick<OrderIntent, 'terms'>>),
    },
    createdAt: number(row, 'created_at'),
    status: text<Order['status']>(row, 'status'),
    price,
    quantity,
    filledQuantity: number(row, 'filled_quantity'),
    averageFillPrice: optionalNumber(row, 'average_fill_price') ?? 0,
    fees: number(row, 'fees'),
    updatedAt: number(row, 'updated_at'),
    note: text(row, 'note'),
  }
}

function priceOf(row: Row): OrderPrice {
  const type = text<OrderPrice['type']>(row, 'type')
  const [trigger, limit] = [optionalNumber(row, 'trigger_price'), optionalNumber(row, 'limit_price')]
  const [amount, fraction, offset] = [
    optionalNumber(row, 'trail_amount'),
    optionalNumber(row, 'trail_fraction'),
    optionalNumber(row, 'price_offset'),
  ]
  const trail = amount === null ? { fraction } : { amount }
  switch (type) {
    case 'trailing-stop':
      return { type, trail, trigger } as OrderPrice
    case 'trailing-stop-limit':
      return { type, trail, offset, trigger } as OrderPrice
    case 'relative':
      return { type, offset, limit } as OrderPrice
    default:
      return { type, ...(trigger !== null && { trigger }), ...(limit !== null && { limit }) } as OrderPrice
  }
}

export function fillOf(row: Row): Fill {
  return {
    fillId: number(row, 'fill_id'),
    clientOrderId: number(row, 'client_order_id'),
    strategy: text(row, 'strategy'),
    instrument: text(row, 'instrument'),
    role: text<Fill['role']>(row, 'role'),
    side: text<Fill['side']>(row, 'side'),
    quantity: number(row, 'quantity'),
    price: number(row, 'price'),
    referencePrice: number(row, 'reference_price'),
    fee: number(row, 'fee'),
    slippage: number(row, 'slippage'),
    time: number(row, 'time'),
    barIndex: number(row, 'bar_index'),
    rule: text<Fill['rule']>(row, 'rule'),
    priceSource: text<Fill['priceSource']>(row, 'price_source'),
    ambiguous: row.ambiguous === true,
    volumeUnknown: row.volume_unknown === true,
    ...(typeof row.rate === 'number' && { rate: row.rate }),
    ...(typeof row.account === 'string' && { account: row.account }),
  }
}

export function denialOf(row: Row): DenialRecord {
  return {
    code: text<DenialRecord['code']>(row, 'code'),
    context: parseExact(text(row, 'details')) as DenialRecord['context'],
    time: number(row, 'time'),
    strategy: text(row, 'strategy'),
    instrument: text(row, 'instrument'),
  }
}

export function decisionRowOf(row: Row): DecisionRow {
  return {
    sequence: number(row, 'sequence'),
    time: number(row, 'time'),
    strategy: text(row, 'strategy'),
    instrument: text(row, 'instrument'),
    tag: optionalText(row, 'tag'),
    stage: text(row, 'stage'),
    kind: text(row, 'kind'),
    side: optionalText(row, 'side'),
    timeInForce: optionalText(row, 'time_in_force'),
    reason: optionalText(row, 'reason'),
    denialCode: optionalText(row, 'denial_code'),
    orderId: optionalNumber(row, 'order_id'),
    mark: optionalNumber(row, 'mark'),
    position: optionalNumber(row, 'position'),
    details: text(row, 'details'),
  }
}

export function eventOf(row: Row): HeardEvent {
  const price = optionalText(row, 'price')
  return {
    clientOrderId: number(row, 'client_order_id'),
    kind: text<HeardEvent['kind']>(row, 'kind'),
    time: number(row, 'time'),
    heardAt: number(row, 'heard_at'),
    update:
      price === null
        ? null
        : { price: parseExact(price) as unknown as OrderPrice, leaves: optionalNumber(row, 'leaves'), moves: number(row, 'moves') },
    fillId: optionalNumber(row, 'fill_id'),
    amount: optionalNumber(row, 'amount'),
    why: text(row, 'why'),
  }
}

export function sessionRowOf(row: Row): SessionRow {
  return {
    date: text(row, 'date'),
    time: number(row, 'time'),
    equity: number(row, 'equity'),
    benchmark: optionalNumber(row, 'benchmark'),
  }
}

function number(row: Row, name: string): number {
  const value = row[name]
  return typeof value === 'number' ? value : Number.NaN
}

function optionalNumber(row: Row, name: string): number | null {
  const value = row[name]
  return typeof value === 'number' ? value : null
}

function text<Text extends string = string>(row: Row, name: string): Text {
  return String(row[name] ?? '') as Text
}

function optionalText(row: Row, name: string): string | null {
  const value = row[name]
  return typeof value === 'string' ? value : null
}
