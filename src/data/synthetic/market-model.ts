// What a synthetic market is made of: its symbols, its sessions, and how its prices move.

import { type AssetClass, type CalendarId, type Instrument, instrument } from '../../model/instrument.js'
import { DAY_MS, type IsoDate, type Timeframe, timeframeMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'

export interface MarketModel {
  /** Instrument ids, each with a path of its own; listings of one asset (`ACME@XNAS`, `ACME@BATS`) share it but for a small gap. */
  readonly symbols: readonly string[]
  /** A day at most. */
  readonly timeframe: Timeframe
  readonly calendar: CalendarId
  /** First and last session date. */
  readonly from: IsoDate
  readonly to: IsoDate
  /** Bars of each symbol from `from` on; then `to` says nothing. */
  readonly count?: number | undefined
  readonly seed: number
  /** Standard deviation of a year's log return: 0.2 is 20 %. Nights, regimes and jumps are part of it. */
  readonly volatility: number
  /** Expected growth of the price in a year, continuously compounded. */
  readonly drift: number
  /** Between the returns of any two assets: one common factor carries it. From 0 to below 1. */
  readonly correlation: number
  /** Mean number of jumps in a year, about four daily standard deviations each; they hold at most half of the variance. */
  readonly jumpsPerYear: number
  /** States of the volatility: constant, calm and stressed, or calm, usual and stressed. */
  readonly regimes: 1 | 2 | 3
  /** Of the first bar, in currency. */
  readonly startPrice: number
}

export const usualMarket = {
  timeframe: '1d',
  calendar: 'XNYS',
  from: '2005-01-03',
  to: '2024-12-31',
  seed: 1,
  volatility: 0.2,
  drift: 0.05,
  correlation: 0.3,
  jumpsPerYear: 4,
  regimes: 2,
  startPrice: 100,
} as const satisfies Omit<MarketModel, 'symbols'>

/** The instrument of a symbol: a stock, a currency pair or a coin, by the calendar. */
export function syntheticInstrument(symbol: string, { calendar }: Pick<MarketModel, 'calendar'>): Instrument {
  const assetClass: Record<CalendarId, AssetClass> = { XNYS: 'equity', '24/5': 'forex', '24/7': 'crypto' }
  return instrument(symbol, assetClass[calendar], { calendar })
}

/** `SYN01`, `SYN02` and on. */
export function syntheticSymbols(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `SYN${String(index + 1).padStart(2, '0')}`)
}

/** Refuses with `USAGE` what no market can be made of. */
export function checkMarket(model: MarketModel): void {
  const { symbols, timeframe, count, from, to, volatility, drift, correlation, jumpsPerYear, startPrice } = model
  if (symbols.length === 0 || new Set(symbols).size < symbols.length) {
    throw refused(`the symbols ${symbols.join(', ')}`, 'name each once: --symbols AAA,BBB, or give their number: --symbols 3')
  }
  if (timeframeMs(timeframe) > DAY_MS) throw refused(`bars of ${timeframe}`, 'make days, and read them with --timeframe 1w')
  if (count === undefined && from > to) throw refused(`${from} to ${to}`, 'swap --from and --to')
  if (count !== undefined && count < 1) throw refused(`${count} bars`, 'give --count 1 or more')
  if (!(volatility > 0 && volatility <= 5)) throw refused(`a volatility of ${volatility}`, 'give a year’s, above 0 and up to 500%')
  if (!(Math.abs(drift) <= 2)) throw refused(`a drift of ${drift}`, 'give a year’s, from -2 to 2')
  if (!(correlation >= 0 && correlation < 1)) throw refused(`a correlation of ${correlation}`, 'give 0 or more, and less than 1')
  if (!(jumpsPerYear >= 0 && jumpsPerYear <= 250)) throw refused(`${jumpsPerYear} jumps a year`, 'give 0 to 250')
  if (!(startPrice > 0 && startPrice < 1e9)) throw refused(`a first price of ${startPrice}`, 'give one above 0 and below 1e9')
}

function refused(what: string, hint: string): BenchError {
  return new BenchError('USAGE', `no market can be made of ${what}`, hint)
}
