// What a broker takes. An order with anything else is denied ORDER_TYPE_UNSUPPORTED: no broker is asked to guess.

import type { Denial } from './denial.js'
import { childIntent, type OrderIntent, type ProtectiveChild } from './order.js'
import type { OrderType } from './order-price.js'
import type { TimeInForce } from './signal.js'

/** One broker's capability table. */
export interface Capabilities {
  /** The broker, as a denial names it. */
  readonly broker: string
  /** The times in force that it takes, by type; a type that is absent is not taken. */
  readonly types: Partial<Record<OrderType, readonly TimeInForce[]>>
  readonly flags: Readonly<Record<OrderFlag, boolean>>
}

export type OrderFlag = 'outsideRth' | 'postOnly' | 'reduceOnly' | 'oca' | 'children' | 'notional'

/** Why the broker cannot take an order; null where it can. */
export function unsupported(intent: OrderIntent, capabilities: Capabilities): Denial | null {
  const { broker, types, flags } = capabilities
  const { price, timeInForce, terms, children } = intent
  const times = types[price.type]
  if (times === undefined) return denied(broker, 'type', price.type)
  if (!times.includes(timeInForce)) return denied(broker, 'time_in_force', `${price.type} ${timeInForce}`)
  if (terms.outsideRth && !flags.outsideRth) return denied(broker, 'flag', 'outsideRth')
  if (terms.postOnly && !flags.postOnly) return denied(broker, 'flag', 'postOnly')
  if (terms.oca !== null && !flags.oca) return denied(broker, 'flag', 'oca')
  if (intent.reduceOnly && !flags.reduceOnly) return denied(broker, 'flag', 'reduceOnly')
  if ('notional' in intent.quantity && !flags.notional) return denied(broker, 'flag', 'notional')
  if (children.length === 0) return null
  if (!flags.children) return denied(broker, 'flag', 'children')
  for (const child of children) {
    const denial =
      child.role === 'triggered' ? unsupported(childIntent(intent, child), capabilities) : unsupportedProtection(child, capabilities)
    if (denial !== null) return denial
  }
  return null
}

/** Protection reduces, and works until it is canceled. Where its price is not known yet, its type is. */
function unsupportedProtection({ role, price }: ProtectiveChild, { broker, types, flags }: Capabilities): Denial | null {
  const type = typeOf(role, price)
  const times = types[type]
  if (times === undefined) return denied(broker, 'type', type)
  if (!times.includes('GTC')) return denied(broker, 'time_in_force', `${type} GTC`)
  return flags.reduceOnly ? null : denied(broker, 'flag', 'reduceOnly')
}

function typeOf(role: ProtectiveChild['role'], price: ProtectiveChild['price']): OrderType {
  if ('trail' in price) return price.limitFraction === undefined ? 'trailing-stop' : 'trailing-stop-limit'
  return role === 'stop' ? 'stop' : 'limit'
}

function denied(broker: string, what: string, value: string): Denial {
  return { code: 'ORDER_TYPE_UNSUPPORTED', context: { broker, [what]: value } }
}
