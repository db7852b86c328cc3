// What an entry is to be worth under a config, before anybody got it wrong.

import type { BacktestConfigInput } from '../../../engine/config/config.js'

/** A usual entry where the rule of sizes has no share or amount in it: so much of the account. */
const USUAL = 0.04

/** In the account's currency, at the start. */
export function entryValue({ sizing, cash = 100_000 }: BacktestConfigInput): number {
  if (typeof sizing === 'object' && 'notional' in sizing) return sizing.notional
  return (typeof sizing === 'object' && 'weight' in sizing ? sizing.weight : USUAL) * cash
}
