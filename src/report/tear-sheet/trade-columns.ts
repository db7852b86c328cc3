// The columns of the table of trades: the page's live table and the static one read the same.

import { date, decimal, minute, percent, price, whole } from '../wording.js'

/** One round trip as the table shows it. */
export interface Trade {
  readonly id: number
  readonly strategy: string
  readonly instrument: string
  readonly side: string
  readonly entryTime: number
  readonly exitTime: number
  readonly bars: number
  readonly quantity: number
  readonly entryPrice: number
  readonly exitPrice: number
  /** Value at entry, currency; NaN where it is not known. */
  readonly paid: number
  readonly pnl: number
  readonly costs: number
  readonly mae: number
  readonly mfe: number
  /** Currency at risk to the first stop; NaN without one. */
  readonly risk: number
  readonly ambiguous: boolean
  readonly reasonIn: string
  readonly reasonOut: string
}

export interface TradeColumn {
  readonly head: string
  readonly numeric: boolean
  readonly text: (trade: Trade) => string
  readonly sortBy: (trade: Trade) => number | string
  /** What the column holds, by lines. */
  readonly means: string
  /** Blue above zero, orange below. */
  readonly toned?: boolean
}

export interface TradeScope {
  readonly daily: boolean
  readonly strategies: number
  readonly instruments: number
  /** Whether any trade had a stop. */
  readonly hasRisk: boolean
}

export function tradeColumns({ daily, strategies, instruments, hasRisk }: TradeScope): readonly TradeColumn[] {
  const when = daily ? date : minute
  const columns: (TradeColumn | null)[] = [
    number('#', (trade) => trade.id, whole, 'in order of closing'),
    strategies > 1 ? word('Strategy', (trade) => trade.strategy) : null,
    instruments > 1 ? word('Instrument', (trade) => trade.instrument) : null,
    word('Side', (trade) => trade.side),
    { ...number('In', (trade) => trade.entryTime, when, 'time of the first fill, UTC'), numeric: false },
    { ...number('Out', (trade) => trade.exitTime, when, 'time of the last fill, UTC'), numeric: false },
    number('Bars', (trade) => trade.bars, whole, 'bars from the first fill to the last, on the finest series'),
    number('Quantity', (trade) => trade.quantity, whole, 'lots bought (long) or sold (short) in all'),
    number('Price in', (trade) => trade.entryPrice, price, 'mean price of the fills that opened it, slippage in it'),
    number('Price out', (trade) => trade.exitPrice, price, 'mean price of the fills that closed it, slippage in it'),
    { ...number('Result', (trade) => trade.pnl, decimal, 'gross result − fees, currency; slippage is in the prices'), toned: true },
    { ...number('Return', returnOf, share, 'result / value at entry'), toned: true },
    hasRisk ? number('R', (trade) => trade.pnl / trade.risk, rMultiple, 'result / currency at risk to the first stop') : null,
    number('MAE', (trade) => trade.mae, whole, 'worst open result while it was held, currency, without fees (J. Sweeney, 1996)'),
    number('MFE', (trade) => trade.mfe, whole, 'best open result while it was held, currency, without fees (J. Sweeney, 1996)'),
    number('Costs', (trade) => trade.costs, decimal, 'fees + slippage of its fills, currency'),
    word('Why in', (trade) => trade.reasonIn),
    word('Why out', (trade) => trade.reasonOut),
  ]
  return columns.filter((column) => column !== null)
}

/** The result as a share of the value at entry; NaN where there was none. */
export function returnOf({ pnl, paid }: Trade): number {
  return paid > 0 ? pnl / paid : Number.NaN
}

function number(head: string, read: (trade: Trade) => number, write: (value: number) => string, rule: string): TradeColumn {
  return {
    head,
    numeric: true,
    sortBy: read,
    text: (trade) => (Number.isFinite(read(trade)) ? write(read(trade)) : '–'),
    means: `${head}\n${rule}\nby round trip: flat to flat for one strategy and instrument`,
  }
}

function word(head: string, read: (trade: Trade) => string): TradeColumn {
  return { head, numeric: false, sortBy: read, text: read, means: `${head}\nas the strategy’s signals and orders name it` }
}

function share(value: number): string {
  return percent(value)
}

function rMultiple(value: number): string {
  return decimal(value)
}
