// A run: everything that a backtest yields, as plain data. Metrics read it, the report draws it, the run directory stores it.

import type { Breach, StateTransition, TradingLevel } from './breach.js'
import type { CorporateAction } from './corporate-action.js'
import type { DecisionRecord } from './decision.js'
import type { DenialRecord } from './denial.js'
import type { Fill } from './fill.js'
import type { HeardEvent } from './heard-event.js'
import type { CalendarId, Instrument } from './instrument.js'
import type { Order } from './order.js'
import type { RoundTrip } from './round-trip.js'
import type { RunChaos } from './run-chaos.js'
import type { EpochMs, IsoDate, Timeframe } from './time.js'

/** One row for each time at which bars closed; parallel columns, currency units. */
export interface EquityCurve {
  readonly time: Float64Array
  /** Cash + Σ position × mark × multiplier, marked at each close, after that bar's fills and before its decisions. */
  readonly equity: Float64Array
  readonly cash: Float64Array
  /** Σ |position × mark × multiplier|. */
  readonly grossExposure: Float64Array
}

/** The same curve at the last close of each session: the basis of day-based metrics. */
export interface SessionCurve {
  readonly date: readonly IsoDate[]
  readonly time: Float64Array
  readonly equity: Float64Array
  /** 252 for session calendars, 365 for 24/7 ones. */
  readonly periodsPerYear: number
}

/** What was replayed, for the report and the provenance. */
export interface RunSeries {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly bars: number
  readonly from: EpochMs
  readonly to: EpochMs
  readonly dataHash: string
  /** Free text such as "S&P 500 index, price only"; empty when the data says nothing of itself. */
  readonly label: string
  readonly synthetic: boolean
}

/** The shorter bars that orders met inside the bars of an instrument. */
export interface RunDetail {
  readonly instrument: string
  readonly timeframe: Timeframe
  readonly dataHash: string
  /** Bars of the run, those that the shorter ones make up, and those whose shorter ones do not. */
  readonly bars: number
  readonly covered: number
  readonly uneven: number
}

/** The predictions that a run was given. */
export interface RunPredictions {
  /** The file's name, or what a program called them. */
  readonly name: string
  readonly count: number
  /** How many were told: not those from before the first bar of their instrument, or after the last bar. */
  readonly delivered: number
  /** Publish times of the first and the last. */
  readonly from: EpochMs
  readonly to: EpochMs
  /** Of their content, whatever the file's form. */
  readonly dataHash: string
}

export interface RunStrategy {
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
  /** Hash of the loaded source, or null for a strategy given as an object. */
  readonly sourceHash: string | null
  /** Bars before every indicator has a value, on the longest series. */
  readonly warmUp: number
}

/** An assumption in force, ready to print: `slippage`, `1 tick`, where it came from. */
export interface Assumption {
  readonly name: string
  readonly value: string
  readonly source: 'default' | 'config' | 'flag' | 'environment' | 'strategy'
}

export interface RunCounts {
  readonly bars: number
  readonly signals: number
  readonly denials: number
  readonly orders: number
  readonly fills: number
  readonly roundTrips: number
}

export interface RunHashes {
  /** Signals, intents, verdicts and approvals. */
  readonly decision: string
  /** Fills. */
  readonly execution: string
  readonly data: string
  readonly config: string
}

/** A corporate action that the run booked. */
export interface BookedAction {
  readonly time: EpochMs
  readonly instrument: string
  readonly action: CorporateAction
  /** The account's net lots before it. */
  readonly lots: number
  /** Currency of the instrument: the dividend that is owed (below zero: by us), the cash in lieu of fractions after a split; 0 otherwise. */
  readonly cash: number
}

/** What the run leaves open at its end. */
export interface OpenPosition {
  readonly strategy: string
  readonly instrument: string
  readonly quantity: number
  readonly averagePrice: number
  readonly mark: number
  readonly openedAt: EpochMs
  /** Open result at the mark, fees left out; the account's currency. */
  readonly unrealizedPnl: number
  /** What part exits have realized since it was opened, fees left out; currency. */
  readonly realizedPnl: number
  /** Fees paid since it was opened; currency. */
  readonly fees: number
  /** The account's currency for one of the instrument's at the mark; absent where they are the same. */
  readonly rate?: number | undefined
}

/** What a margin account shows of itself, in the words of Interactive Brokers; currency units. */
export interface MarginFigures {
  /** Equity with loan value: cash and positions at their marks. */
  readonly equity: number
  readonly initialMargin: number
  readonly maintenanceMargin: number
  /** Equity − initial margin. */
  readonly availableFunds: number
  /** Equity − maintenance margin. Below zero the broker liquidates. */
  readonly excessLiquidity: number
  /** Available funds ÷ the initial rate of a stock; 0 where there are none. */
  readonly buyingPower: number
  /** Excess liquidity ÷ net liquidation; null where that is not above zero. */
  readonly cushion: number | null
}

/** The account at the end of a run; the account's currency. */
export interface RunAccount {
  readonly type: 'research' | 'cash' | 'margin'
  /** Paid for what was borrowed to be sold short, and for cash that was owed. */
  readonly borrowFees: number
  readonly interest: number
  /** What a cash account may spend; null in the others. */
  readonly settledCash: number | null
  /** Null but in a margin account. */
  readonly margin: RunMargin | null
  /** Absent where the run has none. */
  readonly virtual?: readonly RunVirtualAccount[] | undefined
}

/** A virtual account at the end of a run. */
export interface RunVirtualAccount {
  readonly name: string
  /** Share of the account's equity, 0…1. */
  readonly allocation: number
  /** The only strategy that it traded for; null for any. */
  readonly strategy: string | null
  /** Closed round trips, those that made something, and the result of all after fees in the account's currency. */
  readonly roundTrips: number
  readonly wins: number
  readonly pnl: number
  /** What it still holds, in signed lots; null and 0 where it is flat. */
  readonly symbol: string | null
  readonly quantity: number
}

export interface RunMargin extends MarginFigures {
  /** The lowest cushion at any mark with a position; null where there was none, and where equity fell to zero or below. */
  readonly lowestCushion: number | null
  /** How many times the broker stepped in. */
  readonly liquidations: number
}

/** What came after the trades: what monitors found, and what held trading back. */
export interface RunRisk {
  readonly breaches: readonly Breach[]
  /** Every latch that was set or let go, in its order. */
  readonly transitions: readonly StateTransition[]
  /** The trading state at the end: the account's own, and what holds for each strategy. */
  readonly account: TradingLevel
  readonly strategies: Readonly<Record<string, TradingLevel>>
}

/** Everything that a run yields. */
export interface RunResult {
  readonly strategies: readonly RunStrategy[]
  readonly series: readonly RunSeries[]
  /** Absent where orders met the bars themselves. */
  readonly detail?: readonly RunDetail[] | undefined
  /** Absent where there were none. */
  readonly predictions?: RunPredictions | undefined
  readonly calendar: CalendarId
  readonly currency: string
  readonly initialCash: number
  readonly seed: number
  readonly engineVersion: string
  readonly equity: EquityCurve
  readonly sessions: SessionCurve
  readonly orders: readonly Order[]
  readonly fills: readonly Fill[]
  readonly roundTrips: readonly RoundTrip[]
  readonly openPositions: readonly OpenPosition[]
  readonly account: RunAccount
  /** Absent where nothing was watched. */
  readonly risk?: RunRisk | undefined
  /** Absent where nothing was made to go wrong. */
  readonly chaos?: RunChaos | undefined
  /** Splits, dividends, changes of ticker and delistings that came during the run, whether or not anything was held. */
  readonly corporateActions: readonly BookedAction[]
  readonly denials: readonly DenialRecord[]
  /** What the broker said of the orders, in the order it was heard; absent where the run kept no decisions, and in runs of before. */
  readonly events?: readonly HeardEvent[] | undefined
  /** What the decision hash is over, in order; null where the run did not keep them. */
  readonly decisions: readonly DecisionRecord[] | null
  readonly counts: RunCounts
  readonly hashes: RunHashes
  readonly assumptions: readonly Assumption[]
  /** The resolved config, as saved with the run. */
  readonly config: Readonly<Record<string, unknown>>
  /** Things the user should know: "SPX is an index: …". */
  readonly notes: readonly string[]
}
