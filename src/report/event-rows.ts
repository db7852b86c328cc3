// What the broker said of the orders of a run as rows of a table, in the order in which it was heard.

import type { HeardEvent } from '../model/heard-event.js'
import { limitOf, triggerOf } from '../model/order-price.js'
import { stringifyExact } from './exact-json.js'
import type { TableColumn } from './parquet.js'

export const eventColumns: readonly TableColumn<HeardEvent>[] = [
  { name: 'client_order_id', kind: 'integer', read: (event) => event.clientOrderId },
  { name: 'kind', kind: 'text', read: (event) => event.kind },
  // At the venue, and when we heard of it.
  { name: 'time', kind: 'time', read: (event) => event.time },
  { name: 'heard_at', kind: 'time', read: (event) => event.heardAt },
  { name: 'fill_id', kind: 'integer', read: (event) => event.fillId },
  { name: 'amount', kind: 'double', read: (event) => event.amount },
  // Of an update: where the order stands, and how many moves of a trailing stop the row is.
  { name: 'limit_price', kind: 'double', read: ({ update }) => (update === null ? null : limitOf(update.price)) },
  { name: 'trigger_price', kind: 'double', read: ({ update }) => (update === null ? null : triggerOf(update.price)) },
  { name: 'leaves', kind: 'double', read: ({ update }) => update?.leaves ?? null },
  { name: 'moves', kind: 'integer', read: ({ update }) => update?.moves ?? null },
  { name: 'why', kind: 'text', read: ({ why }) => (why === '' ? null : why) },
  { name: 'price', kind: 'text', read: ({ update }) => (update === null ? null : stringifyExact(update.price)) },
]
