// Shorter bars into longer ones: open first, high highest, low lowest, close last, volume summed, on the sessions of the instrument's calendar.

import type { BarColumns } from '../model/bar.js'
import type { Instrument } from '../model/instrument.js'
import { DAY_MS, type EpochMs, isDaily, type Timeframe, timeframeMs } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import { type Bucket, bucketsOf, type FindBucket, type Hours } from './bucket.js'
import { calendar } from './calendar/calendar.js'
import { allocateColumns, concatColumns, sliceColumns } from './columns.js'

export interface ResampleOptions {
  /**
   * `regular` leaves out bars before a session's open and after its close; `all` keeps them. When absent, bars shorter than a day keep them and
   * days and weeks leave them out, as an exchange's own daily bars do.
   */
  readonly hours?: Hours | undefined
}

/**
 * Resamples bars as they arrive, in the order of time; however they are cut into batches, the same bars come out. A longer bar closes when its bucket ends (at the
 * session's close where that is earlier), not with the last bar in it: until then nobody could know that nothing more would come. A bar that reaches
 * over an edge of its bucket widens it, so that nothing is known before it was traded.
 */
export class Resampler {
  readonly #find: FindBucket
  #bucket: Bucket | null = null
  /** The bar that is being put together. */
  #openTime = 0
  #closeTime = 0
  #open = 0
  #high = 0
  #low = 0
  #close = 0
  #volume = 0
  #previousClose: EpochMs = Number.NEGATIVE_INFINITY
  #leftOut = 0

  /** Fails with `USAGE` where `to` is not longer than `from` or cannot be made of whole bars of it. */
  constructor(instrument: Instrument, from: Timeframe, to: Timeframe, options: ResampleOptions = {}) {
    checkLengths(from, to)
    this.#find = bucketsOf(calendar(instrument.calendar), to, options.hours ?? defaultHours(to))
  }

  /** How many bars were left out so far, since they lie out of hours. */
  get leftOut(): number {
    return this.#leftOut
  }

  /** The longer bars that these end. */
  append(bars: BarColumns): BarColumns {
    const { openTime, closeTime } = bars
    const done = allocateColumns(bars.length)
    let rows = 0
    for (let row = 0; row < bars.length; row++) {
      const opens = openTime[row] as number
      const closes = closeTime[row] as number
      const current = this.#bucket
      if (current !== null && opens >= current.sureFrom && closes <= current.sureUntil) {
        this.#add(bars, row)
        continue
      }
      const bucket = this.#find(opens, closes)
      if (bucket === null) this.#leftOut++
      else if (bucket.start === current?.start) {
        this.#bucket = bucket
        this.#add(bars, row)
      } else {
        if (current !== null) this.#write(done, rows++)
        this.#begin(bucket, bars, row)
      }
    }
    return concatColumns([sliceColumns(done, 0, rows)])
  }

  /** The last longer bar, whole or not; none where no bar came. */
  finish(): BarColumns {
    const done = allocateColumns(this.#bucket === null ? 0 : 1)
    if (this.#bucket !== null) this.#write(done, 0)
    this.#bucket = null
    return done
  }

  #begin(bucket: Bucket, bars: BarColumns, row: number): void {
    this.#bucket = bucket
    this.#openTime = Math.max(this.#previousClose, Math.min(bucket.start, bars.openTime[row] as number))
    this.#closeTime = Math.max(bucket.end, bars.closeTime[row] as number)
    this.#open = bars.open[row] as number
    this.#high = bars.high[row] as number
    this.#low = bars.low[row] as number
    this.#close = bars.close[row] as number
    this.#volume = bars.volume[row] as number
  }

  #add(bars: BarColumns, row: number): void {
    const high = bars.high[row] as number
    const low = bars.low[row] as number
    const closes = bars.closeTime[row] as number
    if (high > this.#high) this.#high = high
    if (low < this.#low) this.#low = low
    if (closes > this.#closeTime) this.#closeTime = closes
    this.#close = bars.close[row] as number
    this.#volume += bars.volume[row] as number
  }

  #write(target: BarColumns, row: number): void {
    target.openTime[row] = this.#openTime
    target.closeTime[row] = this.#closeTime
    target.open[row] = this.#open
    target.high[row] = this.#high
    target.low[row] = this.#low
    target.close[row] = this.#close
    target.volume[row] = this.#volume
    this.#previousClose = this.#closeTime
  }
}

/** Which hours a timeframe is made of where nobody says. */
function defaultHours(timeframe: Timeframe): Hours {
  return isDaily(timeframe) ? 'regular' : 'all'
}

function checkLengths(from: Timeframe, to: Timeframe): void {
  const [shorter, longer] = [timeframeMs(from), timeframeMs(to)]
  const where = `bars of ${from} cannot be made into bars of ${to}`
  if (longer <= shorter)
    throw new BenchError('USAGE', `${where}: they are not longer`, `ask for more than ${from}, such as ${longerThan(shorter)}`)
  if (isDaily(to)) {
    if (longer === DAY_MS || longer === 7 * DAY_MS) return
    throw new BenchError('USAGE', `${where}: bars of several days have no fixed first day`, 'ask for 1d or 1w')
  }
  if (longer % shorter === 0) return
  throw new BenchError('USAGE', `${where}: ${to} is no multiple of ${from}`, `ask for a multiple of ${from}, 1d or 1w`)
}

function longerThan(ms: number): string {
  const usual: readonly Timeframe[] = ['1m', '5m', '15m', '1h', '1d', '1w']
  return usual.find((timeframe) => timeframeMs(timeframe) > ms) ?? 'weeks, the longest there are'
}
