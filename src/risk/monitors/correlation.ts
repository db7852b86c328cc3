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

/** The alarm of two assets, by their places. */
interface PairAlarm {
  readonly one: number
  readonly other: number
  readonly alarm: Alarm
}

export class CorrelationMonitor {
  readonly #limit: number
  readonly #emit: Emit
  /** Of the pairs that are held. */
  readonly #pairs = new Map<string, PairAlarm>()

  /** The limit is how far the correlation of the last sessions may be from that of the ones before. */
  constructor(limit: number, emit: Emit) {
    this.#limit = limit
    this.#emit = emit
  }

  /** Once a session. */
  check({ ids, values }: HeldAssets, history: ReturnHistory, time: EpochMs): void {
    if (history.sessions < RECENT + LEAST_BEFORE) return
    this.#release(values)
    for (let one = 0; one < values.length; one++) {
      if (values[one] === 0) continue
      for (let other = one + 1; other < values.length; other++) {
        if (values[other] !== 0) this.#hold(`${ids[one]} ${ids[other]}`, one, other, history, time)
      }
    }
  }

  /** A pair that is not held has no correlation to break: it is told of anew once it is held again. */
  #release(values: Float64Array): void {
    for (const [pair, { one, other }] of this.#pairs) if (values[one] === 0 || values[other] === 0) this.#pairs.delete(pair)
  }

  #hold(pair: string, one: number, other: number, history: ReturnHistory, time: EpochMs): void {
    const xs = history.of(one)
    const ys = history.of(other)
    const begin = xs.length - RECENT
    const known = (index: number): boolean => !Number.isNaN(xs[index]) && !Number.isNaN(ys[index])
    let first = begin
    while (first > 0 && known(first - 1)) first--
    if (begin - first < LEAST_BEFORE || !known(xs.length - 1)) return
    const before = correlation(xs.subarray(first, begin), ys.subarray(first, begin))
    const recent = correlation(xs.subarray(begin), ys.subarray(begin))
    const change = Math.abs(recent - before)
    const apart = Math.abs(fisher(recent) - fisher(before)) / Math.sqrt(1 / (RECENT - 3) + 1 / (begin - first - 3))
    const severity = this.#alarmOf(pair, one, other).rising(apart >= SIGNIFICANT ? change : 0, 1)
    if (severity === null) return
    const context = { pair, recent, before, change, limit: this.#limit }
    this.#emit({ code: 'CORRELATION_BREAK', severity, strategy: null, instrument: null, time, context })
  }

  #alarmOf(pair: string, one: number, other: number): Alarm {
    const known = this.#pairs.get(pair)
    if (known !== undefined) return known.alarm
    const alarm = new Alarm({ warning: this.#limit, critical: Number.POSITIVE_INFINITY })
    this.#pairs.set(pair, { one, other, alarm })
    return alarm
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
