// A decision: one signal on its way down the pipeline, with what it was sized to and what became of it. The decision hash is over these, in their order.

import type { OrderIntent } from './order.js'
import type { Signal } from './signal.js'
import type { EpochMs } from './time.js'

/** What pre-trade risk judged the account by; currency units and lots. */
export interface JudgedAccount {
  readonly equity: number
  readonly grossExposure: number
  /** Value of other working orders that would open or add to positions. */
  readonly committed: number
  /** The account's signed lots in the instrument, all strategies together. */
  readonly netLots: number
  /** What reductions of the same batch free. */
  readonly released: number
}

/** `time` to `verdict` go into the decision hash; the rest follows from them, or names what they led to. */
export interface DecisionRecord {
  /** 1, 2, 3 … in the order in which they were decided. */
  readonly sequence: number
  readonly time: EpochMs
  readonly strategy: string
  readonly instrument: string
  /** As the strategy returned it; its `instrument` is the one above. */
  readonly signal: Signal
  /** What it was sized to; null where nothing was to be placed. */
  readonly intent: OrderIntent | null
  /** `approved`, `unchanged`, `amended`, `canceled`, `superseded`, or the code of the denial. */
  readonly verdict: string
  /** The order that it placed, changed, canceled or left as it was; null where there is none. */
  readonly orderId: number | null
  /** The last close of the instrument; null before the first. */
  readonly mark: number | null
  /** The strategy's signed lots in the instrument when it decided. */
  readonly position: number
  /** Null where pre-trade risk was not asked. */
  readonly account: JudgedAccount | null
  /** The strategy's indicators at the bar that was closed last, by name; NaN while one warms up. */
  readonly indicators: Readonly<Record<string, number>>
}

const verdicts: ReadonlySet<string> = new Set(['approved', 'unchanged', 'amended', 'canceled', 'superseded'])

/** Whether a control or the planner said no: the verdict is the code of its denial then. */
export function isDenied({ verdict }: Pick<DecisionRecord, 'verdict'>): boolean {
  return !verdicts.has(verdict)
}
