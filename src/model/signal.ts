// What a strategy says: enter, exit, target a weight, amend or cancel. A signal has no quantity; sizing makes it.

/** How an order enters the market. Prices in the instrument's currency. */
export type OrderPrice =
  | { readonly type: 'market' }
  | { readonly type: 'limit'; readonly limit: number }
  | { readonly type: 'stop'; readonly trigger: number }
  | { readonly type: 'stop-limit'; readonly trigger: number; readonly limit: number }

export type TimeInForce = 'DAY' | 'GTC'

/** A protective price: absolute, or a fraction of the reference price (the signal's close or the fill, by `protectFrom`). */
export type ProtectivePrice = number | { readonly fraction: number }

/** Orders that close the position an entry opens. `stop` is the losing side, `target` the winning one. */
export interface Protection {
  readonly stop?: ProtectivePrice | undefined
  readonly target?: ProtectivePrice | undefined
}

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
export interface Enter extends Keyed {
  readonly kind: 'enter'
  readonly direction: 'long' | 'short'
  /** −1…1, and 0…1: for sizers and filters that use them. */
  readonly strength?: number | undefined
  readonly confidence?: number | undefined
  readonly order?: OrderPrice | undefined
  readonly protect?: Protection | undefined
  readonly size?: Size | undefined
  readonly timeInForce?: TimeInForce | undefined
}

/** Close the position, or a fraction of it. Never opens or flips one. A new Exit with the same key replaces the working one. */
export interface Exit extends Keyed {
  readonly kind: 'exit'
  readonly fraction?: number | undefined
  readonly order?: OrderPrice | undefined
  readonly timeInForce?: TimeInForce | undefined
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

// Order prices, to read well in a signal: `enterLong({ order: stop(101.5) })`.

/** At the next price there is. */
export const market = (): OrderPrice => ({ type: 'market' })
/** At this price or better. */
export const limit = (price: number): OrderPrice => ({ type: 'limit', limit: price })
/** At market, once the price has reached the trigger. */
export const stop = (trigger: number): OrderPrice => ({ type: 'stop', trigger })
/** A limit order, once the price has reached the trigger. */
export const stopLimit = (trigger: number, price: number): OrderPrice => ({ type: 'stop-limit', trigger, limit: price })

/** The price that an order is judged at: its limit, else its trigger, else the mark. */
export function judgedPrice(price: OrderPrice, mark: number): number {
  if ('limit' in price) return price.limit
  return 'trigger' in price ? price.trigger : mark
}
