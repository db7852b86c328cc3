// The watch over the account: every monitor that is on looks at each mark. Nothing is allocated for a mark that breaches nothing.

import type { Calendar } from '../../data/calendar/calendar.js'
import type { Breach } from '../../model/breach.js'
import type { EpochMs } from '../../model/time.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { ConcentrationMonitor } from '../../risk/monitors/concentration.js'
import { CorrelationMonitor } from '../../risk/monitors/correlation.js'
import { DailyLossMonitor } from '../../risk/monitors/daily-loss.js'
import { DrawdownMonitor } from '../../risk/monitors/drawdown.js'
import { ExposureMonitor } from '../../risk/monitors/exposure.js'
import { RapidDrawdownMonitor } from '../../risk/monitors/rapid-drawdown.js'
import { StrategyLossMonitor } from '../../risk/monitors/strategy-loss.js'
import { ValueAtRiskMonitor } from '../../risk/monitors/value-at-risk.js'
import type { WatchRules } from '../config/watch-rules.js'
import type { Asset } from '../market/assets.js'
import { dayEnd } from '../time/trading-day.js'
import type { SessionReturns } from './session-returns.js'
import type { StrategyResults } from './strategy-results.js'

export interface AccountWatchParts {
  readonly portfolio: Portfolio
  readonly assets: readonly Asset[]
  /** By name; `results` knows them by their places here. */
  readonly strategies: readonly string[]
  readonly results: StrategyResults
  readonly returns: SessionReturns
  readonly calendar: Calendar
  /** Of the account as the run begins. */
  readonly cash: number
}

/** A number each; null for what is off. */
interface Monitors {
  readonly drawdown: DrawdownMonitor | null
  readonly dailyLoss: DailyLossMonitor | null
  readonly rapidDrawdown: RapidDrawdownMonitor | null
  readonly strategyLoss: StrategyLossMonitor | null
  readonly exposure: ExposureMonitor | null
  readonly concentration: ConcentrationMonitor | null
  readonly valueAtRisk: ValueAtRiskMonitor | null
  readonly correlation: CorrelationMonitor | null
}

export class AccountWatch {
  readonly #parts: AccountWatchParts
  readonly #monitors: Monitors
  readonly #emit: (breach: Breach) => void
  /** Places of the assets in the portfolio, their ids, and the value held of each at the last mark. */
  readonly #places: readonly number[]
  readonly #held: { readonly ids: readonly string[]; readonly values: Float64Array }
  readonly #looksAtAssets: boolean
  readonly #looksBack: boolean
  #equity: number
  #isUnknown = false
  /** Fills at the last mark: after another one it is looked back anew. */
  #fills = 0
  /** Whether nothing was held at the last mark. */
  #isFlat = false
  /** When the day of the last mark ends. */
  #dayEnd = Number.NEGATIVE_INFINITY

  constructor(parts: AccountWatchParts, rules: WatchRules, emit: (breach: Breach) => void) {
    const { assets, strategies, cash } = parts
    this.#parts = parts
    this.#emit = emit
    this.#equity = cash
    this.#places = assets.map(({ listings }) => listings[0]?.place as number)
    this.#held = { ids: assets.map(({ id }) => id), values: new Float64Array(assets.length) }
    const { drawdown, dailyLoss, rapidDrawdown, strategyLoss, exposure, concentration, valueAtRisk, correlation } = rules
    this.#monitors = {
      drawdown: drawdown === null ? null : new DrawdownMonitor(drawdown, cash, emit),
      dailyLoss: dailyLoss === null ? null : new DailyLossMonitor(dailyLoss, cash, emit),
      rapidDrawdown: rapidDrawdown === null ? null : new RapidDrawdownMonitor(rapidDrawdown, rapidDrawdown.windowMs, emit),
      strategyLoss: strategyLoss === null ? null : new StrategyLossMonitor(strategyLoss, strategies, emit),
      exposure: exposure === null ? null : new ExposureMonitor(exposure, emit),
      concentration: concentration === null ? null : new ConcentrationMonitor(concentration, this.#held.ids, emit),
      valueAtRisk: valueAtRisk === null ? null : new ValueAtRiskMonitor(valueAtRisk, emit),
      correlation: correlation === null ? null : new CorrelationMonitor(correlation, emit),
    }
    this.#looksBack = valueAtRisk !== null || correlation !== null
    this.#looksAtAssets = exposure !== null || concentration !== null || this.#looksBack
  }

  /** When the day of the last mark ends, and its limit with it. */
  get dayEnd(): EpochMs {
    return this.#dayEnd
  }

  /** After a mark. */
  check(time: EpochMs): void {
    const { equity } = this.#parts.portfolio
    const isNewDay = time > this.#dayEnd
    if (!isNewDay && this.#isStill(equity)) {
      this.#monitors.rapidDrawdown?.stay(equity, time)
      return
    }
    if (isNewDay) this.#beginDay(time)
    if (Number.isNaN(equity)) {
      this.#tellUnknown(time)
      return
    }
    this.#isUnknown = false
    this.#equity = equity
    const { drawdown, dailyLoss, rapidDrawdown, strategyLoss } = this.#monitors
    drawdown?.check(equity, time)
    dailyLoss?.check(equity, time)
    rapidDrawdown?.check(equity, time)
    if (strategyLoss !== null) this.#checkStrategies(strategyLoss, time)
    if (this.#looksAtAssets) this.#checkAssets(equity, time)
    if (this.#looksBack && (isNewDay || this.#parts.results.fills !== this.#fills)) this.#lookBack(equity, isNewDay, time)
    this.#fills = this.#parts.results.fills
    this.#isFlat = !this.#parts.portfolio.isExposed
  }

  /** Whether no monitor says anything before the day ends, if nothing trades and no price goes further from its mark than this part of it. */
  isSilentWithin(part: number): boolean {
    const { drawdown, dailyLoss, rapidDrawdown, exposure } = this.#monitors
    const gross = this.#grossValue()
    const lowest = this.#equity - part * gross
    const highest = this.#equity + part * gross
    return (
      !this.#isUnknown &&
      drawdown?.isSilent(lowest, highest) !== false &&
      dailyLoss?.isSilent(lowest) !== false &&
      rapidDrawdown?.isSilent(lowest, highest) !== false &&
      exposure?.isSilent(gross + part * gross, lowest) !== false &&
      this.#areAssetsSilent(part, lowest) &&
      this.#areStrategiesSilent(part * gross)
    )
  }

  /** Takes in marks of one day that all monitors are silent at: equity by rows, and their times. */
  pass(equity: Float64Array, time: Float64Array, from: number, to: number): void {
    const { drawdown, rapidDrawdown } = this.#monitors
    if (this.#isFlat) {
      rapidDrawdown?.stay(this.#equity, time[to - 1] as number)
      return
    }
    drawdown?.pass(equity, from, to)
    rapidDrawdown?.pass(equity, time, from, to)
    this.#equity = equity[to - 1] as number
  }

  /** Nothing was held at the last mark, nothing is now, and no money came or went: but for time no monitor sees another thing. */
  #isStill(equity: number): boolean {
    const { portfolio, results } = this.#parts
    return this.#isFlat && equity === this.#equity && results.fills === this.#fills && portfolio.isOneCurrency && !portfolio.isExposed
  }

  /** An operator lets the account (null) or a strategy go on: what it lost until now is no reason to stop it again. */
  restart(strategy: string | null): void {
    const { drawdown, dailyLoss, rapidDrawdown, strategyLoss } = this.#monitors
    if (strategy !== null) {
      const index = this.#parts.strategies.indexOf(strategy)
      strategyLoss?.restart(index, this.#parts.results.of(index))
      return
    }
    drawdown?.restart(this.#equity)
    dailyLoss?.restart(this.#equity)
    rapidDrawdown?.restart()
    this.#isUnknown = false
  }

  /** A session is over once there is a mark of the next: its last equity is what the new day is measured from. */
  #beginDay(time: EpochMs): void {
    this.#monitors.dailyLoss?.restart(this.#equity)
    if (this.#looksBack && this.#dayEnd > Number.NEGATIVE_INFINITY) this.#parts.returns.endSession(this.#dayEnd)
    this.#dayEnd = dayEnd(this.#parts.calendar, time)
  }

  #checkStrategies(monitor: StrategyLossMonitor, time: EpochMs): void {
    const { strategies, results } = this.#parts
    for (let index = 0; index < strategies.length; index++) monitor.check(index, results.of(index), time)
  }

  #checkAssets(equity: number, time: EpochMs): void {
    const { portfolio } = this.#parts
    const { concentration, exposure } = this.#monitors
    const { values } = this.#held
    let gross = 0
    let net = 0
    for (let asset = 0; asset < values.length; asset++) {
      const held = portfolio.held(this.#places[asset] as number)
      // What nobody holds has no need of a mark; strategies that stand against each other do not cancel out.
      const value = held.lots === 0 ? 0 : held.value
      const added = held.grossValue
      values[asset] = value
      gross += added
      net += value
      concentration?.check(asset, added, equity, time)
    }
    exposure?.check(gross, net, equity, time)
  }

  #areAssetsSilent(part: number, lowest: number): boolean {
    const { concentration } = this.#monitors
    if (concentration === null) return true
    for (let asset = 0; asset < this.#places.length; asset++) {
      const value = this.#parts.portfolio.held(this.#places[asset] as number).grossValue
      if (!concentration.isSilent(asset, value + part * value, lowest)) return false
    }
    return true
  }

  /** Each strategy may lose as much by its positions as all of them together. */
  #areStrategiesSilent(most: number): boolean {
    const { strategyLoss } = this.#monitors
    if (strategyLoss === null) return true
    const { strategies, results } = this.#parts
    for (let index = 0; index < strategies.length; index++) if (!strategyLoss.isSilent(index, results.of(index) - most)) return false
    return true
  }

  /** Of all positions at their marks, longs and shorts added. */
  #grossValue(): number {
    let gross = 0
    for (const place of this.#places) gross += this.#parts.portfolio.held(place).grossValue
    return gross
  }

  /** Over past sessions: once a session, and after each trade, the last one too: what was told of has come back once nothing is held. */
  #lookBack(equity: number, isNewDay: boolean, time: EpochMs): void {
    const { returns } = this.#parts
    const { valueAtRisk, correlation } = this.#monitors
    valueAtRisk?.check(this.#held.values, returns, equity, time)
    if (isNewDay) correlation?.check(this.#held, returns, time)
  }

  #tellUnknown(time: EpochMs): void {
    if (this.#isUnknown) return
    this.#isUnknown = true
    this.#emit({ code: 'EQUITY_UNKNOWN', severity: 'critical', strategy: null, instrument: null, time, context: {} })
  }
}
