// Correlation break: two assets that are held no longer move together, or apart, as they did. Measured over sessions, by Fisher's z.

import { covariance } from '../../metrics/sums.js'
import type { EpochMs } from '../../model/time.js'
import { Alarm, type Emit } from './alarm.js'
import type { ReturnHistory } from './return-history.js'

/** Sessions of now, and the least of before. */
const RECENT = 20
const LEAST_BEFORE = 60

/** How many standard errors apart two correlations are: less is chance (R. A. Fisher, 1921). */
const SIGNIFICANT = 3

/** What the monitor knows of the assets by their places. */
export interface HeldAssets {
  readonly ids: readonly string[]
  /** The values of the positions; 0 where none is held. */
  readonly values: Float64Array
}

export class CorrelationMonitor {
  readonly #limit: number
  readonly #emit: Emit
  readonly #alarms = new Map<string, Alarm>()

  /** The limit is how far the correlation of the last sessions may be from that of the ones before. */
  constructor(limit: number, emit: Emit) {
    this.#limit = limit
    this.#emit = emit
  }

  /** Once a session. */
  check({ ids, values }: HeldAssets, history: ReturnHistory, time: EpochMs): void {
    if (history.sessions < RECENT + LEAST_BEFORE) return
    for (let one = 0; one < values.length; one++) {
      for (let other = one + 1; other < values.length; other++) {
        if (values[one] !== 0 && values[other] !== 0) this.#hold(`${ids[one]} ${ids[other]}`, history.of(one), history.of(other), time)
      }
    }
  }

  #hold(pair: string, xs: Float64Array, ys: Float64Array, time: EpochMs): void {
    const begin = xs.length - RECENT
    const known = (index: number): boolean => !Number.isNaN(xs[index]) && !Number.isNaN(ys[index])
    let first = begin
    while (first > 0 && known(first - 1)) first--
    if (begin - first < LEAST_BEFORE || !known(xs.length - 1)) return
    const before = correlation(xs.subarray(first, begin), ys.subarray(first, begin))
    const recent = correlation(xs.subarray(begin), ys.subarray(begin))
    const change = Math.abs(recent - before)
    const apart = Math.abs(fisher(recent) - fisher(before)) / Math.sqrt(1 / (RECENT - 3) + 1 / (begin - first - 3))
    const severity = this.#alarmOf(pair).rising(apart >= SIGNIFICANT ? change : 0, 1)
    if (severity === null) return
    const context = { pair, recent, before, change, limit: this.#limit }
    this.#emit({ code: 'CORRELATION_BREAK', severity, strategy: null, instrument: null, time, context })
  }

  #alarmOf(pair: string): Alarm {
    const known = this.#alarms.get(pair)
    if (known !== undefined) return known
    const fresh = new Alarm({ warning: this.#limit, critical: Number.POSITIVE_INFINITY })
    this.#alarms.set(pair, fresh)
    return fresh
  }
}

/** Pearson's; NaN where one of them does not move. */
function correlation(xs: Float64Array, ys: Float64Array): number {
  return covariance(xs, ys) / Math.sqrt(covariance(xs, xs) * covariance(ys, ys))
}

/** Held off ±1, where z is infinite. */
function fisher(correlation: number): number {
  return Math.atanh(Math.max(-0.9999, Math.min(0.9999, correlation)))
}
