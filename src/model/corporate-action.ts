// What a company does to its own shares: splits, dividends, a new ticker, the end of its listing. Prices are stored as they came; a run books what they still show.

import { wholeIfNear } from '../std/whole-down.js'
import type { IsoDate } from './time.js'

/** `exDate` is the first date on which it holds. */
export type CorporateAction = Split | Dividend | TickerChange | Listing | Delisting

/** New shares for old ones, and a price to match. */
export interface Split {
  readonly kind: 'split'
  /** The first session that trades after it. */
  readonly exDate: IsoDate
  /** New shares for one old share: 4 for a 4-for-1 split, 0.1 for a 1-for-10 reverse split. */
  readonly ratio: number
}

/** Money to those who held the share before the ex-date. */
export interface Dividend {
  readonly kind: 'dividend'
  /** Who holds the share before this date is paid. */
  readonly exDate: IsoDate
  /** Currency a share, as the share stands on the ex-date; null where a source gives only the factor. */
  readonly amount: number | null
  /** What multiplies every price before the ex-date: 1 − amount / the close before it (CRSP's convention). */
  readonly factor: number
  /** When the cash comes; absent or null where nobody knows. */
  readonly payDate?: IsoDate | null | undefined
}

/** The company is the same, and so is the position: only its name changes. */
export interface TickerChange {
  readonly kind: 'ticker-change'
  /** The first date of the new ticker. */
  readonly exDate: IsoDate
  readonly from: string
  readonly to: string
}

/** The company's first day under the ticker: prices before it are of another company that had the ticker then. */
export interface Listing {
  readonly kind: 'listing'
  readonly exDate: IsoDate
}

/** The end of trading. */
export interface Delisting {
  readonly kind: 'delisting'
  /** The day after the last one on which it traded. */
  readonly exDate: IsoDate
}

/** What prices have been adjusted for: nothing, splits, or splits and dividends. */
export type Adjustment = 'none' | 'splits' | 'all'

/** A split as two numbers: new shares for old ones. */
interface ShareRatio {
  readonly newShares: number
  readonly oldShares: number
}

/** A reverse split of 1 for 10 is a ratio of 0.1, which no double is: its inverse is the whole number that was meant. */
export function sharesOf(ratio: number): ShareRatio {
  const inverse = Math.round(1 / ratio)
  const isWhole = ratio < 1 && Math.abs(inverse * ratio - 1) < 1e-12
  return isWhole ? { newShares: 1, oldShares: inverse } : { newShares: ratio, oldShares: 1 }
}

/** `7:1`, `1:10` */
export function ratioText(ratio: number): string {
  const { newShares, oldShares } = sharesOf(ratio)
  return newShares >= oldShares ? `${short(newShares)}:1` : `1:${short(oldShares / newShares)}`
}

function short(shares: number): string {
  return String(Number(shares.toPrecision(5)))
}

/** A price of before a split in the shares after it. */
export function splitPrice(price: number, ratio: number): number {
  const { newShares, oldShares } = sharesOf(ratio)
  return (price * oldShares) / newShares
}

/** Whole lots after a split: fractions are cut off toward zero, and a hair beside a whole number is that number. */
export function splitLots(lots: number, ratio: number): number {
  const { newShares, oldShares } = sharesOf(ratio)
  return Math.trunc(wholeIfNear((lots * newShares) / oldShares))
}
