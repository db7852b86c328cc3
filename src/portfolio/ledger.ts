// The ledger: double-entry postings in integer micro-units. Every amount is rounded once, when it is posted.

import { type Micros, toMicros } from '../model/money.js'
import type { EpochMs } from '../model/time.js'
import { assertNever, fail } from '../std/assert.js'
import { RecordTable, type RowCodec } from '../std/record-table.js'

/** `inventory` is what was paid for positions at reference prices; slippage and fees stand on accounts of their own. */
export type LedgerAccount = 'cash' | 'capital' | 'inventory' | 'fees' | 'slippage'

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

/** One entry of the journal: what was paid, booked to inventory, and charged, in micro-units; `fillId` −1 is a deposit. */
interface Entry {
  readonly time: EpochMs
  readonly fillId: number
  readonly paid: Micros
  readonly inventory: Micros
  readonly charged: Micros
}

const entryCodec: RowCodec<Entry> = {
  width: 5,
  write(entry, rows, at) {
    rows[at] = entry.time
    rows[at + 1] = entry.fillId
    rows[at + 2] = entry.paid
    rows[at + 3] = entry.inventory
    rows[at + 4] = entry.charged
  },
  read(rows, at) {
    const [time, fillId, paid, inventory, charged] = rows.subarray(at, at + 5) as unknown as [number, number, number, number, number]
    return { time, fillId, paid, inventory, charged }
  },
}

const DEPOSIT = -1

export class Ledger {
  readonly #journal = new RecordTable(entryCodec)
  #cash: Micros = 0
  #capital: Micros = 0
  #inventory: Micros = 0
  #fees: Micros = 0
  #slippage: Micros = 0

  /** What the account holds, in micro-units. */
  get cash(): Micros {
    return this.#cash
  }

  /** Balance of an account in micro-units; fees and slippage are what they cost so far. */
  balance(account: LedgerAccount): Micros {
    switch (account) {
      case 'cash':
        return this.#cash
      case 'capital':
        return this.#capital
      case 'inventory':
        return this.#inventory
      case 'fees':
        return this.#fees
      case 'slippage':
        return this.#slippage
      default:
        return assertNever(account)
    }
  }

  /** Every posting in the order it was made. */
  *postings(): Iterable<Posting> {
    for (const { time, fillId, paid, inventory, charged } of this.#journal.records()) {
      yield { time, account: 'cash', amount: -paid, fillId }
      yield { time, account: fillId === DEPOSIT ? 'capital' : 'inventory', amount: inventory, fillId }
      if (paid !== inventory) yield { time, account: 'slippage', amount: paid - inventory, fillId }
      if (charged === 0) continue
      yield { time, account: 'cash', amount: -charged, fillId }
      yield { time, account: 'fees', amount: charged, fillId }
    }
  }

  deposit(time: EpochMs, amount: number): void {
    const micros = toMicros(amount)
    this.#cash = exact(this.#cash + micros)
    this.#capital = exact(this.#capital - micros)
    this.#journal.append({ time, fillId: DEPOSIT, paid: -micros, inventory: -micros, charged: 0 })
  }

  /** Books a fill: cash pays inventory, slippage and fees, so that all accounts always sum to zero. */
  trade(time: EpochMs, fillId: number, { value, referenceValue, fee }: TradeValue): void {
    const paid = toMicros(value)
    const inventory = toMicros(referenceValue)
    const charged = toMicros(fee)
    this.#cash = exact(this.#cash - paid - charged)
    this.#inventory = exact(this.#inventory + inventory)
    this.#slippage = exact(this.#slippage + paid - inventory)
    this.#fees = exact(this.#fees + charged)
    this.#journal.append({ time, fillId, paid, inventory, charged })
  }
}

function exact(balance: Micros): Micros {
  if (!Number.isSafeInteger(balance)) fail('every balance stays below 9.0 billion')
  return balance
}
