// What a run says of the stages before its sizer: its assumptions, and what became of its virtual accounts.

import type { RunVirtualAccount } from '../../model/run.js'
import type { AccountRouter } from '../../routing/account-router.js'
import type { BacktestConfig } from '../config/config.js'
import { filtersText } from '../config/filter-config.js'
import { governorText } from '../config/governor-config.js'
import { accountsText } from '../config/virtual-account-config.js'

/** How the assumptions of a run put a field of these stages; null for a field of something else. */
export function routingText(name: string, { accounts, governor, filters }: BacktestConfig): string | null {
  switch (name) {
    case 'accounts':
      return accounts === undefined ? 'none' : accountsText(accounts)
    case 'governor':
      return governor === undefined ? 'none' : governorText(governor)
    case 'filters':
      return filters === undefined ? 'none' : filtersText(filters)
    default:
      return null
  }
}

/** The virtual accounts at the end of a run. */
export function runVirtualAccounts({ accounts }: AccountRouter): RunVirtualAccount[] {
  return accounts.map(({ name, allocation, strategy, roundTrips, wins, pnl, stake, quantity }) => ({
    ...{ name, allocation, strategy, roundTrips, wins, pnl },
    symbol: quantity === 0 ? null : (stake?.asset ?? null),
    quantity,
  }))
}

export function virtualAccountNotes(accounts: readonly RunVirtualAccount[]): string[] {
  if (accounts.length === 0) return []
  const each = accounts.map(({ name, roundTrips, wins, pnl }) => `${name} ${roundTrips} round trips, ${wins} won, ${pnl.toFixed(2)}`)
  return [`Virtual accounts: ${each.join('; ')}.`]
}
