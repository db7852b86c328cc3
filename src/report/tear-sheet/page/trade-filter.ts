// Which trades a reader asked to see: by words, instrument, strategy, side, outcome and period.

import { minute } from '../../wording.js'
import type { Trade } from '../trade-columns.js'

/** Empty texts ask for everything. */
export interface TradeFilter {
  readonly text: string
  readonly instrument: string
  readonly strategy: string
  readonly side: string
  readonly outcome: string
  /** Closed within it; null for any time. */
  readonly period: readonly [number, number] | null
}

/** Every word of the text has to be in the trade's number, names, times or reasons. */
export function tradeFilter({ text, instrument, strategy, side, outcome, period }: TradeFilter): (trade: Trade) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return (trade) =>
    (instrument === '' || trade.instrument === instrument) &&
    (strategy === '' || trade.strategy === strategy) &&
    (side === '' || trade.side === side) &&
    (outcome === '' || hasOutcome(trade, outcome)) &&
    (period === null || (trade.exitTime >= period[0] && trade.exitTime <= period[1])) &&
    (words.length === 0 || hasWords(trade, words))
}

function hasOutcome({ pnl, ambiguous }: Trade, outcome: string): boolean {
  if (outcome === 'ambiguous') return ambiguous
  return outcome === 'won' ? pnl > 0 : pnl < 0
}

function hasWords(trade: Trade, words: readonly string[]): boolean {
  const { id, strategy, instrument, side, entryTime, exitTime, reasonIn, reasonOut } = trade
  const text = `#${id} ${strategy} ${instrument} ${side} ${minute(entryTime)} ${minute(exitTime)} ${reasonIn} ${reasonOut}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
