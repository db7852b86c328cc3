// What crosses the border to an isolated strategy as text.

import type { Breach } from '../../model/breach.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import type { Fill } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import type { WorkingOrder } from '../../model/order.js'
import type { Prediction } from '../../model/prediction.js'
import type { Signals } from '../../model/signal.js'
import type { Timeframe } from '../../model/time.js'
import type { ErrorCode } from '../../std/errors.js'

/** What a strategy is started with. */
export interface OpenText {
  readonly name: string
  /** As the user gave them: the strategy's own schema reads them. */
  readonly params: unknown
  readonly seed: number
  readonly firstDecision: 'first-value' | 'one-bar-later'
  readonly instruments: readonly Instrument[]
  /** `instrument` is a place in `instruments`. */
  readonly series: readonly {
    readonly instrument: number
    readonly timeframe: Timeframe
    readonly length: number
    readonly actions?: readonly CorporateAction[] | undefined
  }[]
  /** Whether bars still change before they close. */
  readonly moving: boolean
}

/** What the engine learns of a strategy that has started. */
export interface OpenedText {
  readonly warmUp: number
  /** By slot, then by stretch between splits: the name of a column and its place among the columns that were shared. */
  readonly columns: readonly (readonly (readonly (readonly [name: string, column: number])[])[])[]
}

/** What comes with a question where it is more than numbers. */
export interface RequestText {
  /** Working orders that changed, by instrument. */
  readonly desks?: readonly (readonly [instrument: number, view: readonly WorkingOrder[]])[] | undefined
  readonly fill?: Fill | undefined
  readonly split?: { readonly ratio: number } | undefined
  readonly timer?: string | undefined
  readonly prediction?: Prediction | undefined
  readonly breach?: Breach | undefined
}

/** What comes back. */
export interface AnswerText {
  readonly signals?: Signals
  /** Timers that were asked for, in their order. */
  readonly timers?: readonly (readonly [at: number, name: string])[] | undefined
  readonly failure?: FailureText | undefined
  readonly opened?: OpenedText | undefined
  /** Bytes over the baseline, where the worker found that it holds too many. */
  readonly heldBytes?: number | undefined
}

export interface FailureText {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
  readonly stack: string
}
