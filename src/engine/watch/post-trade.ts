// After the trade: monitors look at each mark, breakers act on what they find, an operator has the last word. The pipeline asks the state they leave.

import type { Breach, TradingLevel } from '../../model/breach.js'
import type { RunRisk } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import { Breakers } from '../../risk/breakers.js'
import { KillSwitch } from '../../risk/kill-switch.js'
import type { LatchCause, TradingState } from '../../risk/trading-state.js'
import { assertNever } from '../../std/assert.js'
import type { OperatorDeed } from '../config/breaker-config.js'
import type { WatchRules } from '../config/watch-rules.js'
import { AccountWatch, type AccountWatchParts } from './account-watch.js'
import type { Flattening } from './flattening.js'

export interface PostTradeParts extends AccountWatchParts {
  readonly rules: WatchRules
  readonly state: TradingState
  readonly flattening: Flattening
}

const levels: Record<'reduce' | 'halt', TradingLevel> = { reduce: 'reducing', halt: 'halted' }

export class PostTrade {
  readonly #parts: PostTradeParts
  readonly #watch: AccountWatch
  readonly #breakers: Breakers
  readonly #kill: KillSwitch
  readonly #breaches: Breach[] = []
  /** How many of them strategies were told. */
  #told = 0
  #nextDeed = 0
  readonly #deedTimes: readonly EpochMs[]

  constructor(parts: PostTradeParts) {
    const { rules, state, flattening } = parts
    this.#parts = parts
    this.#deedTimes = rules.operator.map(({ at }) => Date.parse(at))
    this.#breakers = new Breakers(rules.breakers, state, flattening)
    this.#kill = new KillSwitch(state, flattening)
    this.#watch = new AccountWatch(parts, rules, (breach) => this.raise(breach))
  }

  /** When an operator acts next; Infinity after the last time. */
  get nextOperatorTime(): EpochMs {
    return this.#deedTimes[this.#nextDeed] ?? Number.POSITIVE_INFINITY
  }

  /** What an operator let go of that nothing held, with the causes that hold the account in its place. */
  readonly idle: { readonly deed: OperatorDeed; readonly held: readonly LatchCause[] }[] = []

  /** What an operator did not come to do. */
  get undone(): readonly OperatorDeed[] {
    return this.#parts.rules.operator.slice(this.#nextDeed)
  }

  /** When the limit of the day lets go; Infinity while it holds nothing. */
  get nextSessionTime(): EpochMs {
    return this.#parts.state.isHeldForTheDay ? this.#watch.dayEnd : Number.POSITIVE_INFINITY
  }

  /** When either comes next. */
  get nextTime(): EpochMs {
    return Math.min(this.nextOperatorTime, this.nextSessionTime)
  }

  /** Does what an operator does up to a time, before anything else of that time. */
  operate(time: EpochMs): void {
    while (this.nextOperatorTime <= time) this.#operate(this.#parts.rules.operator[this.#nextDeed++] as OperatorDeed, time)
    this.#parts.flattening.check(time)
  }

  /** A session may have opened: the limit of the day before lets go, before any bar of it. */
  beginSession(time: EpochMs): void {
    if (this.nextSessionTime <= time) this.#parts.state.beginSession(time)
  }

  /** The broker's books and ours agree. */
  reconciled(time: EpochMs): void {
    this.#parts.state.reconciled(time)
  }

  /** After a mark. Answers whether anything came of it: an order, or a breach to tell, which others may have found since the last one. */
  check(time: EpochMs): boolean {
    this.#watch.check(time)
    const isClosing = this.#parts.flattening.check(time)
    return isClosing || this.#told < this.#breaches.length
  }

  /** Whether nothing comes of the marks of this day, if nothing trades and no price goes further from its last mark than this part of it. */
  isSilentWithin(part: number): boolean {
    return this.#told === this.#breaches.length && this.#parts.flattening.isIdle && this.#watch.isSilentWithin(part)
  }

  /** Takes in marks that nothing comes of: equity by rows, and their times. */
  pass(equity: Float64Array, time: Float64Array, from: number, to: number): void {
    this.#watch.pass(equity, time, from, to)
  }

  /** When the day of the last mark ends. */
  get dayEnd(): EpochMs {
    return this.#watch.dayEnd
  }

  /** Takes a breach, whoever found it: it is kept and told, and trips its breaker. */
  raise(breach: Breach): void {
    this.#breaches.push(breach)
    this.#breakers.trip(breach)
  }

  /** The same between two events: what its breaker closes, it closes now and not after the next mark. */
  raiseNow(breach: Breach): void {
    this.raise(breach)
    this.#parts.flattening.check(breach.time)
  }

  /** How far trading is held back: the account (null), or what holds for a strategy. */
  levelOf(strategy: string | null): TradingLevel {
    const { state } = this.#parts
    return strategy === null ? state.account : state.levelOf(strategy)
  }

  /** Breaches of the run so far. */
  get breachCount(): number {
    return this.#breaches.length
  }

  /** The breaches that strategies were not told of; from now on they were. */
  takeUntold(): readonly Breach[] {
    const untold = this.#breaches.slice(this.#told)
    this.#told = this.#breaches.length
    return untold
  }

  /** What came of it all in the run. */
  get result(): RunRisk {
    const { state, strategies } = this.#parts
    return {
      breaches: this.#breaches,
      transitions: state.transitions,
      account: state.account,
      strategies: Object.fromEntries(strategies.map((name) => [name, state.levelOf(name)])),
    }
  }

  #operate(asked: OperatorDeed, time: EpochMs): void {
    const { do: deed, strategy: only, reason } = asked
    const { state, flattening } = this.#parts
    const strategy = only ?? null
    switch (deed) {
      case 'kill':
        this.#breaches.push(this.#kill.throw(strategy, reason, time))
        break
      case 'reduce':
      case 'halt':
        state.escalate(strategy, levels[deed], 'OPERATOR', reason, time)
        flattening.cancelIncreases(strategy, `operator: ${reason}`)
        break
      case 'unlatch':
        if (state.unlatch(strategy, reason, time)) this.#watch.restart(strategy)
        else this.idle.push({ deed: asked, held: only === undefined ? [] : state.causesOf(only) })
        break
      default:
        assertNever(deed)
    }
  }
}
