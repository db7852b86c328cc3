// A fault: one way in which data, a venue, a strategy or an operator goes wrong. One table holds all of them; a schedule names them.

import type { ZodType } from 'zod'
import type { BacktestStrategy } from '../../engine/backtest-request.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { BarSeries } from '../../model/bar.js'
import type { BrokerEvent, OrderEvent, OrderTicket, Statement } from '../../model/broker.js'
import type { EpochMs } from '../../model/time.js'
import type { RandomStream } from '../../std/random.js'

/** Where it goes wrong. `process` waits for the journal of paper trading. */
export type Plane = 'data' | 'venue' | 'strategy' | 'operator' | 'process'

interface Described<P> {
  /** As schedules name it: `lost-fills`. */
  readonly name: string
  /** What goes wrong, in one sentence. */
  readonly says: string
  readonly params: ZodType<P>
  /** It ends a run before it begins, or keeps all of it from trading, and so hides whatever else is wrong: a swarm draws it less often. */
  readonly hides?: true
  /** What a swarm may draw its parameters to be; without it the defaults stand. */
  readonly draw?: ((random: RandomStream) => Partial<P>) | undefined
}

/** A stretch of time, its end not in it; epoch ms. */
export interface Window {
  readonly from: EpochMs
  readonly to: EpochMs
}

/** In the bars before the run begins, so its time has to be known: it comes on at a time and at nothing else. */
export interface DataFault<P> extends Described<P> {
  readonly plane: 'data'
  /** The series with the fault in it; the one that was given stays as it was. */
  apply(series: BarSeries, window: Window, params: P, random: RandomStream): BarSeries
}

/** What a venue makes of a request: it goes on, is lost without a word, or is refused. */
export type Passage = 'pass' | 'lose' | { readonly refuse: string }

/** A change may leave the order as it was to work on, beside what it becomes. */
export type ChangePassage = Passage | 'twin'

/** A cancel may be confirmed as well, and go no further. */
export type CancelPassage = Passage | { readonly confirm: string }

export type Filled = Extract<OrderEvent, { readonly kind: 'filled' }>
export type Revised = Extract<OrderEvent, { readonly kind: 'revised' }>

/** A word of the broker and when it is heard. */
export interface Delivery {
  readonly event: BrokerEvent
  readonly time: EpochMs
}

/** What a venue fault does while it is on. What it leaves out goes on as it would. */
export interface VenueHands {
  /** As it comes on and as it goes off: words of its own, such as that the line is down. */
  begins?(time: EpochMs): readonly Delivery[]
  ends?(time: EpochMs): readonly Delivery[]
  submit?(ticket: OrderTicket, time: EpochMs): Passage
  modify?(clientOrderId: number, time: EpochMs): ChangePassage
  cancel?(clientOrderId: number, time: EpochMs): CancelPassage
  /** A refusal of it is heard by nobody. */
  cancelAll?(time: EpochMs): Passage
  /** We ask for a statement. */
  inquire?(time: EpochMs): Passage
  /** What the statement says in the place of what the venue's books have. */
  states?(statement: Statement): Statement
  /** What the venue itself makes of what happens to an order, whoever hears of it. */
  makes?(event: OrderEvent): readonly OrderEvent[]
  /** What the venue will say of an execution at a later time, though the fault be over by then; null for nothing. */
  revises?(event: Filled): Revised | null
  /** What is heard of a word, and when: nothing, once, again, later. */
  heard?(delivery: Delivery): readonly Delivery[]
}

export interface VenueFault<P> extends Described<P> {
  readonly plane: 'venue'
  /** Made once for an entry. */
  hands(params: P, random: RandomStream): VenueHands
}

/** A strategy that misbehaves, beside the healthy ones or in the place of one. */
export interface StrategyFault<P> extends Described<P> {
  readonly plane: 'strategy'
  /** File in chaos/strategies. */
  readonly strategy: string
  /** It loops or leaks: only an isolated host ends it. */
  readonly isolated: boolean
}

/** What an operator sets up before a run begins. */
export interface Setup {
  readonly series: readonly BarSeries[]
  readonly strategies: readonly BacktestStrategy[]
  readonly config: BacktestConfigInput
}

/** Where an entry has its fault: when, and the instrument or strategy that it is in; undefined for all of them. */
export interface Place {
  readonly window: Window
  readonly target: string | undefined
}

/** What an entry may have as its target. */
export type TargetKind = 'instrument' | 'healthy strategy' | 'any strategy'

/** Somebody set the system up wrong: from the first bar on. Its time counts only for what an operator does as the run goes on. */
export interface OperatorFault<P> extends Described<P> {
  readonly plane: 'operator'
  /** Without it an entry has no target. */
  readonly targets?: TargetKind | undefined
  /** The setup with the fault in it; the one that was given stays as it was. */
  apply(setup: Setup, params: P, place: Place): Setup
}

/** Kept free: a kill at any byte of the journal, a torn write, a disk that is full. */
export interface ProcessFault<P> extends Described<P> {
  readonly plane: 'process'
}

export type Fault<P = never> = DataFault<P> | VenueFault<P> | StrategyFault<P> | OperatorFault<P> | ProcessFault<P>
