// The account's money: the ledger in every currency of the run, what dividends owe, what has settled, and conversion into the account's own currency.

import type { BarSeries } from '../model/bar.js'
import type { Fill } from '../model/fill.js'
import { type Instrument, lotValue } from '../model/instrument.js'
import { fromMicros, type Micros, toMicros } from '../model/money.js'
import { sign } from '../model/order.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import { OwedDividends } from './dividends.js'
import { ExchangeRates } from './exchange-rates.js'
import type { Holding } from './holding.js'
import { Ledger } from './ledger.js'
import { Settlement } from './settlement.js'

/** What turning one currency into another costs: so many hundredths of a percent of the amount, at least `minimum` of the account's currency. */
export interface ConversionCost {
  readonly bps: number
  readonly minimum: number
}

/** How an account keeps its money. */
export interface MoneyRules {
  /** The account's own currency; that of the first instrument when absent. */
  readonly currency?: string | undefined
  /** Pairs that price currencies, of each its finest series. */
  readonly pairs?: readonly BarSeries[] | undefined
  /** What foreign cash costs that is converted as it comes; null keeps it as it is. */
  readonly conversion?: ConversionCost | null | undefined
  /** Whether sales are followed to their settlement. */
  readonly settles?: boolean | undefined
}

/** Accounts that a charge can stand on. */
export type ChargeAccount = 'fees' | 'borrow-fees' | 'interest'

export class Account {
  readonly ledger: Ledger
  /** Null for an account whose instruments are all in its own currency. */
  readonly rates: ExchangeRates | null
  readonly #conversion: ConversionCost | null
  readonly #settlement: Settlement | null
  readonly #dividends = new OwedDividends()
  #cash = 0
  #accrued = 0

  constructor(instruments: readonly Instrument[], cash: number, time: EpochMs, rules: MoneyRules) {
    const { currency = instruments[0]?.currency ?? 'USD', pairs = [], conversion = null, settles = false } = rules
    const currencies = [...new Set([currency, ...instruments.map((one) => one.currency)])]
    this.ledger = new Ledger(currencies)
    this.rates = currencies.length > 1 ? new ExchangeRates(currencies, pairs) : null
    this.#conversion = conversion
    this.#settlement = settles ? new Settlement() : null
    this.ledger.deposit(time, cash)
    this.#cash = fromMicros(this.ledger.cash)
  }

  /** Whether foreign cash is turned into the account's own currency as it comes. */
  get converts(): boolean {
    return this.rates !== null && this.#conversion !== null
  }

  /** Cash in every currency, in the account's own; NaN where a rate is not known. */
  get cash(): number {
    return this.rates === null ? this.#cash : this.#worth('cash', this.rates)
  }

  /** Dividends that were earned and not paid, less those owed in lieu, in the account's currency. */
  get accrued(): number {
    return this.rates === null ? this.#accrued : this.#worth('receivable', this.rates) + this.#worth('payable', this.rates)
  }

  get nextPayTime(): EpochMs {
    return this.#dividends.nextTime
  }

  /** Cash in one currency. */
  cashIn(currency: string): number {
    return fromMicros(this.ledger.balance('cash', this.place(currency)))
  }

  /** Cash less the proceeds of sales that have not settled; all of it in an account that does not follow settlement. */
  settledCash(time: EpochMs): number {
    return this.cash - (this.#settlement?.unsettled(time) ?? 0)
  }

  /** The place of a currency in the ledger. */
  place(currency: string): number {
    const place = this.ledger.currencies.indexOf(currency)
    return place < 0 ? fail(`the account has instruments in ${currency}`) : place
  }

  /** Books a fill. */
  trade(holding: Holding, fill: Fill): void {
    const { value, reference } = worthOf(fill, holding)
    this.ledger.trade(fill.time, fill.fillId, holding.currency, value, reference, fill.fee)
    this.#traded(holding, fill, value, fill.time)
  }

  /** Takes a fill's postings back. */
  reverse(holding: Holding, fill: Fill, time: EpochMs): void {
    const { value, reference } = worthOf(fill, holding)
    this.ledger.reverse(time, fill.fillId, holding.currency, value, reference, fill.fee)
    this.#traded(holding, fill, -value, time)
  }

  /** Books what a reversed fill should have been. */
  correct(holding: Holding, fill: Fill, time: EpochMs): void {
    const { value, reference } = worthOf(fill, holding)
    this.ledger.correct(time, fill.fillId, holding.currency, value, reference, fill.fee)
    this.#traded(holding, fill, value, time)
  }

  /** Takes a cost from the cash; an amount below zero is income. */
  charge(account: ChargeAccount, amount: number, currency: string, time: EpochMs): void {
    const place = this.place(currency)
    this.ledger.transfer(time, 'charge', place, 0, 'cash', account, toMicros(amount))
    this.#moved(time, place)
  }

  /** Pays for a fraction of a lot that a split left; below zero we pay. */
  payInLieu({ index, currency }: Holding, amount: number, time: EpochMs): void {
    this.ledger.transfer(time, 'split', currency, index, 'cash-in-lieu', 'cash', toMicros(amount))
    this.#moved(time, currency)
  }

  /** Owes a dividend from its ex-date on: to us, or by us where the amount is below zero. */
  owe({ index, currency }: Holding, amount: number, exTime: EpochMs, payTime: EpochMs): void {
    const micros = toMicros(amount)
    this.ledger.transfer(exTime, 'dividend', currency, index, 'dividends', micros > 0 ? 'receivable' : 'payable', micros)
    this.#dividends.add({ payTime, instrument: index, currency, amount: micros })
    this.#accrue()
  }

  /** Pays the dividends that are due by a time. */
  payDue(time: EpochMs): void {
    for (const { instrument, currency, amount } of this.#dividends.due(time)) {
      this.ledger.transfer(time, 'payment', currency, instrument, amount > 0 ? 'receivable' : 'payable', 'cash', amount)
      this.#moved(time, currency)
    }
    this.#accrue()
  }

  /** After a fill was booked; `value` is what was paid for it. What a sale brings settles later. */
  #traded({ instrument, currency, rate }: Holding, { side, time: soldAt }: Fill, value: number, time: EpochMs): void {
    this.#moved(time, currency)
    if (side === 'sell') this.#settlement?.add(instrument, soldAt, -value * rate)
  }

  /** After cash in a currency moved. */
  #moved(time: EpochMs, currency: number): void {
    if (currency !== 0) this.#convert(time, currency)
    this.#cash = fromMicros(this.ledger.cash)
  }

  #accrue(): void {
    this.#accrued = fromMicros(this.ledger.balance('receivable') + this.ledger.balance('payable'))
  }

  /** Turns all cash in a foreign currency into the account's own. Without a rate it stays, and equity is not known. */
  #convert(time: EpochMs, currency: number): void {
    const { ledger } = this
    const rate = (this.rates as ExchangeRates).of(currency)
    const foreign = ledger.balance('cash', currency)
    if (this.#conversion === null || foreign === 0 || Number.isNaN(rate)) return
    const own = toMicros(fromMicros(foreign) * rate)
    ledger.transfer(time, 'conversion', currency, 0, 'cash', 'fx', foreign)
    ledger.transfer(time, 'conversion', 0, 0, 'fx', 'cash', own)
    ledger.transfer(time, 'conversion', 0, 0, 'cash', 'fees', conversionFee(own, this.#conversion))
  }

  #worth(account: 'cash' | 'receivable' | 'payable', rates: ExchangeRates): number {
    let worth = 0
    for (let currency = 0; currency < this.ledger.currencies.length; currency++) {
      const balance = this.ledger.balance(account, currency)
      if (balance !== 0) worth += fromMicros(balance) * rates.of(currency)
    }
    return worth
  }
}

/** What is paid for a fill, and what it would have been at the price before slippage; below zero for a sale. */
function worthOf({ side, quantity, price, referencePrice }: Fill, { instrument }: Holding) {
  const lots = sign(side) * quantity
  return { value: lots * lotValue(instrument, price), reference: lots * lotValue(instrument, referencePrice) }
}

/** What a conversion that brings this much of the account's currency costs. */
function conversionFee(amount: Micros, { bps, minimum }: ConversionCost): Micros {
  return toMicros(Math.max((Math.abs(fromMicros(amount)) * bps) / 1e4, minimum))
}
