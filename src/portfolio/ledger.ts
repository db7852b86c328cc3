// The ledger: double-entry postings in integer micro-units, currency by currency. Every amount is rounded once, when it is posted.

import { type Micros, toMicros } from '../model/money.js'
import type { EpochMs } from '../model/time.js'
import { fail } from '../std/assert.js'
import { Journal, type JournalRow } from './journal.js'

/**
 * `inventory` is what was paid for positions at reference prices; slippage and fees stand on accounts of their own. `receivable` and `payable`
 * are dividends between their ex-date and their pay date. `fx` is what one currency gave for another.
 */
export const ledgerAccounts = [
  'cash',
  'capital',
  'inventory',
  'fees',
  'slippage',
  'dividends',
  'receivable',
  'payable',
  'borrow-fees',
  'interest',
  'cash-in-lieu',
  'fx',
] as const

export type LedgerAccount = (typeof ledgerAccounts)[number]

/** What made an entry. A bust takes a fill back, a correction books what it should have been. */
export const ledgerCauses = ['deposit', 'fill', 'bust', 'correction', 'split', 'dividend', 'payment', 'charge', 'conversion'] as const

export type LedgerCause = (typeof ledgerCauses)[number]

export interface Posting {
  readonly time: EpochMs
  readonly account: LedgerAccount
  readonly currency: string
  readonly amount: Micros
  readonly cause: LedgerCause
  /** What it belongs to: a fill's id, or for splits and dividends the instrument's place in the portfolio. 0 for the rest. */
  readonly reference: number
}

const ACCOUNTS = ledgerAccounts.length
const CASH = ledgerAccounts.indexOf('cash')
const INVENTORY = ledgerAccounts.indexOf('inventory')
const FEES = ledgerAccounts.indexOf('fees')
const SLIPPAGE = ledgerAccounts.indexOf('slippage')

const FILL = ledgerCauses.indexOf('fill')
const BUST = ledgerCauses.indexOf('bust')
const CORRECTION = ledgerCauses.indexOf('correction')

export class Ledger {
  /** The first is the account's own. */
  readonly currencies: readonly string[]
  readonly #journal = new Journal()
  /** Balances by currency, then account; whole micro-units. */
  readonly #balances: Float64Array

  constructor(currencies: readonly string[]) {
    this.currencies = currencies
    this.#balances = new Float64Array(currencies.length * ACCOUNTS)
  }

  /** Cash in the account's own currency, in micro-units. */
  get cash(): Micros {
    return this.#balances[CASH] as number
  }

  /** Balance of an account in micro-units: cash and receivables above zero are ours, fees, slippage and the like are what they cost so far. */
  balance(account: LedgerAccount, currency = 0): Micros {
    return this.#balances[currency * ACCOUNTS + ledgerAccounts.indexOf(account)] as number
  }

  /** Every posting in the order it was made. */
  *postings(): Iterable<Posting> {
    for (const row of this.#journal.rows()) {
      for (const [account, amount] of row.cause >= FILL && row.cause <= CORRECTION ? tradePostings(row) : transferPostings(row)) {
        yield {
          time: row.time,
          account: ledgerAccounts[account] as LedgerAccount,
          currency: this.currencies[row.currency] as string,
          amount,
          cause: ledgerCauses[row.cause] as LedgerCause,
          reference: row.reference,
        }
      }
    }
  }

  deposit(time: EpochMs, amount: number): void {
    this.transfer(time, 'deposit', 0, 0, 'capital', 'cash', toMicros(amount))
  }

  /**
   * Books a fill: cash pays inventory, slippage and fees, so that all accounts always sum to zero. `value` is what is paid (a buy) or received
   * (a sale, negative) at the executed price, `referenceValue` the same before slippage; currency units.
   */
  trade(time: EpochMs, fillId: number, currency: number, value: number, referenceValue: number, fee: number): void {
    this.#trade(FILL, time, fillId, currency, toMicros(value), toMicros(referenceValue), toMicros(fee))
  }

  /** Takes a fill's postings back, each to the micro-unit. */
  reverse(time: EpochMs, fillId: number, currency: number, value: number, referenceValue: number, fee: number): void {
    this.#trade(BUST, time, fillId, currency, 0 - toMicros(value), 0 - toMicros(referenceValue), 0 - toMicros(fee))
  }

  /** Books what a reversed fill should have been. */
  correct(time: EpochMs, fillId: number, currency: number, value: number, referenceValue: number, fee: number): void {
    this.#trade(CORRECTION, time, fillId, currency, toMicros(value), toMicros(referenceValue), toMicros(fee))
  }

  /** Moves an amount from one account to another; a negative one moves the other way. Nothing is posted for nothing. */
  transfer(
    time: EpochMs,
    cause: LedgerCause,
    currency: number,
    reference: number,
    from: LedgerAccount,
    to: LedgerAccount,
    amount: Micros,
  ): void {
    if (amount === 0) return
    const source = ledgerAccounts.indexOf(from)
    const target = ledgerAccounts.indexOf(to)
    this.#add(currency * ACCOUNTS + source, -amount)
    this.#add(currency * ACCOUNTS + target, amount)
    this.#journal.append(time, ledgerCauses.indexOf(cause), currency, reference, source, target, amount)
  }

  #trade(cause: number, time: EpochMs, fillId: number, currency: number, paid: Micros, inventory: Micros, charged: Micros): void {
    const at = currency * ACCOUNTS
    this.#add(at + CASH, -paid - charged)
    this.#add(at + INVENTORY, inventory)
    this.#add(at + SLIPPAGE, paid - inventory)
    this.#add(at + FEES, charged)
    this.#journal.append(time, cause, currency, fillId, paid, inventory, charged)
  }

  #add(at: number, amount: Micros): void {
    const balance = (this.#balances[at] as number) + amount
    if (!Number.isSafeInteger(balance)) fail('every balance stays below 9.0 billion')
    this.#balances[at] = balance
  }
}

function* tradePostings({ a: paid, b: inventory, c: charged }: JournalRow): Iterable<readonly [account: number, amount: Micros]> {
  yield [CASH, 0 - paid]
  yield [INVENTORY, inventory]
  if (paid !== inventory) yield [SLIPPAGE, paid - inventory]
  if (charged === 0) return
  yield [CASH, -charged]
  yield [FEES, charged]
}

function* transferPostings({ a: source, b: target, c: amount }: JournalRow): Iterable<readonly [account: number, amount: Micros]> {
  yield [source, -amount]
  yield [target, amount]
}
