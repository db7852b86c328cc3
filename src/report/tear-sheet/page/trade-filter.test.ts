import { expect, test } from 'vitest'
import type { Trade } from '../trade-columns.js'
import { type TradeFilter, tradeFilter } from './trade-filter.js'

const trade: Trade = {
  ...{ id: 12, strategy: 'dip', instrument: 'SPY', side: 'long', bars: 3, quantity: 10, entryPrice: 100, exitPrice: 99, paid: 1_000 },
  ...{ pnl: -10, costs: 1, mae: -20, mfe: 4, risk: Number.NaN, ambiguous: false, reasonIn: 'fell far', reasonOut: 'protective stop' },
  ...{ entryTime: Date.UTC(2008, 9, 9), exitTime: Date.UTC(2008, 9, 14) },
}
const all: TradeFilter = { text: '', instrument: '', strategy: '', side: '', outcome: '', period: null }

test.each<[Partial<TradeFilter>, boolean]>([
  [{}, true],
  [{ text: 'STOP 2008-10' }, true],
  [{ text: '#12' }, true],
  [{ text: 'stop 2009' }, false],
  [{ instrument: 'SPY', side: 'long', strategy: 'dip' }, true],
  [{ side: 'short' }, false],
  [{ outcome: 'lost' }, true],
  [{ outcome: 'won' }, false],
  [{ outcome: 'ambiguous' }, false],
  [{ period: [trade.exitTime, trade.exitTime] }, true],
  [{ period: [trade.exitTime + 1, trade.exitTime + 2] }, false],
])('a filter of %j takes the trade: %s', (wish, taken) => {
  expect(tradeFilter({ ...all, ...wish })(trade)).toBe(taken)
})
