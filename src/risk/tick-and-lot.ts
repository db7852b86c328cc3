// Prices on the instrument's ticks, quantities in whole lots above zero.

import { isOnTick } from '../model/tick.js'
import type { Control } from './control.js'

/** Limit and trigger prices are whole ticks, where the instrument has a tick. */
export const onTickPrices: Control = ({ price }, _account, { tick }) => {
  if (tick === 'none') return null
  if ('limit' in price && !isOnTick(price.limit, tick)) return { code: 'LIMIT_OFF_TICK', context: { limit: price.limit, tick } }
  if ('trigger' in price && !isOnTick(price.trigger, tick)) return { code: 'LIMIT_OFF_TICK', context: { trigger: price.trigger, tick } }
  return null
}

/** At least one lot, and no fraction of one; a notional above zero. */
export const wholeLots: Control = ({ quantity }) => {
  if ('notional' in quantity) {
    return quantity.notional > 0 ? null : { code: 'ZERO_QUANTITY', context: { notional: quantity.notional } }
  }
  if (quantity.lots <= 0) return { code: 'ZERO_QUANTITY', context: { lots: quantity.lots } }
  return Number.isInteger(quantity.lots) ? null : { code: 'QUANTITY_OFF_LOT', context: { lots: quantity.lots } }
}
