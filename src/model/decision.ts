// A decision: one signal on its way down the pipeline, with what it was sized to and what became of it. The decision hash is over these, in their order.

import type { DenialCode } from './denial.js'
import type { JudgedGates } from './gate-notes.js'
import type { OrderIntent, Side } from './order.js'
import type { Signal } from './signal.js'
import type { EpochMs } from './time.js'

/** What pre-trade risk judged the account by; currency units and lots. */
export interface JudgedAccount {
  readonly equity: number
  /** Value of what is held: in a research account of every strategy's positions, in others of the net ones. */
  readonly grossExposure: number
  /** Value of other working orders that would open or add to positions; in cash and margin accounts of all that would buy. */
  readonly committed: number
  /** Signed lots of the asset: in a research account the strategy's own, in others all strategies together. */
  readonly heldLots: number
  /** Research accounts: lots that the strategy's other working orders would buy and sell of the asset, those that only reduce left out. Absent where there are none. */
  readonly promised?: Readonly<Record<Side, number>> | undefined
  /** Research accounts: lots that the strategy's orders at market which only reduce buy and sell of the asset, where a batch counts on what they free. */
  readonly leaving?: Readonly<Record<Side, number>> | undefined
  /** What reductions of the same batch free. */
  readonly released: number
  /** Cash accounts: what purchases may spend, working buys not yet taken off. */
  readonly settledCash?: number | undefined
  /** Margin accounts: initial margin of all that is held, with working orders at their worst. */
  readonly requirement?: number | undefined
  /** Margin accounts: what has to be there to keep what is held. */
  readonly maintenance?: number | undefined
  /** How far working orders could take the asset, in accounts that ask for it. */
  readonly reach?: Reach | undefined
  /** Cash accounts: the same of the intent's own strategy, with what it holds. */
  readonly own?: Reach | undefined
  /** What working orders of the intent's own group would trade: it counts as its largest order (type 3 aside, where each counts), so they are left out of all the above. */
  readonly group?: Reach | undefined
  /** The account's currency for one of the instrument's, where they differ. */
  readonly rate?: number | undefined
}

/** The lots of an asset that are held, all strategies together, and what working orders could buy and sell besides, each side by itself. */
export interface Reach {
  readonly heldLots: number
  readonly buyLots: number
  /** Currency of the account. */
  readonly buyValue: number
  readonly sellLots: number
  readonly sellValue: number
}

/** Names of what limits are held against, in the order of stored rows. */
export const judgedFactNames = [
  'close',
  'ageMs',
  'barMs',
  'jump',
  'move',
  'bid',
  'ask',
  'averageDailyLots',
  'longLots',
  'shortLots',
  'longValue',
  'shortValue',
  'assetValue',
  'strategyValue',
  'grossValue',
  'netLongValue',
  'netShortValue',
] as const

/**
 * What controls with a limit were told: the market data of the instrument, and where the account could come to with the intent and every working order.
 * NaN where nobody knows, or none of them asked. Units are those of `MarketFacts` and `WorstCase`.
 */
export type JudgedFacts = Readonly<Record<(typeof judgedFactNames)[number], number>>

/** A size that the run worked out, and that limits of pre-trade risk left less of. */
export interface SizeCut {
  /** Lots that it would have opened. */
  readonly wanted: number
  /** Of the limit that left least. */
  readonly code: DenialCode
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
  /** Other orders that it is about: what a cancel ended besides, or the one whose place it takes. Absent where there are none. */
  readonly others?: readonly number[] | undefined
  /** The last close of the instrument; null before the first. */
  readonly mark: number | null
  /** The strategy's signed lots in the instrument when it decided. */
  readonly position: number
  /** Null where pre-trade risk was not asked. */
  readonly account: JudgedAccount | null
  /** Absent where no limit was in force, or pre-trade risk was not asked. */
  readonly facts?: JudgedFacts | undefined
  /** Absent where the intent has the size that was worked out or named for it. */
  readonly cut?: SizeCut | undefined
  /** Absent where no stage before pre-trade risk measured anything. */
  readonly judged?: JudgedGates | undefined
  /** The strategy's indicators at the bar that was closed last, by name; NaN while one warms up. */
  readonly indicators: Readonly<Record<string, number>>
}

const verdicts: ReadonlySet<string> = new Set(['approved', 'unchanged', 'amended', 'canceled', 'superseded'])

/** Whether a control or the planner said no: the verdict is the code of its denial then. */
export function isDenied({ verdict }: Pick<DecisionRecord, 'verdict'>): boolean {
  return !verdicts.has(verdict)
}
