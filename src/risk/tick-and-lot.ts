// Prices on the instrument's ticks, quantities in whole lots above zero.

import type { Denial } from '../model/denial.js'
import type { ProtectiveChild } from '../model/order.js'
import { limitOf, type OrderPrice, triggerOf } from '../model/order-price.js'
import { isOnTick } from '../model/tick.js'
import type { Control } from './control.js'

/** Limit and trigger prices are whole ticks, where the instrument has a tick; those of children too. Trails and offsets need not be. */
export const onTickPrices: Control = ({ price, children }, _account, { tick }) => {
  if (tick === 'none') return null
  const denial = unlessOnTick(price, tick)
  if (denial !== null || children.length === 0) return denial
  for (const child of children) {
    const found = child.role === 'triggered' ? unlessOnTick(child.price, tick) : unlessPointOnTick(child, tick)
    if (found !== null) return found
  }
  return null
}

function unlessOnTick(price: OrderPrice, tick: number): Denial | null {
  if (price.type === 'market') return null
  const [limit, trigger] = [limitOf(price), triggerOf(price)]
  if (!Number.isNaN(limit) && !isOnTick(limit, tick)) return { code: 'LIMIT_OFF_TICK', context: { limit, tick } }
  if (!Number.isNaN(trigger) && !isOnTick(trigger, tick)) return { code: 'LIMIT_OFF_TICK', context: { trigger, tick } }
  return null
}

function unlessPointOnTick({ role, price }: ProtectiveChild, tick: number): Denial | null {
  const point = 'trail' in price ? price.from : price
  if (point === null || !('at' in point) || isOnTick(point.at, tick)) return null
  return { code: 'LIMIT_OFF_TICK', context: { [role]: point.at, tick } }
}

/** At least one lot, and no fraction of one; a notional above zero. What it triggers has lots of its own. */
export const wholeLots: Control = ({ quantity, children }) => {
  if ('notional' in quantity) {
    if (!(quantity.notional > 0)) return { code: 'ZERO_QUANTITY', context: { notional: quantity.notional } }
  } else {
    const denial = unlessWhole(quantity.lots)
    if (denial !== null) return denial
  }
  for (const child of children) {
    const denial = child.role === 'triggered' ? unlessWhole(child.lots) : null
    if (denial !== null) return denial
  }
  return null
}

function unlessWhole(lots: number): Denial | null {
  if (lots <= 0) return { code: 'ZERO_QUANTITY', context: { lots } }
  return Number.isInteger(lots) ? null : { code: 'QUANTITY_OFF_LOT', context: { lots } }
}
