// From a signal to what should happen: an order to place, one to amend, some to cancel, or nothing and why.

import type { SizeCut } from '../../model/decision.js'
import { type Denial, notFinite } from '../../model/denial.js'
import { lotValue } from '../../model/instrument.js'
import { type Order, type OrderIntent, plainTerms, type Side, sign } from '../../model/order.js'
import { isForClose, isMoving, judgedPrice, type OrderPrice } from '../../model/order-price.js'
import type { Enter, Exit, Signal, Target } from '../../model/signal.js'
import { onTick } from '../../model/tick-rounding.js'
import { assertNever } from '../../std/assert.js'
import { wholeDown } from '../../std/whole-down.js'
import { groupKey } from '../exposure/group-key.js'
import type { Seat } from '../seats/seat.js'
import type { ExitFit, MakeWay } from './exit-fit.js'
import type { LimitFit } from './limit-fit.js'
import { childrenOf, noChildren } from './plan-children.js'
import { noPrice, noProtection, noRate } from './plan-denials.js'
import { type ProtectionRule, stopDistance, withStop } from './plan-protection.js'
import { cappedTarget, entrySize, type SizeRules } from './plan-size.js'
import { cappedTriggers, triggersOfExit } from './plan-triggers.js'
import { type AmendPlan, type CancelPlan, type DenyPlan, planAmend, planCancel, workingUnder } from './plan-working.js'
import { termsOf } from './terms.js'

export type Plan =
  | {
      readonly kind: 'place'
      readonly intent: OrderIntent
      /** The working order under the same key, if any. */
      readonly replaces: Order | null
      /** Whether it takes from the position, rather than opening or adding. */
      readonly reduces: boolean
      /** Lots that it closes for sure; 0 for a price that may not be met. */
      readonly reduction: number
      /** Where the limits of pre-trade risk took lots off it. */
      readonly cut?: SizeCut
      /** Why it goes without what it would have triggered. */
      readonly refused?: Denial
    }
  | AmendPlan
  | CancelPlan
  | MakeWay
  | DenyPlan

export type PlacePlan = Extract<Plan, { readonly kind: 'place' }>

/** What a plan is made from: the seat, and the rules of the run. */
export interface PlanRules extends SizeRules {
  readonly protectFrom: 'signal' | 'fill'
  /** Null where nothing has to carry a stop. */
  readonly protection: ProtectionRule | null
  /** Null where no limit bounds a size. */
  readonly fit: LimitFit | null
  /** Null where exits may come to more than their position. */
  readonly exitFit: ExitFit | null
}

export function plan(signal: Signal, seat: Seat, rules: PlanRules): Plan {
  switch (signal.kind) {
    case 'enter':
      return planEnter(signal, seat, rules)
    case 'exit':
      return planExit(signal, seat, rules)
    case 'target':
      return planTarget(signal, seat, rules)
    case 'amend':
      return planAmend(signal, seat)
    case 'cancel':
      return planCancel(signal, seat)
    default:
      return assertNever(signal)
  }
}

/** Where a price moves until it fills, a share of it is one of the fill. */
const fromFill = { protectFrom: 'fill' } as const

/** Opens or adds; on the other side of an open position the order closes it and takes the new one in a single fill. */
function planEnter(signal: Enter, seat: Seat, rules: PlanRules): Plan {
  const { instrument, position } = seat
  const side: Side = signal.direction === 'long' ? 'buy' : 'sell'
  const price = onTick(signal.order ?? { type: 'market' }, side, instrument)
  const at = judgedPrice(price, side, seat.mark)
  if (Number.isNaN(at) && takesMark(price)) return noPrice(instrument)
  if (Number.isNaN(seat.rate)) return noRate(instrument)
  const tag = signal.tag ?? ''
  const replaces = workingUnder(seat, 'entry', tag)
  const closes = side === 'buy' ? Math.max(0, -position.quantity) : Math.max(0, position.quantity)
  seat.side = side
  seat.group = groupKey(seat.strategy, signal.oca)
  seat.price = at
  seat.replaces = replaces
  seat.closing = closes
  const children = withStop(childrenOf(signal, side, at, instrument, isMoving(price) ? fromFill : rules), side, rules.protection)
  if (children === null) return noProtection(instrument, 'entry')
  seat.stopDistance = stopDistance(children, at, instrument.tick)
  const sized = entrySize(signal, seat, rules)
  if ('code' in sized) return { kind: 'deny', denial: sized }
  const lots = 'lots' in sized ? sized.lots : wholeDown(sized.notional / Math.abs(lotValue(instrument, at)))
  const capped = cappedTriggers(children, { lots: sign(side) * (lots + closes), opens: lots }, rules.caps, seat)
  if ('code' in capped) return { kind: 'deny', denial: capped }
  const asked: PlacePlan = {
    kind: 'place',
    intent: {
      strategy: seat.strategy,
      account: seat.account,
      instrument: instrument.id,
      tag,
      role: 'entry',
      side,
      quantity: 'lots' in sized || closes > 0 ? { lots: lots > 0 ? lots + closes : lots } : sized,
      price,
      timeInForce: signal.timeInForce ?? 'DAY',
      terms: termsOf(signal),
      closing: closes,
      reduceOnly: false,
      children: capped,
      reason: signal.reason ?? '',
    },
    replaces,
    reduces: false,
    reduction: 0,
  }
  if (signal.size !== undefined || rules.fit === null) return asked
  return rules.fit.fitted(asked, seat, () => closeOnly(signal, seat, rules))
}

/** What is left of a reversal that may open nothing: to be out is what it asked for first. */
function closeOnly({ triggers: _, timeInForce = 'DAY', ...terms }: Enter, seat: Seat, rules: PlanRules): PlacePlan | null {
  const close = planExit({ ...terms, kind: 'exit', timeInForce }, seat, rules)
  return close.kind === 'place' ? close : null
}

/** Closes the position or a fraction of it; an exit of less than a lot closes one. */
function planExit(signal: Exit, seat: Seat, { caps, exitFit }: PlanRules): Plan {
  const { position, instrument } = seat
  if (position.isFlat) return { kind: 'deny', denial: { code: 'NOTHING_TO_CLOSE', context: { instrument: instrument.id } } }
  const side: Side = position.isLong ? 'sell' : 'buy'
  const held = Math.abs(position.quantity)
  const { fraction = 1 } = signal
  if (!Number.isFinite(fraction)) return { kind: 'deny', denial: notFinite('fraction', fraction) }
  if (!(fraction > 0 && fraction <= 1)) return { kind: 'deny', denial: { code: 'ZERO_QUANTITY', context: { fraction } } }
  const lots = Math.min(held, Math.max(1, Math.round(held * fraction)))
  const price = onTick(signal.order ?? { type: 'market' }, side, instrument)
  const tag = signal.tag ?? ''
  const replaces = workingUnder(seat, 'exit', tag)
  const triggers = triggersOfExit(signal, { side, lots, price, replaces }, caps, seat)
  const asked: PlacePlan = {
    kind: 'place',
    intent: {
      strategy: seat.strategy,
      account: seat.account,
      instrument: instrument.id,
      tag,
      role: 'exit',
      side,
      quantity: { lots },
      price,
      timeInForce: signal.timeInForce ?? (isForClose(price) ? 'DAY' : 'GTC'),
      terms: termsOf(signal),
      closing: 0,
      reduceOnly: true,
      children: 'code' in triggers ? noChildren : triggers,
      reason: signal.reason ?? '',
    },
    replaces,
    reduces: true,
    reduction: price.type === 'market' ? lots : 0,
    ...('code' in triggers && { refused: triggers }),
  }
  return exitFit === null ? asked : exitFit.fitted(asked)
}

function planTarget(signal: Target, seat: Seat, { caps, protection, exitFit }: PlanRules): Plan {
  const { instrument, position, mark } = seat
  const replaces = workingUnder(seat, 'rebalance', '')
  if (!Number.isFinite(signal.weight)) return { kind: 'deny', denial: notFinite('weight', signal.weight) }
  if (Number.isNaN(mark)) return noPrice(instrument)
  if (Number.isNaN(seat.rate)) return noRate(instrument)
  seat.price = mark
  seat.replaces = replaces
  const wanted = cappedTarget(signal.weight, seat, caps)
  if (typeof wanted !== 'number') return { kind: 'deny', denial: wanted }
  const change = wanted - position.quantity
  if (change === 0) return { kind: 'cancel', orders: replaces === null ? [] : [replaces] }
  const reduces = Math.abs(wanted) < Math.abs(position.quantity) && wanted * position.quantity >= 0
  const side: Side = change > 0 ? 'buy' : 'sell'
  const children = reduces ? noChildren : withStop(noChildren, side, protection)
  if (children === null) return noProtection(instrument, 'rebalance')
  const asked: PlacePlan = {
    kind: 'place',
    intent: {
      strategy: seat.strategy,
      account: seat.account,
      instrument: instrument.id,
      tag: '',
      role: 'rebalance',
      side,
      quantity: { lots: Math.abs(change) },
      price: { type: 'market' },
      timeInForce: 'DAY',
      terms: plainTerms,
      closing: reduces || wanted * position.quantity > 0 ? 0 : Math.abs(position.quantity),
      reduceOnly: reduces,
      children,
      reason: signal.reason ?? `target weight ${signal.weight}`,
    },
    replaces,
    reduces,
    reduction: reduces ? Math.abs(change) : 0,
  }
  return exitFit === null ? asked : exitFit.fitted(asked)
}

/** Whether an order has no price of its own to be judged at. */
function takesMark(price: OrderPrice): boolean {
  return !Object.is(judgedPrice(price, 'buy', 0), judgedPrice(price, 'buy', 1))
}
