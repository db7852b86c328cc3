// I1: cash is what was put in less what fills and their fees cost, to the micro-unit, each amount rounded once; every entry has its counter-entry, and nothing is charged that the config knows nothing of.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import { type Ledger, type LedgerAccount, ledgerAccounts } from '../../portfolio/ledger.js'
import { amountText, amountTexts } from './amount-text.js'
import type { Books } from './books.js'
import type { Finding, Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'

/** What a fill does not touch: what stands there came to the cash, or left it, by itself. */
const besides: readonly LedgerAccount[] = ledgerAccounts.filter(
  (account) => !['cash', 'capital', 'inventory', 'fees', 'slippage'].includes(account),
)

/** Nobody is paid for these. */
const costs: readonly LedgerAccount[] = ['borrow-fees', 'interest']

export const cash: Invariant = {
  id: 'I1',
  says: 'Cash is what was put in, less fills and fees, plus adjustments that the config knows of, to the micro-unit',
  begin(run, books) {
    const { portfolio, config } = run
    if (!canBeFollowed(run)) return {}
    const { ledger } = portfolio
    const idle = idleAccounts(run)
    const spent = new Spent(books)
    // What conversion costs is no fill's: then only the other currencies can be told.
    const places = ledger.currencies.map((_, place) => place).filter((place) => place > 0 || !portfolio.convertsCash)
    const look = (): Finding => {
      for (const place of places) {
        const put = place === 0 ? micros(config.cash) : 0
        const found = unequal(ledger, place, put - spent.in(ledger.currencies[place] as string))
        if (found !== null) return found
      }
      return leaked(ledger, idle)
    }
    return {
      afterEvent: (event) => (spent.take(event) ? look() : null),
      afterTime: () => leaked(ledger, idle),
      // Money may go without a word of it.
      atEnd: look,
    }
  },
}

/** Side accounts to which nothing in the run's config can post. */
function idleAccounts({ config, feed, portfolio }: RunInside): readonly LedgerAccount[] {
  const { borrowFee, interest } = config
  const isFree = typeof borrowFee === 'number' ? borrowFee === 0 : Object.values(borrowFee).every((fee) => fee === 0)
  const isOne = portfolio.ledger.currencies.length === 1
  const hasActions = feed.series.some(({ series: { actions = [] } }) => actions.length > 0)
  return besides.filter((account) => {
    if (account === 'interest') return interest === 0
    if (account === 'borrow-fees') return isFree
    return account === 'fx' ? isOne : !hasActions
  })
}

/** What stands on a side account that nothing posts to; and what costs is never below nothing. */
function leaked(ledger: Ledger, idle: readonly LedgerAccount[]): Finding {
  const { currencies } = ledger
  for (let place = 0; place < currencies.length; place++) {
    for (const account of idle) {
      const balance = ledger.balance(account, place)
      if (balance === 0) continue
      const amount = `${amountText(balance)} ${currencies[place]}`
      return { message: `${amount} of ${account}, of which the config knows nothing`, context: { balance } }
    }
    for (const account of costs) {
      const balance = ledger.balance(account, place)
      if (!(balance < 0)) continue
      return { message: `${account} is ${amountText(balance)} ${currencies[place]}, and nobody pays us`, context: { balance } }
    }
  }
  return null
}

/** What fills and charges have cost, in micro-units of each currency; each counts once by its id. */
class Spent {
  readonly #books: Books
  readonly #charges = new Set<number>()
  readonly #sums = new Map<string, number>()

  constructor(books: Books) {
    this.#books = books
  }

  in(currency: string): number {
    return this.#sums.get(currency) ?? 0
  }

  /** Answers whether it was about money. */
  take(event: BrokerEvent): boolean {
    if (event.kind === 'filled' || event.kind === 'revised') this.#follow(event.fill.instrument)
    else if (event.kind === 'commission') this.#charge(event.fillId, this.#books.orders.of(event)?.intent.instrument, event.amount)
    else return false
    return true
  }

  #follow(id: string): void {
    const { changed } = this.#books.ours
    if (changed === null) return
    const instrument = this.#books.listings.of(id)
    const { before, becomes } = changed
    if (before !== null) this.#spend(instrument, -costOf(before, instrument))
    if (becomes !== null) this.#spend(instrument, costOf(becomes, instrument))
  }

  #charge(fillId: number, id: string | undefined, amount: number): void {
    if (id === undefined || this.#charges.has(fillId)) return
    this.#charges.add(fillId)
    this.#spend(this.#books.listings.of(id), micros(amount))
  }

  #spend({ currency }: Instrument, amount: number): void {
    this.#sums.set(currency, this.in(currency) + amount)
  }
}

/** The ledger of one currency against what fills leave of the cash. */
function unequal(ledger: Ledger, place: number, left: number): Finding {
  let adjusted = 0
  for (const account of besides) adjusted -= ledger.balance(account, place)
  let sum = 0
  for (const account of ledgerAccounts) sum += ledger.balance(account, place)
  const is = ledger.balance('cash', place)
  const should = left + adjusted
  const currency = ledger.currencies[place]
  if (is !== should) {
    const [there, left] = amountTexts(is, should)
    return { message: `${there} ${currency} in cash, and the fills leave ${left}`, context: { cash: is, should, adjusted } }
  }
  return sum === 0 ? null : { message: `the accounts come to ${amountText(sum)} ${currency}, and not to nothing`, context: { sum } }
}

/** Price × multiplier × lot is what one lot is worth; bought or sold, then the fee. */
function costOf({ side, quantity, price, fee }: Fill, { multiplier, lot }: Instrument): number {
  const paid = micros(quantity * (price * multiplier * lot))
  return (side === 'buy' ? paid : -paid) + micros(fee)
}

/** Millionths, half away from zero. */
function micros(amount: number): number {
  const size = Math.floor(Math.abs(amount) * 1e6 + 0.5)
  return amount < 0 ? -size : size
}
