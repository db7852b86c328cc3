// What goes out through the port to the broker.

import type { Approved } from '../../model/approved.js'
import type { BrokerOrder, OrderChange, OrderTicket } from '../../model/broker.js'

export type SentRequest =
  | { readonly kind: 'submit'; readonly ticket: OrderTicket }
  | { readonly kind: 'modify'; readonly change: Approved<OrderChange> }
  | { readonly kind: 'cancel'; readonly clientOrderId: number }
  /** By its permanent id. */
  | { readonly kind: 'cancel-one'; readonly order: BrokerOrder }
  | { readonly kind: 'cancel-all' }
