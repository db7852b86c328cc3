// How the rows of a file are laid out: what a dialect says of it, and all that the reader needs to know.

import type { Adjustment } from '../../../model/corporate-action.js'
import type { AssetClass } from '../../../model/instrument.js'
import type { Timeframe } from '../../../model/time.js'

/** How one stamp is written. Texts without an offset are a date or a clock without a zone; epochs and offsets are instants. */
export type TimeForm =
  /** `2005-01-31`, `2005-01-31 14:30[:05[.123]]`, with or without `Z` or an offset; `T` or blanks between. */
  | { readonly kind: 'iso' }
  /** Seconds, milliseconds, microseconds or nanoseconds since 1970. */
  | { readonly kind: 'epoch'; readonly unit: 's' | 'ms' | 'us' | 'ns' }
  /** Milliseconds since midnight of a day that the file's name gives. */
  | { readonly kind: 'milliseconds-of-day'; readonly date: string }
  /** `20050131`, `20050131 143000`, `20050131 14:30[:05]`, `20050131  14:30:05`; any blanks between, or two columns. */
  | { readonly kind: 'compact' }
  /** `1/31/2005`, `31.01.2005 14:30`, `2005.01.31`, `2005/1/31`: numbers between signs, in this order; a year of two digits is 1970 to 2069. */
  | { readonly kind: 'parts'; readonly order: 'ymd' | 'mdy' | 'dmy' }

/** Index of each column in a row, from 0; null where there is none. */
export interface ColumnPlaces {
  /** One column, or a date and a time of day. */
  readonly time: readonly [stamp: number] | readonly [date: number, timeOfDay: number]
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
  /** Several instruments stacked in one file. */
  readonly symbol: number | null
  readonly adjustedClose: number | null
  readonly dividend: number | null
  readonly split: number | null
  /** Ask open, high, low, close of quote bars; then the price columns are the bid's. */
  readonly ask: readonly [open: number, high: number, low: number, close: number] | null
}

export interface Layout {
  /** The dialect's id, such as `yahoo`. */
  readonly dialect: string
  /** For people: `Yahoo Finance download`. */
  readonly label: string
  /** Lines before the first row: none, a header, or more. */
  readonly skipLines: number
  readonly delimiter: ',' | ';' | '\t'
  readonly decimal: '.' | ','
  /** Names of the columns for messages; one a field of a row. */
  readonly names: readonly string[]
  readonly places: ColumnPlaces
  readonly time: TimeForm
  /** What a price is divided by: 1, 10,000 (LEAN), 1e9 (Databento). A division, so that 1234500 is exactly 123.45. */
  readonly priceDivisor: number
  /** Signs that numbers carry here: thousands commas in quotes, `$`, `%`, `1.23M`. */
  readonly numbers: 'plain' | 'decorated'
  /** IANA zone of stamps without an offset that the dialect fixes; null where the user must say. */
  readonly timeZone: string | null
  /** What an intraday stamp is; null where the dialect does not say, and the user must. */
  readonly stamp: 'start' | 'end' | null
  /** What a row without any price means: a holiday or a minute without a trade, which is passed over; else it is a fault. */
  readonly emptyRows: 'pass' | 'fault'
  readonly adjusted: Adjustment | null
  /** The volume that stands for one that is not known, and is read as 0; null where none does. */
  readonly unknownVolume: number | null
  /** Of the rows, as the file's name or its rows tell it; null where they do not. What the user says is beside it. */
  readonly timeframe: Timeframe | null
  readonly symbol: string | null
  readonly assetClass: AssetClass | null
  /** Things to tell the user, such as columns that were left out. */
  readonly notes: readonly string[]
}
