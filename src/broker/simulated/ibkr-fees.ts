// Interactive Brokers' commissions for US stocks and ETFs as dated tables.
// Source: IBKR's published schedule (Commissions, Stocks and ETFs, United States). Earlier years are not published there: the schedule is
// applied from the row's date on, which the report says. Regulatory fees (SEC, TAF) are not in it.

import type { Instrument } from '../../model/instrument.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { type FeeModel, perShareFees, type TradedSoFar } from './fees.js'

interface FeeRow {
  /** First day the row is in force, UTC. */
  readonly from: EpochMs
  readonly fee: (order: TradedSoFar) => number
}

const since = Date.UTC(1993, 0, 1)
const untilYear = 2030
const until = Date.UTC(untilYear + 1, 0, 1)

/** 0.005 a share, at least 1.00, at most 1 % of the trade value; exchange and clearing fees are in it. */
const fixedRows: readonly FeeRow[] = [{ from: since, fee: flat(perShareFees(0.005, 1, 0.01)) }]

/**
 * The lowest tier (up to 300,000 shares a month): 0.0035 a share, at least 0.35, at most 1 % of the trade value; on top 0.0030 a share for
 * taking liquidity, 0.0002 for clearing, and pass-through fees of 0.000175 (NYSE) and 0.00056 (FINRA) of the commission.
 */
const tieredRows: readonly FeeRow[] = [{ from: since, fee: tiered }]

export const ibkrFixedFees: FeeModel = dated('ibkr-fixed', fixedRows)
export const ibkrTieredFees: FeeModel = dated('ibkr-tiered', tieredRows)

function tiered(order: TradedSoFar): number {
  const commission = Math.min(Math.max(0.0035 * order.units, 0.35), 0.01 * order.value)
  return commission * (1 + 0.000175 + 0.00056) + (0.003 + 0.0002) * order.units
}

function flat(model: FeeModel): (order: TradedSoFar) => number {
  return (order) => model(order, 0, undefined as never)
}

function dated(name: string, rows: readonly FeeRow[]): FeeModel {
  return (order: TradedSoFar, time: EpochMs, instrument: Instrument) => {
    const row = rows.findLast((candidate) => candidate.from <= time)
    if (row !== undefined && time < until) return row.fee(order)
    throw new BenchError(
      'NO_FEE_ROW',
      `${name} has no row for ${formatTime(time)} (${instrument.id}); its table covers 1993 to ${untilYear}`,
      'choose fees for that time yourself, such as --fees 0.005/share or --fees 0.1%, or start later with --from',
    )
  }
}
