// The part of the config that is about virtual accounts: their names, their shares of the account, and whose they are.

import { z } from 'zod'
import type { AccountTerms } from '../../routing/virtual-account.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { percentText } from '../../std/percent-text.js'
import { shareField } from './share-field.js'

const account = z.strictObject({
  name: z.string().min(1),
  allocation: shareField(1)
    .refine((share) => share > 0, 'an account without a share can open nothing: give it one above 0, or leave it out')
    .describe('Share of the account’s equity, above 0: 25%'),
  strategy: z.string().optional().describe('The only strategy that it trades for; any when absent'),
})

const accounts = z
  .array(account)
  .min(1)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two accounts have one name')
  // What adding shares leaves of an exact whole is no more than the whole.
  .refine((all) => all.reduce((sum, { allocation }) => sum + allocation, 0) <= 1 + 1e-9, 'allocations come to more than the account')

/** Fields of the config. */
export const virtualAccountFields = {
  accounts: accounts
    .optional()
    .describe('Virtual accounts, one symbol at a time in each; when absent each strategy is one account that trades every instrument'),
}

type Accounts = z.output<typeof accounts>

/** Errors: `BAD_CONFIG` for an account of a strategy that the run does not have, and for a strategy without an account. */
export function accountTerms(config: Accounts, strategies: readonly string[]): AccountTerms[] {
  const terms = config.map(({ name, allocation, strategy = null }) => ({ name, allocation, strategy }))
  const stranger = terms.find(({ strategy }) => strategy !== null && !strategies.includes(strategy))
  if (stranger !== undefined) {
    const message = `accounts: ${stranger.name} is of '${stranger.strategy}', which does not run`
    throw new BenchError('BAD_CONFIG', message, didYouMean(stranger.strategy ?? '', strategies) ?? `the run has ${strategies.join(', ')}`)
  }
  const homeless = strategies.find((name) => !terms.some(({ strategy }) => strategy === null || strategy === name))
  if (homeless === undefined) return terms
  throw new BenchError('BAD_CONFIG', `accounts: ${homeless} has none`, `give it one, or leave out the strategy of another`)
}

/** As the report prints it. */
export function accountsText(config: Accounts): string {
  return config.map(({ name, allocation, strategy }) => `${name} ${percentText(allocation)}${strategy ? ` of ${strategy}` : ''}`).join(', ')
}
