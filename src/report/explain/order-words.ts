// Prices, protection and terms of an order in words.

import type { ChildIntent, OrderTerms, ProtectivePoint } from '../../model/order.js'
import type { OrderPrice, Trail } from '../../model/order-price.js'
import type { Enter, Exit, OcaGroup, Protection, ProtectivePrice } from '../../model/signal.js'
import { minute, percent, price, whole } from '../wording.js'

/** `stop-limit 99.00 limit 98.50`, `trailing-stop 10.0 % behind, at 95.00`. */
export function orderPriceText(order: OrderPrice): string {
  const parts: string[] = [order.type]
  if ('trail' in order) parts.push(`${trailText(order.trail)} behind${order.trigger === null ? '' : `, at ${price(order.trigger)}`}`)
  else if ('trigger' in order) parts.push(price(order.trigger))
  if ('offset' in order) parts.push(`offset ${price(order.offset)}`)
  if ('limit' in order && order.limit !== null) parts.push(`${parts.length > 1 ? 'limit ' : ''}${price(order.limit)}`)
  return parts.join(' ')
}

/** The price of a signal's order, which may name none. */
export function entryText(order: OrderPrice | undefined): string {
  return order === undefined || order.type === 'market' ? 'at market' : orderPriceText(order)
}

/** `stop 95.00`, `target 5.0 %`, `trailing 10.0 % behind`. */
export function protectionTexts(protect: Protection | undefined): string[] {
  const { stop, target, trail } = protect ?? {}
  return [
    ...(stop === undefined ? [] : [`stop ${protectiveText(stop)}`]),
    ...(trail === undefined ? [] : [`stop trailing ${trailText(trail)} behind`]),
    ...(target === undefined ? [] : [`target ${protectiveText(target)}`]),
  ]
}

/** A child as it was sized. */
export function childText(child: ChildIntent): string {
  if (child.role === 'triggered') return `${child.side} ${whole(child.lots)} ${orderPriceText(child.price)} once it fills`
  const { role, price: at } = child
  if (!('trail' in at)) return `${role} ${pointText(at)}`
  return `${role} trailing ${trailText(at.trail)} behind${at.from === null ? '' : ` from ${pointText(at.from)}`}`
}

/** What is not plain of an order's terms. */
export function termTexts({ goodTill, outsideRth, postOnly, oca, childrenAfter }: OrderTerms): string[] {
  return [
    ...(goodTill === null ? [] : [`until ${minute(goodTill)}`]),
    ...(outsideRth ? ['outside regular hours too'] : []),
    ...(postOnly ? ['post-only'] : []),
    ...(oca === null ? [] : [ocaText(oca)]),
    ...(childrenAfter === 'full' ? ['children wake once all of it has filled'] : []),
  ]
}

/** What a signal says of its order besides the price. */
export function signalTermTexts(signal: Enter | Exit): string[] {
  const { timeInForce, goodTill = null, outsideRth = false, postOnly = false, oca = null, triggers = [] } = signal
  const childrenAfter = signal.kind === 'enter' && signal.protectAfter === 'full' ? 'full' : 'partial'
  return [
    ...(timeInForce === undefined ? [] : [timeInForce]),
    ...termTexts({ goodTill, outsideRth, postOnly, oca, childrenAfter }),
    ...triggers.map(({ side, lots, order }) => `then ${side} ${whole(lots)} ${entryText(order)}`),
  ]
}

function ocaText({ group, type }: OcaGroup): string {
  return `one of group ${group} (${type === 1 ? 'a fill cancels the others' : 'a fill shrinks the others'})`
}

function trailText(trail: Trail): string {
  return 'amount' in trail ? price(trail.amount) : percent(trail.fraction)
}

function pointText(point: ProtectivePoint): string {
  return 'at' in point ? price(point.at) : `${percent(point.fractionOfFill)} from the fill`
}

function protectiveText(at: ProtectivePrice): string {
  return typeof at === 'number' ? price(at) : percent(at.fraction)
}
