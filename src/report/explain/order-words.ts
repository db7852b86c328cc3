// Signals, sizes, prices, protection and terms of an order in words.

import type { DecisionRecord, SizeCut } from '../../model/decision.js'
import { type JudgedGates, type SizeCapName, sizeCapNames } from '../../model/gate-notes.js'
import type { ChildIntent, Order, OrderIntent, OrderQuantity, OrderTerms, ProtectivePoint } from '../../model/order.js'
import type { OrderPrice, Trail } from '../../model/order-price.js'
import type { Enter, Exit, OcaGroup, Protection, ProtectivePrice, Signal } from '../../model/signal.js'
import { percentText } from '../../std/percent-text.js'
import { decimal, minute, percent, price, whole } from '../wording.js'

/** Why, and what the strategy wanted remembered: `, “predicted” (model m1, score 0.8)`. */
export function becauseText(signal: Signal): string {
  const metadata = 'metadata' in signal ? signal.metadata : undefined
  const notes = Object.entries(metadata ?? {}).map(([name, value]) => `${name} ${value}`)
  return `${signal.reason === undefined ? '' : `, “${signal.reason}”`}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`
}

/** `enter long stop 105.20, stop trailing 10.0 % behind, DAY`. */
export function signalText(signal: Signal): string {
  switch (signal.kind) {
    case 'enter': {
      const { direction, order, protect, size } = signal
      const sized = size === undefined ? [] : [`size ${Object.entries(size).map(([unit, value]) => `${value} ${unit}`)[0]}`]
      return `enter ${direction} ${[entryText(order), ...sized, ...protectionTexts(protect), ...signalTermTexts(signal)].join(', ')}`
    }
    case 'exit': {
      const part = signal.fraction === undefined ? '' : ` ${percent(signal.fraction)}`
      return `exit${part} ${[entryText(signal.order), ...signalTermTexts(signal)].join(', ')}`
    }
    case 'target':
      return `target weight ${signal.weight}`
    case 'amend':
      return `amend${signal.limit === undefined ? '' : ` limit ${price(signal.limit)}`}${signal.trigger === undefined ? '' : ` trigger ${price(signal.trigger)}`}`
    case 'cancel':
      return 'cancel'
  }
}

/** What a decision was sized to, on which equity. */
export function sizingText({ account, cut, judged }: DecisionRecord, intent: OrderIntent): string {
  const size = `${intent.side} ${quantityText(intent.quantity, 0)} (${words(intent.role)}, ${orderPriceText(intent.price)})`
  const children = intent.children.map(childText)
  const equity = account === null ? '' : `, on equity of ${decimal(account.equity)}`
  return `${size}${equity}${children.length === 0 ? '' : `, with ${children.join(' and ')}`}${capText(judged, intent)}${cutText(cut, intent)}`
}

/** What a cap on sizes took off one. */
function capText(judged: JudgedGates | undefined, { quantity }: OrderIntent): string {
  const { cap, capLimit = Number.NaN, capValue = Number.NaN, capWanted = Number.NaN, capLeft = Number.NaN } = judged ?? {}
  if (cap === undefined) return ''
  const amount = 'lots' in quantity ? whole : decimal
  const key = capKeys[sizeCapNames[cap] as SizeCapName]
  return `; it would have opened ${amount(capWanted)}, sizeCaps.${key} leaves ${amount(capLeft)}: ${decimal(capValue)} of ${decimal(capLimit)} is taken`
}

const capKeys: Readonly<Record<SizeCapName, string>> = { symbol: 'symbol', total: 'total', 'cash reserve': 'cashReserve' }

/** What the limits of pre-trade risk took off a size. */
function cutText(cut: SizeCut | undefined, { reduceOnly }: OrderIntent): string {
  if (cut === undefined) return ''
  const wanted = `it would have opened ${whole(cut.wanted)}`
  return reduceOnly ? `; ${wanted}, ${cut.code} leaves room for none: it only closes` : `; ${wanted}, ${cut.code} leaves room for no more`
}

/** Lots as they were asked for; `filled` stands in where the order had none of its own. */
export function quantityText(quantity: OrderQuantity, filled: number): string {
  if ('lots' in quantity) return whole(quantity.lots > 0 ? quantity.lots : filled)
  return `${decimal(quantity.notional)} worth of`
}

/** `end-of-data` → end of data. */
export function words(name: string): string {
  return name.replaceAll('-', ' ')
}

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
function entryText(order: OrderPrice | undefined): string {
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
  const limit = at.limitFraction === undefined ? '' : `, as a limit ${percentText(at.limitFraction)} beyond`
  return `${role} trailing ${trailText(at.trail)} behind${at.from === null ? '' : ` from ${pointText(at.from)}`}${limit}`
}

/** The price of an order for its title; of protection that never woke, the price that it was sent to find. */
export function standingText({ price: now, intent, quantity }: Order, parent: Order | null): string {
  if (parent === null) return orderPriceText(intent.price)
  const child = quantity > 0 || now.type !== 'market' ? undefined : parent.intent.children.find(({ role }) => role === intent.role)
  return child === undefined || child.role === 'triggered' ? orderPriceText(now) : childText(child)
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
