// Order types: what the broker's capability table does not have, and what no broker can make sense of, goes nowhere.

import { type Capabilities, unsupported } from '../model/capabilities.js'
import type { OrderIntent } from '../model/order.js'
import type { Control } from './control.js'

/** The broker takes the order's type with its time in force and flags, and they do not contradict each other. */
export function supported(capabilities: Capabilities): Control {
  return (intent) => {
    const denial = unsupported(intent, capabilities)
    if (denial !== null) return denial
    const reason = contradiction(intent)
    if (reason === null) return null
    const { price, timeInForce } = intent
    const context = { broker: capabilities.broker, type: price.type, time_in_force: timeInForce, reason }
    return { code: 'ORDER_TYPE_UNSUPPORTED', context }
  }
}

/** Why an order asks for two things that cannot both be; null where it does not. */
function contradiction({ price, timeInForce, terms }: OrderIntent): string | null {
  if (terms.goodTill === null && timeInForce === 'GTD') return 'GTD needs a time to end at'
  if (terms.goodTill !== null && timeInForce !== 'GTD') return 'only GTD ends at a time of its own'
  if (terms.postOnly) {
    if (price.type !== 'limit' && price.type !== 'relative') return 'post-only is for limits, which can wait in the book'
    if (timeInForce === 'IOC' || timeInForce === 'FOK' || timeInForce === 'OPG') return 'post-only waits, the time in force does not'
  }
  if (terms.outsideRth && (timeInForce === 'OPG' || price.type === 'market-on-close' || price.type === 'limit-on-close')) {
    return 'an auction is inside regular hours'
  }
  return null
}
