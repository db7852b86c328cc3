// How a signal wants to trade, checked: its order, its protection, the orders it triggers, and terms that must go together.

import { type OrderType, orderTypes } from '../model/order-price.js'
import { timesInForce } from '../model/signal.js'
import { didYouMean } from '../std/did-you-mean.js'
import { type Fault, type Fields, isNumber, isRecord, unknownField, wrong } from './fault.js'

/** What the fields of an order hold besides its type. */
type Part = 'number' | 'number or null' | 'offset' | 'trail'

const orderFields: Readonly<Record<OrderType, Readonly<Record<string, Part>>>> = {
  market: {},
  limit: { limit: 'number' },
  stop: { trigger: 'number' },
  'stop-limit': { trigger: 'number', limit: 'number' },
  'trailing-stop': { trail: 'trail', trigger: 'number or null' },
  'trailing-stop-limit': { trail: 'trail', offset: 'offset', trigger: 'number or null' },
  'market-if-touched': { trigger: 'number' },
  'limit-if-touched': { trigger: 'number', limit: 'number' },
  'market-on-close': {},
  'limit-on-close': { limit: 'number' },
  relative: { offset: 'offset', limit: 'number or null' },
}

/** How each type is made. */
const forms: Readonly<Record<OrderType, string>> = {
  market: 'market()',
  limit: 'limit(101.5)',
  stop: 'stop(99)',
  'stop-limit': 'stopLimit(99, 98.5)',
  'trailing-stop': 'trailingStop({ fraction: 0.1 })',
  'trailing-stop-limit': 'trailingStopLimit({ amount: 2 }, 0.5)',
  'market-if-touched': 'marketIfTouched(95)',
  'limit-if-touched': 'limitIfTouched(95, 95.5)',
  'market-on-close': 'marketOnClose()',
  'limit-on-close': 'limitOnClose(101.5)',
  relative: 'relative(0.01)',
}

/** What an offset means, where one below zero is the likelier slip. */
const offsets = {
  'trailing-stop-limit': 'trailingStopLimit({ amount: 2 }, 0.5) has its limit 0.50 below the trigger of a sell, above that of a buy',
  relative: 'relative(0.01) is 0.01 above the bid of a buy, below the ask of a sell',
} as const

/** A type with a limit that can stand in the book. */
const bookable: ReadonlySet<unknown> = new Set(['limit', 'stop-limit', 'limit-if-touched', 'trailing-stop-limit', 'relative'])

export function faultOfOrder(order: unknown, name = 'order'): Fault | null {
  if (!isRecord(order)) return wrong(name, order, 'market(), limit(101.5), stop(99), trailingStop({ fraction: 0.1 }) or another order')
  const type = order.type as OrderType
  if (!orderTypes.includes(type)) {
    return { what: wrong(name, order, '').what, hint: didYouMean(String(type), orderTypes) ?? `the types are ${orderTypes.join(', ')}` }
  }
  const parts = orderFields[type]
  for (const field of Object.keys(order)) {
    if (field !== 'type' && parts[field] === undefined) return unknownField(type, field, Object.keys(parts))
  }
  for (const [field, part] of Object.entries(parts)) {
    const value = order[field]
    if (part === 'trail') {
      const fault = faultOfTrail(value, `${name}.${field}`)
      if (fault !== null) return fault
    } else if (!isNumber(value) && !(part === 'number or null' && value === null)) {
      return wrong(name, order, forms[type])
    } else if (part === 'offset' && (value as number) < 0) {
      return wrong(`${name}.${field}`, value, `0 or more: ${offsets[type as keyof typeof offsets]}`)
    }
  }
  return null
}

/** How far a stop stays behind: above zero, and below the whole price. */
function faultOfTrail(trail: unknown, name: string): Fault | null {
  const form = '{ amount: 2 } in currency or { fraction: 0.1 } for 10 %'
  if (!isRecord(trail)) return wrong(name, trail, form)
  const stranger = Object.keys(trail).find((field) => field !== 'amount' && field !== 'fraction')
  if (stranger !== undefined) return unknownField(name, stranger, ['amount', 'fraction'])
  const { amount, fraction } = trail
  if (isNumber(amount) && fraction === undefined) return amount <= 0 ? wrong(name, trail, 'an amount above 0') : null
  if (isNumber(fraction) && amount === undefined) return unlessFraction(fraction, name, trail)
  return wrong(name, trail, form)
}

/** Between 0 and 1, so that 5 for 5 % is not taken for 500 %. */
function unlessFraction(fraction: number, name: string, given: unknown): Fault | null {
  return fraction <= 0 || fraction >= 1 ? wrong(name, given, 'a fraction between 0 and 1: { fraction: 0.05 } is 5 %') : null
}

const protective = ['stop', 'target', 'trail'] as const

/** A stop and a target: a price or a fraction of one; a trail: an amount or a fraction. */
export function faultOfProtection(protect: unknown): Fault | null {
  if (!isRecord(protect)) return wrong('protect', protect, '{ stop: 95, target: { fraction: 0.1 } } or { trail: { fraction: 0.1 } }')
  for (const field of Object.keys(protect)) {
    if (!protective.includes(field as 'stop')) return unknownField('protect', field, protective)
    const price = protect[field]
    if (price === undefined || (isNumber(price) && field !== 'trail')) continue
    const name = `protect.${field}`
    const fault = field === 'trail' ? faultOfTrail(price, name) : faultOfProtectivePrice(price, name)
    if (fault !== null) return fault
  }
  return null
}

function faultOfProtectivePrice(price: unknown, name: string): Fault | null {
  if (isNumber(price)) return null
  if (!isRecord(price) || Object.keys(price).length !== 1 || !isNumber(price.fraction))
    return wrong(name, price, 'a price, or { fraction: 0.05 } for 5 %')
  return unlessFraction(price.fraction, name, price)
}

export function faultOfOca(oca: unknown): Fault | null {
  const form = "{ group: 'breakout', type: 1 }: 1 cancels the others, 2 and 3 shrink them"
  if (!isRecord(oca)) return wrong('oca', oca, form)
  const stranger = Object.keys(oca).find((field) => field !== 'group' && field !== 'type')
  if (stranger !== undefined) return unknownField('oca', stranger, ['group', 'type'])
  const { group, type } = oca
  return typeof group === 'string' && group !== '' && (type === 1 || type === 2 || type === 3) ? null : wrong('oca', oca, form)
}

const triggerFields = ['side', 'lots', 'order'] as const

export function faultOfTriggers(triggers: unknown): Fault | null {
  const form = "a list such as [{ side: 'sell', lots: 100, order: limit(110) }]"
  if (!Array.isArray(triggers)) return wrong('triggers', triggers, form)
  for (const one of triggers as readonly unknown[]) {
    if (!isRecord(one)) return wrong('triggers', one, form)
    const stranger = Object.keys(one).find((field) => !triggerFields.includes(field as 'side'))
    if (stranger !== undefined) return unknownField('triggers', stranger, triggerFields)
    if ((one.side !== 'buy' && one.side !== 'sell') || !isNumber(one.lots)) return wrong('triggers', one, form)
    const fault = one.order === undefined ? null : faultOfOrder(one.order, 'triggers.order')
    if (fault !== null) return fault
  }
  return null
}

/** Terms that make no sense alone: a GTD order ends at a time to come, and only a limit can be post-only. */
export function faultOfTerms({ timeInForce, goodTill, postOnly, order }: Fields, now: number): Fault | null {
  if (timeInForce === 'GTD') {
    if (goodTill === undefined)
      return { what: "timeInForce 'GTD' without goodTill", hint: 'give goodTill, the time at which the order ends' }
    if ((goodTill as number) <= now) {
      const times = `${isoOf(goodTill as number)}, which is not after ${isoOf(now)}`
      return { what: `goodTill: ${times}`, hint: 'goodTill is epoch milliseconds after the time of the signal' }
    }
  } else if (goodTill !== undefined) {
    return {
      what: `goodTill with timeInForce ${timeInForce === undefined ? 'not given' : `'${String(timeInForce)}'`}`,
      hint: "add timeInForce: 'GTD'",
    }
  }
  if (postOnly === true && !(isRecord(order) && bookable.has(order.type))) {
    return {
      what: `postOnly with ${isRecord(order) ? `a ${String(order.type)} order` : 'a market order'}`,
      hint: 'post-only needs a limit: limit(101.5)',
    }
  }
  return null
}

/** Did the user mean another one? */
export function faultOfTimeInForce(value: unknown): Fault | null {
  if (timesInForce.includes(value as 'DAY')) return null
  const { what, hint } = wrong('timeInForce', value, timesInForce.map((one) => `'${one}'`).join(', '))
  return { what, hint: (typeof value === 'string' ? didYouMean(value, timesInForce) : undefined) ?? hint }
}

function isoOf(time: number): string {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time)
}
