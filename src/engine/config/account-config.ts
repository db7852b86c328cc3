// The part of the config that is about the account: its kind, margin, short sales and what holding costs.

import { z } from 'zod'
import { percentText } from '../../std/percent-text.js'

const marginRate = z
  .strictObject({
    initial: z.number().positive().max(10),
    maintenance: z.number().positive().max(10),
  })
  .refine(({ initial, maintenance }) => maintenance <= initial, 'keeping a position cannot take more than opening it')

const lots = z.union([z.enum(['unlimited', 'none']), z.number().int().nonnegative()])
const annual = z.number().nonnegative().max(100)

/** Fields of the config. */
export const accountFields = {
  account: z
    .enum(['research', 'cash', 'margin'])
    .default('research')
    .describe('research: positions up to equity × leverage; cash: settled cash, no short sales; margin: Regulation T and FINRA 4210'),
  marginRates: z
    .record(z.string(), marginRate)
    .default({})
    .describe('Margin of what is no stock, and more than the rule of what is: fractions of market value by instrument id or asset class'),
  shortAvailability: z
    .union([
      z.enum(['unlimited', 'none']),
      z.strictObject({ lots: z.number().int().nonnegative() }),
      z.record(z.string(), lots).refine((given) => !('lots' in given), 'lots stands alone; beside instrument ids the rest is default'),
    ])
    .default('unlimited')
    .describe('Lots of an instrument that can be borrowed to be sold short; or by instrument id, with default for the rest, else none'),
  borrowFee: z
    .union([annual, z.record(z.string(), annual)])
    .default(0)
    .describe('Annual fee on what is borrowed to be sold short, a fraction; or by instrument id, with default for the other stocks'),
  interest: annual.default(0).describe('Annual rate on cash that the account owes, a fraction'),
}

interface AccountConfig {
  readonly account: 'research' | 'cash' | 'margin'
  readonly leverage: number
  readonly sizing: unknown
  readonly marginRates: object
}

interface Conflict {
  readonly message: string
  readonly hint: string
}

/** What the config asks for of another kind of account than its own; null where it asks for nothing of it. */
export function accountConflict({ account, leverage, sizing, marginRates }: AccountConfig): Conflict | null {
  if (account !== 'margin' && Object.keys(marginRates).length > 0)
    return { message: `marginRates are of the margin account; a ${account} account has no margin`, hint: leaveOr('margin') }
  if (account === 'research') return null
  if (leverage !== 1)
    return { message: `leverage is of the research account; a ${account} account has rules of its own`, hint: leaveOr('research') }
  if (sizing !== 'all-in') return null
  return {
    message: `all-in sizes at the fill price, which no broker does; a ${account} account takes another sizing`,
    hint: leaveOr('research'),
  }
}

function leaveOr(account: AccountConfig['account']): string {
  return `leave it out, or run --account ${account}`
}

/** How the assumptions of a run put a field of the account; null for a field of something else. */
export function accountText(name: string, value: unknown): string | null {
  switch (name) {
    case 'account':
      return accounts[value as AccountConfig['account']]
    case 'marginRates':
      return Object.keys(value as object).length === 0 ? 'the rules for stocks, none for anything else' : null
    case 'borrowFee':
    case 'interest':
      return typeof value === 'number' ? (value === 0 ? 'none' : `${percentText(value)} a year`) : null
    default:
      return null
  }
}

const accounts = {
  research: 'research: positions up to equity × leverage',
  cash: 'cash: settled cash, no short sales',
  margin: 'margin: Regulation T to open, FINRA 4210 to keep, liquidation',
}
