// Value at risk: what today's positions would lose over one day, by the returns of past sessions. J.P. Morgan/Reuters, RiskMetrics Technical Document (1996).

import { normalInverse } from '../../metrics/normal.js'
import { quantileOfSorted } from '../../metrics/quantile.js'
import { mean } from '../../metrics/sums.js'
import type { EpochMs } from '../../model/time.js'
import { Alarm, type Emit } from './alarm.js'
import type { ReturnHistory } from './return-history.js'

/** With fewer sessions than this there is no figure, and no alarm. */
const LEAST_SESSIONS = 60

/** Losses as positive amounts of the account's currency, at confidences of 95 and 99 percent. */
export interface ValueAtRisk {
  readonly sessions: number
  readonly historical95: number
  readonly historical99: number
  readonly parametric95: number
  readonly parametric99: number
}

/** Of positions by the value of each asset; null where too few sessions are known of all that is held. */
export function valueAtRisk(values: Float64Array, history: ReturnHistory): ValueAtRisk | null {
  const results = resultsOf(values, history).sort()
  if (results.length < LEAST_SESSIONS) return null
  const middle = mean(results)
  let squares = 0
  for (let session = 0; session < results.length; session++) squares += ((results[session] as number) - middle) ** 2
  const deviation = Math.sqrt(squares / (results.length - 1))
  return {
    sessions: results.length,
    historical95: 0 - quantileOfSorted(results, 0.05),
    historical99: 0 - quantileOfSorted(results, 0.01),
    parametric95: 0 - (middle + z95 * deviation),
    parametric99: 0 - (middle + z99 * deviation),
  }
}

const [z95, z99] = [normalInverse(0.05), normalInverse(0.01)]

/** What the positions would have made in each session in which all of them have a return. */
function resultsOf(values: Float64Array, history: ReturnHistory): Float64Array {
  const results = new Float64Array(history.sessions)
  for (let asset = 0; asset < values.length; asset++) {
    const value = values[asset] as number
    if (value === 0) continue
    const returns = history.of(asset)
    for (let session = 0; session < results.length; session++)
      results[session] = (results[session] as number) + value * (returns[session] as number)
  }
  return results.filter((result) => !Number.isNaN(result))
}

/** No figure at 95 percent is above so many times the worst session: the quantile not above once, 1.645 deviations of sixty sessions not above 1.66 times, their mean not above once. */
const MOST_WORST = 3

export class ValueAtRiskMonitor {
  readonly #alarm: Alarm
  readonly #emit: Emit
  /** Of one unit of each asset, long and short, by the sessions of now: a position in one asset alone is worth as many times that. */
  readonly #units: (ValueAtRisk | null | undefined)[] = []
  /** The largest move of each asset in a session, by the sessions of now. */
  readonly #largest: (number | undefined)[] = []
  #ended = -1

  /** The limit is a part of equity that the larger of both figures at 95 percent is held against. */
  constructor(limit: number, emit: Emit) {
    this.#alarm = new Alarm({ warning: limit, critical: Number.POSITIVE_INFINITY })
    this.#emit = emit
  }

  check(values: Float64Array, history: ReturnHistory, equity: number, time: EpochMs): void {
    this.#follow(history)
    const base = Math.max(0, equity)
    if (this.#alarm.isSilentUpTo(MOST_WORST * this.#worst(values, history), base)) return
    const only = onlyAsset(values)
    const unit = only === null ? valueAtRisk(values, history) : this.#unitOf(only, values, history)
    if (unit === null) return
    const size = only === null ? 1 : Math.abs(values[only] as number)
    const severity = this.#alarm.rising(size * Math.max(unit.historical95, unit.parametric95), base)
    if (severity === null) return
    const context = { ...timesOf(unit, size), equity, limit: this.#alarm.limit(severity, base) }
    this.#emit({ code: 'VAR', severity, strategy: null, instrument: null, time, context })
  }

  /** What was worked out holds until another session is over. */
  #follow({ ended }: ReturnHistory): void {
    if (this.#ended === ended) return
    this.#ended = ended
    this.#units.length = 0
    this.#largest.length = 0
  }

  /** What the positions would have lost, had each had its worst session at once. */
  #worst(values: Float64Array, history: ReturnHistory): number {
    let worst = 0
    for (let asset = 0; asset < values.length; asset++) {
      const value = values[asset] as number
      if (value === 0) continue
      this.#largest[asset] ??= largestOf(history.of(asset))
      worst += Math.abs(value) * (this.#largest[asset] as number)
    }
    return worst
  }

  #unitOf(asset: number, values: Float64Array, history: ReturnHistory): ValueAtRisk | null {
    const side = Math.sign(values[asset] as number)
    const place = 2 * asset + (side > 0 ? 0 : 1)
    const known = this.#units[place]
    if (known !== undefined) return known
    const unit = valueAtRisk(new Float64Array(values.length).fill(side, asset, asset + 1), history)
    this.#units[place] = unit
    return unit
  }
}

/** What is not known is left out, as its session is. */
function largestOf(returns: Float64Array): number {
  let largest = 0
  for (const one of returns) if (Math.abs(one) > largest) largest = Math.abs(one)
  return largest
}

/** The asset that alone is held; null where none or several are. */
function onlyAsset(values: Float64Array): number | null {
  let only: number | null = null
  for (let asset = 0; asset < values.length; asset++) {
    if (values[asset] === 0) continue
    if (only !== null) return null
    only = asset
  }
  return only
}

function timesOf({ sessions, historical95, historical99, parametric95, parametric99 }: ValueAtRisk, size: number): ValueAtRisk {
  return {
    sessions,
    historical95: historical95 * size,
    historical99: historical99 * size,
    parametric95: parametric95 * size,
    parametric99: parametric99 * size,
  }
}
