// What a strategy says: enter, exit, target a weight, amend or cancel. A signal has no quantity; sizing makes it.

import type { OrderPrice, Trail } from './order-price.js'
import type { EpochMs } from './time.js'

/**
 * How long an order works. DAY: to the end of its session. GTC: until it is canceled, with the broker's own ends. GTD: up to `goodTill`. IOC: what it can get
 * at once. FOK: all of it at once or nothing. OPG: only in the opening auction.
 */
export type TimeInForce = (typeof timesInForce)[number]

export const timesInForce = ['DAY', 'GTC', 'GTD', 'IOC', 'FOK', 'OPG'] as const

/** A protective price: absolute, or a fraction of the reference price (the signal's close or the fill, by `protectFrom`; the fill where the entry's price moves). */
export type ProtectivePrice = number | { readonly fraction: number }

/** Orders that close the position an entry opens. `stop` is the losing side, `target` the winning one. */
export interface Protection {
  readonly stop?: ProtectivePrice | undefined
  readonly target?: ProtectivePrice | undefined
  /** A stop that follows the price; `stop`, where it is given too, is where it begins. */
  readonly trail?: Trail | undefined
}

/** Orders of one group: when one fills, the others are canceled, or shrink by what filled. Types as at Interactive Brokers. */
export interface OcaGroup {
  readonly group: string
  /** 1: cancel the others, filling one at a time. 2: reduce the others, filling one at a time. 3: reduce the others, all may fill. */
  readonly type: 1 | 2 | 3
}

/** An order that sleeps until the one it came with has filled: one triggers another. It works until it is canceled, and does not only reduce. */
export interface TriggeredOrder {
  readonly side: 'buy' | 'sell'
  readonly lots: number
  /** At market where absent. */
  readonly order?: OrderPrice | undefined
}

/** What an order may do besides its price. */
interface Terms {
  readonly timeInForce?: TimeInForce | undefined
  /** When a GTD order ends. */
  readonly goodTill?: EpochMs | undefined
  /** Whether it works before the open and after the close too. */
  readonly outsideRth?: boolean | undefined
  /** A limit that would trade at once is canceled instead. */
  readonly postOnly?: boolean | undefined
  readonly oca?: OcaGroup | undefined
  /** Orders that wake once this one fills. */
  readonly triggers?: readonly TriggeredOrder[] | undefined
}

/** What a strategy wants remembered with a signal, by name: the decision log and `bench explain` have it, and nothing else reads it. */
export type SignalMetadata = Readonly<Record<string, string | number | boolean>>

/** How much to hold: lots, currency, or a weight of equity. */
export type Size = { readonly lots: number } | { readonly notional: number } | { readonly weight: number }

interface Keyed {
  /** Instrument id; absent means the instrument of the bar that is being handled. */
  readonly instrument?: string | undefined
  /** Tells two working entries of one strategy and instrument apart. */
  readonly tag?: string | undefined
  readonly reason?: string | undefined
}

/** Open or add to a position; on the other side of an open one, reverse it. A new Enter with the same key replaces its working entry. */
export interface Enter extends Keyed, Terms {
  readonly kind: 'enter'
  readonly direction: 'long' | 'short'
  /** −1…1, and 0…1: for sizers and filters that use them. */
  readonly strength?: number | undefined
  readonly confidence?: number | undefined
  readonly order?: OrderPrice | undefined
  readonly protect?: Protection | undefined
  readonly size?: Size | undefined
  /** Whether protection wakes with each part that fills (default), or once the whole entry has. */
  readonly protectAfter?: 'partial' | 'full' | undefined
  readonly metadata?: SignalMetadata | undefined
}

/** Close the position, or a fraction of it. Never opens or flips one. A new Exit with the same key replaces the working one. */
export interface Exit extends Keyed, Terms {
  readonly kind: 'exit'
  readonly fraction?: number | undefined
  readonly order?: OrderPrice | undefined
  readonly metadata?: SignalMetadata | undefined
}

/** Hold this share of the strategy's allocation in the instrument; negative is short. */
export interface Target extends Keyed {
  readonly kind: 'target'
  readonly weight: number
}

/** Change the prices of one's working order. */
export interface Amend extends Keyed {
  readonly kind: 'amend'
  readonly limit?: number | undefined
  readonly trigger?: number | undefined
}

/** Cancel one's working orders with this key, or all in the instrument when there is no tag. */
export interface Cancel extends Keyed {
  readonly kind: 'cancel'
}

/** What a strategy can say; a union told apart by `kind`. */
export type Signal = Enter | Exit | Target | Amend | Cancel

/** What a handler may return. */
export type Signals = Signal | readonly Signal[] | undefined

export function isSignalList(signals: Signal | readonly Signal[]): signals is readonly Signal[] {
  return Array.isArray(signals)
}

export type EnterOptions = Omit<Enter, 'kind' | 'direction'>
export type ExitOptions = Omit<Exit, 'kind'>

/** Buys; reverses a short position. At market with the sizer's size, where the options say nothing else. */
export function enterLong(options: EnterOptions = {}): Enter {
  return { kind: 'enter', direction: 'long', ...options }
}

/** Sells short; reverses a long position. The options are those of `enterLong`. */
export function enterShort(options: EnterOptions = {}): Enter {
  return { kind: 'enter', direction: 'short', ...options }
}

/** `exit('why')` closes everything at market; options choose an order, a fraction or an instrument. */
export function exit(reasonOrOptions: string | ExitOptions = {}): Exit {
  return typeof reasonOrOptions === 'string' ? { kind: 'exit', reason: reasonOrOptions } : { kind: 'exit', ...reasonOrOptions }
}

/** Holds a weight of the strategy's allocation: 0.5 is half of it, 0 nothing, −0.5 half of it short. */
export function target(instrument: string, weight: number, reason?: string): Target {
  return { kind: 'target', instrument, weight, reason }
}

/** Changes limit or trigger of one's working order with this tag. */
export function amend(options: Omit<Amend, 'kind'>): Amend {
  return { kind: 'amend', ...options }
}

/** Cancels one's working orders with this tag, or all in the instrument. */
export function cancel(options: Omit<Cancel, 'kind'> = {}): Cancel {
  return { kind: 'cancel', ...options }
}
