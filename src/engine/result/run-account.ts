// The account at the end of a run, and what there is to say of it.

import type { RunAccount } from '../../model/run.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import type { AssembledRun } from '../assemble.js'
import { runVirtualAccounts } from './routing-text.js'

export function runAccount({ config, portfolio, margin, liquidation, carry, accounts, lastTime }: AssembledRun): RunAccount {
  return {
    type: config.account,
    borrowFees: carry?.borrowFees ?? 0,
    interest: carry?.interest ?? 0,
    settledCash: config.account === 'cash' ? portfolio.settledCash(lastTime) : null,
    margin:
      margin === null || liquidation === null
        ? null
        : { ...margin.figures, lowestCushion: liquidation.lowestCushion, liquidations: liquidation.times },
    ...(accounts !== null && { virtual: runVirtualAccounts(accounts) }),
  }
}

export function accountNotes({ borrowFees, interest, margin }: RunAccount, firstLiquidation: EpochMs | null): string[] {
  const notes: string[] = []
  if (margin !== null && firstLiquidation !== null) {
    const times = margin.liquidations === 1 ? 'once' : `${margin.liquidations} times, first`
    const cushion =
      margin.lowestCushion === null
        ? ' Equity fell to zero or below.'
        : ` The cushion was ${(margin.lowestCushion * 100).toFixed(1)}% at its lowest.`
    notes.push(`The broker liquidated ${times} at ${formatTime(firstLiquidation)}: excess liquidity was below zero.${cushion}`)
  }
  if (borrowFees > 0) notes.push(`Borrowing what was sold short cost ${borrowFees.toFixed(2)}; one fee is taken for all years.`)
  if (interest > 0) notes.push(`Interest on what was owed cost ${interest.toFixed(2)}; one rate is taken for all years.`)
  return notes
}
