// What holding costs by the day: the fee on what was borrowed to be sold short, and interest on cash that the account owes.

import type { Instrument } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { type BorrowFees, borrowFee } from '../../risk/borrow-fee.js'
import { commonCalendar } from '../time/common-calendar.js'
import { type Asset, assetsOf } from './assets.js'
import { Nights } from './nights.js'

export interface CarryRates {
  readonly borrowFee: BorrowFees
  /** Annual, on what is owed; a fraction. */
  readonly interest: number
}

/** Who hears whose borrowing costs what, asset by asset by its place in the run. */
export interface BorrowListener {
  /** What the next night of an asset costs was worked out: who is short of it now will bear it. */
  assessed(asset: number): void
  /** That was charged; the account's currency. */
  charged(asset: number, fee: number): void
}

/** Interest at Interactive Brokers is actual days over 360. */
const DAYS_A_YEAR = 360

export class Carry {
  readonly #portfolio: Portfolio
  readonly #assets: readonly Asset[]
  readonly #rates: CarryRates
  /** Annual borrow fee of each asset. */
  readonly #fees: readonly number[]
  readonly #listener: BorrowListener | null
  /** The nights of each asset: by the calendar of its listings. */
  readonly #nights: readonly Nights[]
  /** Those of the account, and all of them, once. */
  readonly #accountNights: Nights
  readonly #everyNights: readonly Nights[]
  /** What one night costs by the last mark, of each asset in its own currency; the debt in the account's. */
  readonly #nightly: Float64Array
  #debt = 0
  /** Charged so far; the account's currency. */
  borrowFees = 0
  interest = 0

  constructor(portfolio: Portfolio, instruments: readonly Instrument[], rates: CarryRates, listener: BorrowListener | null) {
    this.#portfolio = portfolio
    this.#listener = listener
    this.#assets = assetsOf(instruments, portfolio)
    this.#rates = rates
    this.#fees = this.#assets.map((asset) => annualFee(asset, rates.borrowFee))
    const nights = Nights.ofCalendars()
    this.#nights = this.#assets.map(({ listings }) => nights(commonCalendar(listings.map(({ instrument }) => instrument))))
    this.#accountNights = nights(commonCalendar(instruments))
    this.#everyNights = [...new Set([...this.#nights, this.#accountNights])]
    this.#nightly = new Float64Array(this.#assets.length)
  }

  /** Null where nothing costs anything. */
  static of(portfolio: Portfolio, instruments: readonly Instrument[], rates: CarryRates, listener: BorrowListener | null): Carry | null {
    const fees = typeof rates.borrowFee === 'number' ? [rates.borrowFee] : Object.values(rates.borrowFee)
    return rates.interest === 0 && fees.every((fee) => fee === 0) ? null : new Carry(portfolio, instruments, rates, listener)
  }

  /** Whether a bar without an order can change nothing here: nothing is held or owed, and no night is left to be paid. */
  get isIdle(): boolean {
    return !this.#portfolio.isExposed && this.#debt === 0 && this.#portfolio.cash >= 0 && this.#nightly.every((cost) => cost === 0)
  }

  /**
   * After a mark: posts the nights since the mark of an earlier day, at what they cost by that day's last price, then looks at what the next one costs.
   * A position that is opened and closed within a day costs nothing.
   */
  charge(time: EpochMs): void {
    let anyPassed = false
    for (const nights of this.#everyNights) if (nights.pass(time)) anyPassed = true
    if (anyPassed) this.#post(time)
    this.#assess()
  }

  #post(time: EpochMs): void {
    for (const [place, { counted }] of this.#assets.entries()) {
      const fee = (this.#nightly[place] as number) * (this.#nights[place] as Nights).passed
      if (!(fee > 0)) continue
      this.#portfolio.charge('borrow-fees', fee, counted.currency, time)
      const inOwn = fee * this.#portfolio.lastRate(counted.id)
      this.borrowFees += inOwn
      this.#listener?.charged(place, inOwn)
    }
    const interest = (this.#debt * this.#rates.interest * this.#accountNights.passed) / DAYS_A_YEAR
    if (!(interest > 0)) return
    this.#portfolio.charge('interest', interest, this.#portfolio.currency, time)
    this.interest += interest
  }

  #assess(): void {
    let shortValue = 0
    for (const [place, asset] of this.#assets.entries()) {
      const lots = asset.netLots
      this.#nightly[place] = 0
      if (!(lots < 0)) continue
      const { counted } = asset
      const units = -lots * counted.lot * counted.multiplier
      const price = this.#portfolio.lastPrice(counted.id)
      shortValue += units * price * this.#portfolio.lastRate(counted.id)
      this.#nightly[place] = borrowFee(units, price, counted.currency, this.#fees[place] as number, 1)
      this.#listener?.assessed(place)
    }
    // The proceeds of short sales lie with the lender: they pay for nothing else.
    this.#debt = Math.max(0, shortValue - this.#portfolio.cash)
  }
}

/** Nothing is borrowed to be short of a currency, a coin or a future, unless its own fee says so. Of fees of several listings of an asset the highest holds. */
function annualFee({ counted, listings }: Asset, fees: CarryRates['borrowFee']): number {
  const isLent = counted.assetClass === 'equity' || counted.assetClass === 'etf' || counted.assetClass === 'index'
  if (typeof fees === 'number') return isLent ? fees : 0
  const named = listings.flatMap(({ instrument }) => fees[instrument.id] ?? [])
  if (named.length > 0) return Math.max(...named)
  return isLent ? (fees.default ?? 0) : 0
}
