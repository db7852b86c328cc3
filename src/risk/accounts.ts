// The account that a config names.

import type { AccountModel, AccountType } from './account-model.js'
import { cashAccount } from './cash-account.js'
import type { MarginTable } from './margin.js'
import { marginAccount } from './margin-account.js'
import { researchAccount } from './research-account.js'

/** What a config says of the account. */
export interface AccountChoice {
  readonly account: AccountType
  /** Of the research account: positions as a multiple of equity. */
  readonly leverage: number
  /** Of the margin account. */
  readonly marginRates: MarginTable
}

export function accountModel({ account, leverage, marginRates }: AccountChoice): AccountModel {
  if (account === 'cash') return cashAccount
  return account === 'margin' ? marginAccount(marginRates) : researchAccount(leverage)
}
