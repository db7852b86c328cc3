// The signal router: it gives what a strategy says of a symbol to the virtual account that holds or works it, else to a free one.

import type { Denial } from '../model/denial.js'
import type { Fill } from '../model/fill.js'
import type { OrderIntent } from '../model/order.js'
import type { OrderListener } from '../model/order-listener.js'
import type { RoundTrip } from '../model/round-trip.js'
import { fail } from '../std/assert.js'
import { type AccountTerms, isBusy, type Stake, VirtualAccount } from './virtual-account.js'

/**
 * Accounts share one broker account and are not netted: each order stands alone under the name of its account. An account is taken as an order of it is sent,
 * and is free again once it is flat and nothing works. A strategy has at most one account in a symbol, so a strategy's position in it is that account's;
 * a position that a late fill leaves without an account is unattributed.
 */
export class AccountRouter implements OrderListener {
  readonly accounts: readonly VirtualAccount[]
  readonly #byName: ReadonlyMap<string, VirtualAccount>
  readonly #stakeOf: (strategy: string, instrument: string) => Stake
  readonly #byStake = new Map<Stake, VirtualAccount>()

  /** `stakeOf` answers the same object for all listings of an asset. */
  constructor(terms: readonly AccountTerms[], stakeOf: (strategy: string, instrument: string) => Stake) {
    this.accounts = terms.map((one) => new VirtualAccount(one))
    this.#byName = new Map(this.accounts.map((account) => [account.name, account]))
    this.#stakeOf = stakeOf
  }

  /** The account that a strategy has an instrument in, or had it in last if that account has not been taken since; null where there is none. */
  of(strategy: string, instrument: string): VirtualAccount | null {
    return this.#byStake.get(this.#stakeOf(strategy, instrument)) ?? null
  }

  /** The account for more of an instrument: its own, else the first free one, a strategy's own before those of all. Null where there is none. */
  forMore(strategy: string, instrument: string): VirtualAccount | null {
    const stake = this.#stakeOf(strategy, instrument)
    const own = this.#byStake.get(stake)
    if (own !== undefined) return own
    // What is held without an account is closed before any account takes the symbol.
    if (isBusy(stake)) return null
    const free = this.#openTo(strategy).filter(({ isFree }) => isFree)
    return free.find((account) => account.strategy !== null) ?? free[0] ?? null
  }

  /** Why there is none. */
  refusal(strategy: string, instrument: string): Denial {
    const { asset, position } = this.#stakeOf(strategy, instrument)
    const accounts = this.#openTo(strategy).length
    return {
      code: 'NO_FREE_ACCOUNT',
      context: { symbol: asset, accounts, ...(position.isFlat ? {} : { unattributed: position.quantity }) },
    }
  }

  /** An order takes its account. */
  sent({ strategy, instrument, account: name }: OrderIntent): void {
    if (name === undefined) return
    const stake = this.#stakeOf(strategy, instrument)
    const account = this.#byName.get(name) ?? fail(`the run has an account ${name}`)
    if (account.stake === stake) return
    if (!account.isFree) fail(`account ${name} is in ${account.stake?.asset}, and no order of it goes out for ${stake.asset}`)
    if (account.stake !== null) this.#byStake.delete(account.stake)
    account.stake = stake
    this.#byStake.set(stake, account)
  }

  closed({ strategy, instrument, pnl }: RoundTrip): void {
    const account = this.of(strategy, instrument)
    if (account === null) return
    account.roundTrips++
    if (pnl > 0) account.wins++
    account.pnl += pnl
  }

  /** The fill with the name of its account; as it is where it is unattributed. */
  attributed(fill: Fill): Fill {
    const account = this.of(fill.strategy, fill.instrument)
    return account === null ? fill : { ...fill, account: account.name }
  }

  /** Accounts that may trade for a strategy. */
  #openTo(strategy: string): VirtualAccount[] {
    return this.accounts.filter((account) => account.strategy === null || account.strategy === strategy)
  }
}
