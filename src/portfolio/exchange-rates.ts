// Exchange rates: what a unit of each currency is worth in the account's own, by the last closes of currency pairs.

import { firstAtOrAfter } from '../data/columns.js'
import type { BarSeries } from '../model/bar.js'
import type { Instrument } from '../model/instrument.js'
import { DAY_MS, type EpochMs } from '../model/time.js'

/** A pair whose last bar closed longer ago says nothing: the longest week-end of a market with holidays is shorter. */
const STALE_MS = 7 * DAY_MS

/** The currency that an instrument prices in another, as EURUSD does: its `base`, or what its name says of a forex pair. Null for all else. */
export function pricedCurrency({ assetClass, base, currency, id }: Instrument): string | null {
  if (base !== undefined) return base
  const named = assetClass === 'forex' ? /^([A-Z]{3})[./_-]?([A-Z]{3})$/.exec(id) : null
  return named !== null && named[2] === currency && named[1] !== currency ? (named[1] as string) : null
}

/** Those currencies that no pair, nor two or more of them in a row, turn into the first. */
export function unpriced(currencies: readonly string[], pairs: readonly BarSeries[]): string[] {
  const known = pairs.map((series) => new Pair(series))
  return currencies.filter((currency) => pathBetween(currency, currencies[0] as string, known) === null)
}

/** The first stretch of a time span, longer than a week, in which a pair that a currency hangs on has no close; null where there is none. */
export function rateGap(
  currencies: readonly string[],
  pairs: readonly BarSeries[],
  begin: EpochMs,
  end: EpochMs,
): { readonly id: string; readonly from: EpochMs; readonly to: EpochMs } | null {
  const known = pairs.map((series) => new Pair(series))
  const used = currencies.flatMap((currency) => pathBetween(currency, currencies[0] as string, known) ?? []).map(({ pair }) => pair)
  for (const { series } of used) {
    const { closeTime } = series.columns
    let from = begin
    for (const to of [...closeTime, end]) {
      if (Math.min(to, end) - from > STALE_MS) return { id: series.instrument.id, from, to: Math.min(to, end) }
      from = Math.max(from, to)
    }
  }
  return null
}

export class ExchangeRates {
  readonly #pairs: readonly Pair[]
  /** By currency. */
  readonly #paths: readonly (readonly Leg[] | null)[]
  readonly #rates: Float64Array

  /** The first currency is the account's own; of every pair the finest series. */
  constructor(currencies: readonly string[], pairs: readonly BarSeries[]) {
    this.#pairs = pairs.map((series) => new Pair(series))
    this.#paths = currencies.map((currency) => pathBetween(currency, currencies[0] as string, this.#pairs))
    this.#rates = Float64Array.from(currencies, (_, index) => (index === 0 ? 1 : Number.NaN))
  }

  /** Own currency for one unit of another, by its place in the list; NaN before the first close, and when the last is older than a week. */
  of(currency: number): number {
    return this.#rates[currency] as number
  }

  /** Takes in what has closed up to a time. */
  advance(time: EpochMs): void {
    for (const pair of this.#pairs) pair.advance(time)
    for (const [currency, path] of this.#paths.entries()) {
      let rate = path === null ? Number.NaN : 1
      for (const { pair, inverse } of path ?? []) rate *= inverse ? 1 / pair.rate : pair.rate
      this.#rates[currency] = rate
    }
  }

  /** What it was at a time that is past, by the close of each pair nearest to it and not after `latest`: one that closes for the day an hour after a market tells of that market's day. */
  near(currency: number, time: EpochMs, latest: EpochMs): number {
    const path = this.#paths[currency] ?? null
    if (path === null) return Number.NaN
    let rate = 1
    for (const { pair, inverse } of path) {
      const price = pair.near(time, latest)
      rate *= inverse ? 1 / price : price
    }
    return rate
  }
}

interface Leg {
  readonly pair: Pair
  readonly inverse: boolean
}

class Pair {
  readonly base: string | null
  readonly currency: string
  /** Units of `currency` for one of `base`. */
  rate = Number.NaN
  readonly series: BarSeries
  #next = 0

  constructor(series: BarSeries) {
    this.base = pricedCurrency(series.instrument)
    this.currency = series.instrument.currency
    this.series = series
  }

  advance(time: EpochMs): void {
    const { closeTime, close, length } = this.series.columns
    while (this.#next < length && (closeTime[this.#next] as number) <= time) this.#next++
    const last = this.#next - 1
    const isFresh = last >= 0 && time - (closeTime[last] as number) <= STALE_MS
    const price = isFresh ? (close[last] as number) : Number.NaN
    this.rate = price > 0 ? price : Number.NaN
  }

  /** Its close nearest to a time, the earlier of two as near, none after `latest`. */
  near(time: EpochMs, latest: EpochMs): number {
    const { closeTime, close } = this.series.columns
    const next = firstAtOrAfter(closeTime, time)
    const since = time - (closeTime[next - 1] ?? Number.NEGATIVE_INFINITY)
    const until = (closeTime[next] ?? Number.POSITIVE_INFINITY) - time
    const isNext = until < since && time + until <= latest
    const isFresh = (isNext ? until : since) <= STALE_MS
    const price = isFresh ? (close[isNext ? next : next - 1] as number) : Number.NaN
    return price > 0 ? price : Number.NaN
  }
}

/** The fewest pairs that turn one currency into another, straight or turned over; null where none do. */
function pathBetween(from: string, to: string, pairs: readonly Pair[]): readonly Leg[] | null {
  const reached = new Map<string, readonly Leg[]>([[from, []]])
  // A map gives what is added while it is walked: the currencies come in the order of their distance.
  for (const [currency, path] of reached) {
    if (currency === to) return path
    for (const pair of pairs) {
      const inverse = pair.currency === currency
      const other = inverse ? pair.base : pair.base === currency ? pair.currency : null
      if (other !== null && !reached.has(other)) reached.set(other, [...path, { pair, inverse }])
    }
  }
  return null
}
