// The stop that every entry carries where protection is required: its own, else the default one, else it is denied.

import { type ChildIntent, type ProtectiveChild, type Side, sign } from '../../model/order.js'

export interface ProtectionRule {
  /** Whether an entry without a stop is given the default one; else it is denied. */
  readonly isGiven: boolean
  /** Of the default stop from the fill, and how far beyond its trigger one with a limit still trades: shares of the fill's price. */
  readonly distance: number
  readonly limitOffset: number
  readonly order: 'stop' | 'trailing-stop' | 'trailing-stop-limit'
}

/** The children with a stop among them; null where there has to be one and is none. */
export function withStop(children: readonly ChildIntent[], entrySide: Side, rule: ProtectionRule | null): readonly ChildIntent[] | null {
  if (rule === null || children.some(({ role }) => role === 'stop')) return children
  return rule.isGiven ? [defaultStop(entrySide, rule), ...children] : null
}

/** What is given to an entry without one. */
export function defaultStop(entrySide: Side, { order, distance, limitOffset }: ProtectionRule): ProtectiveChild {
  const point = { fractionOfFill: -sign(entrySide) * distance }
  if (order === 'stop') return { role: 'stop', price: point }
  const price = { trail: { fraction: distance }, from: point }
  return { role: 'stop', price: order === 'trailing-stop' ? price : { ...price, limitFraction: limitOffset } }
}

/** From an entry's price to its stop, in the instrument's currency a unit; NaN where it has none. On whole ticks, so that no digits of a difference count. */
export function stopDistance(children: readonly ChildIntent[], at: number, tick: number | 'none'): number {
  for (const child of children) {
    if (child.role !== 'stop') continue
    const distance = distanceOf(child, at)
    return tick === 'none' ? distance : Math.round(distance / tick) * tick
  }
  return Number.NaN
}

function distanceOf({ price }: ProtectiveChild, at: number): number {
  const point = 'trail' in price ? price.from : price
  if (point !== null) return Math.abs('at' in point ? at - point.at : at * point.fractionOfFill)
  if (!('trail' in price)) return Number.NaN
  return 'amount' in price.trail ? price.trail.amount : Math.abs(at) * price.trail.fraction
}
