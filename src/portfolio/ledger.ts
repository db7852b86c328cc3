// The ledger: double-entry postings in integer micro-units. Every amount is rounded once, when it is posted.

import { type Micros, toMicros } from '../model/money.js'
import type { EpochMs } from '../model/time.js'
import { assert } from '../std/assert.js'

/** `inventory` is what was paid for positions at reference prices; slippage and fees stand on accounts of their own. */
export type LedgerAccount = 'cash' | 'capital' | 'inventory' | 'fees' | 'slippage'

const accounts: readonly LedgerAccount[] = ['cash', 'capital', 'inventory', 'fees', 'slippage']

export interface Posting {
  readonly time: EpochMs
  readonly account: LedgerAccount
  readonly amount: Micros
  /** The fill it belongs to, or −1 for capital. */
  readonly fillId: number
}

/** What a fill is worth, in currency units. */
export interface TradeValue {
  /** Signed: what is paid (buy) or received (sell, negative) at the executed price. */
  readonly value: number
  /** The same at the price before slippage. */
  readonly referenceValue: number
  readonly fee: number
}

/** Account codes are places in `accounts`. */
const CASH = 0
const CAPITAL = 1
const INVENTORY = 2
const FEES = 3
const SLIPPAGE = 4

/** Numbers of one posting in the columns. */
const WIDTH = 4

export class Ledger {
  /** Postings row by row: time, account code, amount, fill id. A long run has millions: no object each. */
  #rows = new Float64Array(WIDTH * 256)
  #count = 0
  readonly #balances = new Float64Array(accounts.length)

  /** Balance of an account in micro-units: cash is what the account holds, fees and slippage what they cost so far. */
  balance(account: LedgerAccount): Micros {
    return this.#balances[accounts.indexOf(account)] as Micros
  }

  get cash(): Micros {
    return this.#balances[CASH] as Micros
  }

  /** Every posting in the order it was made. */
  *postings(): Iterable<Posting> {
    for (let row = 0; row < this.#count; row++) {
      const [time, code, amount, fillId] = this.#rows.subarray(row * WIDTH, row * WIDTH + WIDTH) as unknown as [
        number,
        number,
        number,
        number,
      ]
      yield { time, account: accounts[code] as LedgerAccount, amount, fillId }
    }
  }

  deposit(time: EpochMs, amount: number): void {
    const micros = toMicros(amount)
    this.#post(time, CASH, micros, -1)
    this.#post(time, CAPITAL, -micros, -1)
  }

  /** Books a fill: cash pays inventory, slippage and fees, so that all accounts always sum to zero. */
  trade(time: EpochMs, fillId: number, { value, referenceValue, fee }: TradeValue): void {
    const paid = toMicros(value)
    const inventory = toMicros(referenceValue)
    const charged = toMicros(fee)
    this.#post(time, CASH, -paid, fillId)
    this.#post(time, INVENTORY, inventory, fillId)
    if (paid !== inventory) this.#post(time, SLIPPAGE, paid - inventory, fillId)
    if (charged === 0) return
    this.#post(time, CASH, -charged, fillId)
    this.#post(time, FEES, charged, fillId)
  }

  #post(time: EpochMs, account: number, amount: Micros, fillId: number): void {
    const balance = (this.#balances[account] as Micros) + amount
    assert(Number.isSafeInteger(balance), 'every balance stays below 9.0 billion')
    this.#balances[account] = balance
    if (this.#count * WIDTH === this.#rows.length) {
      const wider = new Float64Array(this.#rows.length * 2)
      wider.set(this.#rows)
      this.#rows = wider
    }
    const at = this.#count++ * WIDTH
    this.#rows[at] = time
    this.#rows[at + 1] = account
    this.#rows[at + 2] = amount
    this.#rows[at + 3] = fillId
  }
}
