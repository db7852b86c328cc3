// The trades of the page as rows, made of their columns when somebody first asks.

import type { TradeNumber, TradeTable, TradeWord } from '../data/trade-table.js'
import { decodeColumn } from '../delta-code.js'
import type { Trade } from '../trade-columns.js'

export function lazyTrades(table: TradeTable): () => readonly Trade[] {
  let made: readonly Trade[] | undefined
  return () => {
    made ??= rows(table)
    return made
  }
}

function rows({ columns, words }: TradeTable): readonly Trade[] {
  const decoded = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, decodeColumn(column)]))
  const number = (name: TradeNumber, row: number): number => decoded[name]?.[row] as number
  const word = (name: TradeWord, row: number): string => words[name][decoded[name]?.[row] as number] ?? ''
  return Array.from({ length: columns.id.length }, (_, row) => ({
    id: number('id', row),
    strategy: word('strategy', row),
    instrument: word('instrument', row),
    side: word('side', row),
    entryTime: number('entryTime', row),
    exitTime: number('exitTime', row),
    bars: number('bars', row),
    quantity: number('quantity', row),
    entryPrice: number('entryPrice', row),
    exitPrice: number('exitPrice', row),
    paid: number('paid', row),
    pnl: number('pnl', row),
    costs: number('costs', row),
    mae: number('mae', row),
    mfe: number('mfe', row),
    risk: number('risk', row),
    ambiguous: number('ambiguous', row) === 1,
    reasonIn: word('reasonIn', row),
    reasonOut: word('reasonOut', row) + (number('ambiguous', row) === 1 ? ' (ambiguous)' : ''),
  }))
}
