// The portfolio: one account's money, the positions that strategies hold in it, and its value at the marks.

import type { BarColumns } from '../model/bar.js'
import type { Fill } from '../model/fill.js'
import { asPrice, type Instrument, lotValue } from '../model/instrument.js'
import type { RoundTrip } from '../model/round-trip.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import { Account, type ChargeAccount, type MoneyRules } from './account.js'
import { BookedFills } from './booked-fills.js'
import { cashInLieu, delisting } from './closing-fill.js'
import type { Holding } from './holding.js'
import { Holdings } from './holdings.js'
import { LateLots, type Rest } from './late-lots.js'
import type { Ledger } from './ledger.js'
import type { LivePosition } from './position.js'

/** Net lots in all strategies, the last mark in the instrument's currency, the account's currency for one of it, and the value in the account's, netted and added. */
export type Held = Readonly<Pick<Holding, 'lots' | 'mark' | 'rate' | 'value' | 'grossValue'>>

export class Portfolio {
  /** Whether all its instruments are in the account's own currency. */
  readonly isOneCurrency: boolean
  readonly #account: Account
  readonly #holdings: Holdings
  readonly #places: ReadonlyMap<string, number>
  readonly #booked = new BookedFills()
  #delistings = 0

  constructor(instruments: readonly Instrument[], cash: number, time: EpochMs, rules: MoneyRules = {}) {
    const account = new Account(instruments, cash, time, rules)
    this.#account = account
    this.#holdings = new Holdings(instruments, ({ currency }) => account.place(currency))
    this.#places = new Map(instruments.map(({ id }, index) => [id, index]))
    this.isOneCurrency = account.rates === null
    this.advanceRates(time)
  }

  get ledger(): Ledger {
    return this.#account.ledger
  }

  /** The account's own currency. */
  get currency(): string {
    return this.#account.ledger.currencies[0] as string
  }

  /** Whether foreign cash is turned into the account's own currency as it comes: then its rate of that day is what a trade has cost. */
  get convertsCash(): boolean {
    return this.#account.converts
  }

  /** Closed round trips in the order they closed. */
  get roundTrips(): readonly RoundTrip[] {
    return this.#holdings.roundTrips.records()
  }

  get roundTripCount(): number {
    return this.#holdings.roundTrips.length
  }

  /** The round trip that closed as the `row`th, counted from 0. */
  roundTripAt(row: number): RoundTrip {
    return this.#holdings.roundTrips.at(row)
  }

  /** The ledger's cash in every currency, in units of the account's own. */
  get cash(): number {
    return this.#account.cash
  }

  /**
   * Cash + dividends owed + Σ position × mark × multiplier, all in the account's currency. NaN where a mark or a rate that it hangs on is not known
   * or not finite: then the equity is not known.
   */
  get equity(): number {
    const value = this.#holdings.addedTo(this.#account.cash + this.#account.accrued)
    return Number.isFinite(value) ? value : Number.NaN
  }

  get isExposed(): boolean {
    return this.#holdings.isExposed
  }

  /** Σ |net position × mark × multiplier| in the account's currency. */
  get grossExposure(): number {
    return this.#holdings.grossExposure
  }

  /** Σ |position × mark × multiplier| of every strategy, in the account's currency: opposite positions of two strategies are added. */
  get grossValue(): number {
    return this.#holdings.grossValue
  }

  /** When the next dividend is paid; Infinity when none is owed. */
  get nextPayTime(): EpochMs {
    return this.#account.nextPayTime
  }

  /** Cash in one currency of the run, in its own units. */
  cashIn(currency: string): number {
    return this.#account.cashIn(currency)
  }

  /** Cash less the proceeds of sales that have not settled by a time, which never goes back; all of it where settlement is not followed. */
  settledCash(time: EpochMs): number {
    return this.#account.settledCash(time)
  }

  /** The strategy's own position, made flat on first sight. */
  position(strategy: string, instrument: string): LivePosition {
    return this.#holdings.of(instrument).position(strategy)
  }

  /** Every position that is open, in instrument order. */
  openPositions(): LivePosition[] {
    return this.#holdings.open()
  }

  /** The account's net lots in an instrument, all strategies together. */
  netLots(instrument: string): number {
    return this.#holdings.of(instrument).lots
  }

  /** The same by the instrument's place in the constructor's list. */
  lots(index: number): number {
    return this.#holdings.at(index).lots
  }

  /** What is held of an instrument, by its place in the constructor's list: an object that stays. Listings of one asset share theirs. */
  held(index: number): Held {
    return this.#holdings.at(index)
  }

  /** The last close of a listing, in its own currency, whatever the asset's other listings did since; NaN before the first, and where it is no price. */
  lastClose(instrument: string): number {
    const { closes } = this.#holdings
    return closes === null ? this.mark(instrument) : (closes[this.#places.get(instrument) as number] as number)
  }

  /** The last mark of an instrument, in its own currency: the close of any listing of its asset. NaN before the first, and where it is no price. */
  mark(instrument: string): number {
    return this.#holdings.of(instrument).mark
  }

  /** The last mark that was a price: what money is reckoned at, whether or not the mark of now is known. NaN before the first. */
  lastPrice(instrument: string): number {
    return this.#holdings.of(instrument).lastPrice
  }

  /** The account's currency for one of an instrument's; 1 where they are the same, NaN where it is not known. */
  rate(instrument: string): number {
    return this.#holdings.of(instrument).rate
  }

  /** What the rate was at a time that is past, by closes not after `latest`. */
  rateNear(instrument: string, time: EpochMs, latest: EpochMs): number {
    const { rates } = this.#account
    return rates === null ? 1 : rates.near(this.#holdings.of(instrument).currency, time, latest)
  }

  /** The last rate that was known: what money is reckoned at, as `lastPrice` is. */
  lastRate(instrument: string): number {
    return this.#holdings.of(instrument).lastRate
  }

  /**
   * Books a fill, one from before a split in the lots of today; returns the round trip that it closed itself, if any. `reason` goes into the trip that it opens
   * or closes, `initialStop` is the price of its first protective stop, or null. A fill whose id was booked before changes nothing.
   */
  apply(fill: Fill, reason: string, initialStop: number | null): RoundTrip | null {
    const sequence = this.#booked.note(fill.fillId)
    if (sequence === 0) return null
    const holding = this.#holdings.of(fill.instrument)
    this.#account.trade(holding, fill)
    const today = holding.restated(fill)
    if (Number.isNaN(holding.mark)) holding.mark = holding.lastPrice = today.price
    if (today === fill) return this.#holdings.book(holding, today, sequence, reason, initialStop)
    const position = holding.position(fill.strategy)
    const { quantity } = position
    const late = new LateLots()
    holding.takeLate(fill, 1, late)
    const trip = this.#holdings.book(holding, today, sequence, reason, initialStop)
    this.#keepWhole(holding, position, quantity + late.whole, late.rests, fill.time)
    return trip
  }

  /** A fill in the lots of today, as it is booked in its position: one from before a split counts its ratio. */
  inLotsOfToday(fill: Fill): Fill {
    return this.#holdings.of(fill.instrument).restated(fill)
  }

  /** Takes a fill back that should not have been: its postings, its lots, its part of the open round trip. A second bust changes nothing. */
  bust(fill: Fill, time: EpochMs): void {
    const holding = this.#holdings.of(fill.instrument)
    const position = holding.position(fill.strategy)
    const { quantity } = position
    const late = new LateLots()
    this.#undo(holding, fill, late, time)
    this.#keepWhole(holding, position, quantity + late.whole, late.rests, time)
  }

  /** Books a fill as it should have been, under the same id. The latest correction stands, whatever was said before it. */
  correct(fill: Fill, becomes: Fill, time: EpochMs): void {
    const holding = this.#holdings.of(fill.instrument)
    const position = holding.position(fill.strategy)
    const { quantity } = position
    const late = new LateLots()
    this.#undo(holding, fill, late, time)
    this.#account.correct(holding, becomes, time)
    holding.takeLate(becomes, 1, late)
    this.#holdings.book(holding, holding.restated(becomes), this.#booked.correct(fill, becomes), 'correction', null)
    this.#keepWhole(holding, position, quantity + late.whole, late.rests, time)
  }

  #undo(holding: Holding, fill: Fill, late: LateLots, time: EpochMs): void {
    const booked = this.#booked.void(fill)
    if (booked === null) return
    this.#account.reverse(holding, booked.fill, time)
    holding.takeLate(booked.fill, -1, late)
    this.#holdings.undo(holding, holding.restated(booked.fill), booked.sequence, this.#booked.next(), time)
  }

  /** Takes a cost that no fill has from the cash, in one currency of the run; an amount below zero is income. */
  charge(account: ChargeAccount, amount: number, currency: string, time: EpochMs): void {
    this.#account.charge(account, amount, currency, time)
  }

  /**
   * A split: lots × ratio, prices ÷ ratio, worth the same. A fraction of a lot that a position is left with is closed at `price`, which is one of
   * after the split, for cash in lieu; answers how much cash that was, in the instrument's currency.
   */
  split(instrument: string, ratio: number, price: number, time: EpochMs): number {
    if (!(ratio > 0 && Number.isFinite(ratio))) fail(`a split has a ratio above zero, got ${ratio}`)
    const holding = this.#holdings.of(instrument)
    holding.split(ratio, price, time)
    this.#holdings.restateCloses(holding, ratio)
    let paid = 0
    for (const position of holding.open)
      paid += this.#keepWhole(holding, position, Math.trunc(position.quantity), [{ lots: 0, price }], time)
    this.#holdings.recount(holding)
    return paid
  }

  /** Pays out what a position has beside whole lots, the last of the rests being whatever is left; answers the cash. */
  #keepWhole(holding: Holding, position: LivePosition, whole: number, rests: readonly Rest[], time: EpochMs): number {
    let paid = 0
    for (const [k, { lots, price }] of rests.entries()) {
      const fraction = k + 1 < rests.length ? lots : position.quantity - whole
      if (fraction === 0) continue
      const cash = fraction * lotValue(holding.instrument, price)
      paid += cash
      this.#account.payInLieu(holding, cash, time)
      this.#holdings.book(holding, cashInLieu(position, fraction, price, time), this.#booked.next(), 'cash in lieu', null)
    }
    // Without the last digits that binary fractions lose.
    if (whole !== 0) position.quantity = whole
    this.#holdings.recount(holding)
    return paid
  }

  /**
   * A dividend per unit, owed to whoever holds the instrument when the ex-date begins: a receivable of long positions until it is paid, a payable
   * of short ones, who pay it in lieu. Answers the sum in the instrument's currency.
   */
  declareDividend(instrument: string, perUnit: number, exTime: EpochMs, payTime: EpochMs): number {
    const holding = this.#holdings.of(instrument)
    let owed = 0
    for (const { quantity } of holding.open) {
      const amount = quantity * lotValue(holding.instrument, perUnit)
      this.#account.owe(holding, amount, exTime, payTime)
      owed += amount
    }
    return owed
  }

  /** Pays the dividends that are due by a time. */
  payDue(time: EpochMs): void {
    if (this.#account.nextPayTime <= time) this.#account.payDue(time)
  }

  /** Closes every position in an instrument at its last price, without a fee; answers the fills, which have ids below zero and no order. */
  delist(instrument: string, price: number, time: EpochMs): Fill[] {
    const holding = this.#holdings.of(instrument)
    holding.mark = price
    return holding.open.map((position) => {
      const fill = delisting(position, -++this.#delistings, price, time)
      this.#account.trade(holding, fill)
      this.#holdings.book(holding, fill, this.#booked.next(), 'delisted', null)
      return fill
    })
  }

  /** Takes in the exchange rates of a time; nothing in an account of one currency. */
  advanceRates(time: EpochMs): void {
    const { rates } = this.#account
    if (rates === null) return
    rates.advance(time)
    for (const holding of this.#holdings.all) holding.rateAt(rates.of(holding.currency))
  }

  /** Marks an instrument at a closed bar. `index` is its place in the constructor's list. */
  markBar(index: number, columns: BarColumns, bar: number): void {
    const holding = this.#holdings.at(index)
    if (this.#holdings.closes !== null) this.#markListing(this.#holdings.closes, holding, index, columns, bar)
    else {
      holding.markAt(columns.close[bar] as number)
      holding.observe(columns, bar, bar + 1)
    }
  }

  /** Marks the only instrument at a bar in which nothing trades; what positions saw of such bars they are shown together, by `observeBars`. */
  markQuietly(columns: BarColumns, bar: number): void {
    this.#holdings.at(0).close(columns, bar)
  }

  /** Shows open positions in the only instrument bars in which nothing traded. */
  observeBars(columns: BarColumns, from: number, to: number): void {
    this.#holdings.at(0).observe(columns, from, to)
  }

  /** A position follows the bars of the listing that it was opened in. */
  #markListing(closes: Float64Array, holding: Holding, index: number, columns: BarColumns, bar: number): void {
    const price = asPrice(columns.close[bar] as number, holding.instrument)
    const time = columns.closeTime[bar] as number
    closes[index] = price
    // Where one listing has a price at a time, another that has none takes nothing from it, whichever comes first.
    if (!Number.isNaN(price)) holding.pricedAt = time
    if (holding.pricedAt !== time || !Number.isNaN(price)) holding.markAt(price)
    if (!holding.isTracked) return
    for (const position of holding.positions) {
      const { openedIn } = position
      if (openedIn !== null && this.#places.get(openedIn) === index) position.observe(columns, bar, bar + 1)
    }
  }

  /** Writes the equity at each of these closes of the only instrument, in which nothing traded, to the same rows of a column. */
  valueBars(closes: Float64Array, from: number, to: number, column: Float64Array): void {
    const money = this.#account.cash + this.#account.accrued
    const { instrument, lots, perPoint } = this.#holdings.at(0)
    if (lots === 0) {
      for (let row = from; row < to; row++) column[row] = money
      return
    }
    for (let row = from; row < to; row++) column[row] = money + lots * (asPrice(closes[row] as number, instrument) * perPoint)
  }
}
