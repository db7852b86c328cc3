// The market data of one instrument as it is known now. It looks at closed bars only when somebody asks, and at each of them once.

import type { HaltSource } from '../../broker/simulated/halts/halt-source.js'
import { type Calendar, calendar } from '../../data/calendar/calendar.js'
import { dayBegins } from '../../data/calendar/day-begins.js'
import { isPrice } from '../../model/instrument.js'
import type { MarketFacts } from '../../model/market-facts.js'
import { DAY_MS, type EpochMs, type IsoDate, timeframeMs } from '../../model/time.js'
import type { FeedSeries } from '../time/bar-feed.js'
import { tradingTime } from '../time/trading-time.js'

/** How many moves tell how large moves are, and over how many they are averaged then. */
const SEASONED = 20
const MEMORY = 60
/** A larger move counts as one of so many standard deviations: a bad tick does not make the next one look small. */
const LARGEST = 3
/** A price that stood still may move by a basis point. */
const LEAST_MOVE = 1e-4
/** Sessions of the average volume. */
const SESSIONS = 20

interface SplitTime {
  readonly time: EpochMs
  readonly ratio: number
}

export class MarketHistory implements MarketFacts {
  close = Number.NaN
  ageMs = Number.POSITIVE_INFINITY
  barMs = 0
  jump = Number.NaN
  move = Number.NaN
  isHalted = false
  bid = Number.NaN
  ask = Number.NaN
  readonly #series: FeedSeries
  readonly #calendar: Calendar
  readonly #halts: HaltSource | null
  readonly #splits: readonly SplitTime[]
  #nextSplit = 0
  /** The first bar that was not looked at. */
  #next = 0
  /** The last price that could be, and when it was. */
  #price = Number.NaN
  #pricedAt = Number.NaN
  #tradedAt = Number.NEGATIVE_INFINITY
  #hasVolume = false
  /** Mean squared move over a millisecond, of the bars before the last and of all. */
  #varianceBefore = Number.NaN
  #variance = 0
  #moves = 0
  #span = Number.NaN
  #date: IsoDate = ''
  #sameDateUntil = Number.NEGATIVE_INFINITY
  #sessionVolume = 0
  readonly #volumes: number[] = []
  /** Their mean; null until somebody asks for it. */
  #meanVolume: number | null = null
  readonly #leastVariance: number
  /** Sessions that one bar holds; 0 for bars within a session. */
  readonly #sessionsInBar: number

  constructor(series: FeedSeries, halts: HaltSource | null) {
    const { instrument, timeframe, actions = [] } = series.series
    this.#series = series
    this.#halts = halts
    this.#calendar = calendar(instrument.calendar)
    this.#splits = actions
      .flatMap((action) => (action.kind === 'split' ? [{ time: dayBegins(instrument.calendar, action.exDate), ratio: action.ratio }] : []))
      .sort((a, b) => a.time - b.time)
    const { openTime, closeTime } = series.series.columns
    this.#leastVariance = LEAST_MOVE ** 2 / ((closeTime[0] as number) - (openTime[0] as number))
    const days = timeframeMs(timeframe) / DAY_MS
    this.#sessionsInBar = days < 1 ? 0 : Math.max(1, Math.round((days * this.#calendar.periodsPerYear) / 365))
  }

  /** Mean volume of the last sessions that are over, in lots of now; of the one that is on before there is any. */
  get averageDailyLots(): number {
    const { cursor, series } = this.#series
    this.#lookAt(cursor.index)
    if (this.#volumes.length > 0) this.#meanVolume ??= meanOf(this.#volumes)
    return ((this.#meanVolume ?? this.#sessionVolume) * cursor.ratioSince) / series.instrument.lot
  }

  /** The facts of now. */
  at(now: EpochMs): MarketFacts {
    const { cursor, series } = this.#series
    const { index } = cursor
    if (index < 0) return this
    this.#lookAt(index)
    const { columns, quotes, instrument } = series
    this.close = cursor.today(columns.close[index] as number)
    this.barMs = (columns.closeTime[index] as number) - (columns.openTime[index] as number)
    const age = now - this.#tradedAt
    const isSameSession = age <= this.barMs && now <= this.#sameDateUntil
    this.ageMs = isSameSession ? age : tradingTime(this.#calendar, this.#tradedAt, now)
    this.isHalted = this.#halts?.isHalted(instrument.id, now) === true
    this.jump = this.#moves > SEASONED ? this.move / Math.sqrt(this.#atLeast(this.#varianceBefore) * this.#span) : Number.NaN
    if (quotes !== undefined) {
      this.bid = cursor.today(quotes.bidClose[index] as number)
      this.ask = cursor.today(quotes.askClose[index] as number)
    }
    return this
  }

  #lookAt(last: number): void {
    for (let bar = this.#next; bar <= last; bar++) this.#take(bar)
    if (last >= this.#next) this.#next = last + 1
  }

  #take(bar: number): void {
    const { openTime, closeTime, close: closes, volume: volumes } = this.#series.series.columns
    const openedAt = openTime[bar] as number
    if (openedAt >= this.#sameDateUntil) this.#beginDate(openedAt)
    const volume = volumes[bar] as number
    if (volume > 0) this.#hasVolume = true
    if (volume > 0) this.#sessionVolume += volume
    if (this.#sessionsInBar > 0) this.#endSession(this.#sessionsInBar)
    const close = closes[bar] as number
    const closedAt = closeTime[bar] as number
    if (volume > 0 || !this.#repeats(bar)) this.#tradedAt = closedAt
    this.#measure(close, closedAt)
  }

  /** Whether a bar without volume is the last price once more: an old one. Where volume is never told, it is one if nothing in it moved. */
  #repeats(bar: number): boolean {
    const { open, high, low, close } = this.#series.series.columns
    if (close[bar] !== this.#price) return false
    return this.#hasVolume || (open[bar] === this.#price && high[bar] === this.#price && low[bar] === this.#price)
  }

  /** Takes the move from the last price that could be. */
  #measure(close: number, time: EpochMs): void {
    if (!isPrice(close, this.#series.series.instrument)) return
    // From a price of zero, which a future may have, any move is one without end.
    const move = close === this.#price ? 0 : Math.abs((close - this.#price) / this.#price)
    const span = time - this.#pricedAt
    this.#price = close
    this.#pricedAt = time
    this.move = move
    if (!Number.isFinite(move)) return
    this.#span = span
    this.#varianceBefore = this.#variance
    const most = this.#moves < SEASONED ? Number.POSITIVE_INFINITY : LARGEST ** 2 * this.#atLeast(this.#variance)
    const squared = Math.min(most, (move * move) / span)
    this.#moves++
    this.#variance += (squared - this.#variance) / Math.min(this.#moves, MEMORY)
  }

  /** Not below that of a price which stands still. */
  #atLeast(variance: number): number {
    return Math.max(variance, this.#leastVariance)
  }

  /** Bars out of hours are asked about one by one. */
  #beginDate(time: EpochMs): void {
    this.#sameDateUntil = this.#calendar.sessionAt(time)?.close ?? time
    const date = this.#calendar.sessionDate(time)
    if (date === this.#date) return
    if (this.#date !== '' && this.#sessionsInBar === 0) this.#endSession(1)
    this.#date = date
    for (let due = this.#splits[this.#nextSplit]; due !== undefined && due.time <= time; due = this.#splits[this.#nextSplit]) {
      this.#nextSplit++
      this.#price /= due.ratio
      for (const [index, volume] of this.#volumes.entries()) this.#volumes[index] = volume * due.ratio
      this.#meanVolume = null
    }
  }

  #endSession(sessions: number): void {
    this.#volumes.push(this.#sessionVolume / sessions)
    if (this.#volumes.length > SESSIONS) this.#volumes.shift()
    this.#sessionVolume = 0
    this.#meanVolume = null
  }
}

function meanOf(volumes: readonly number[]): number {
  let sum = 0
  for (const volume of volumes) sum += volume
  return sum / volumes.length
}
