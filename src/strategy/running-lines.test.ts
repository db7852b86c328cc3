import { describe, expect, it } from 'vitest'
import { columnsFromRows } from '../data/columns.js'
import { atr } from '../indicators/atr.js'
import { macd } from '../indicators/macd.js'
import { sma } from '../indicators/sma.js'
import type { BarSeries } from '../model/bar.js'
import { instrument } from '../model/instrument.js'
import { DAY_MS } from '../model/time.js'
import { columnCache } from './lines.js'
import { RunningLines } from './running-lines.js'

const midnight = Date.UTC(2024, 0, 1)
const definitions = [sma('close', 3), atr(2), macd(2, 4, 2)]
const prices = [100, 103, 99, 101, 104, 102, 52, 53, 51, 54, 18, 17, 18, 19]

function series(actions: BarSeries['actions'] = undefined): BarSeries {
  return {
    instrument: instrument('A', 'equity', { tick: 'none', calendar: '24/7' }),
    timeframe: '1d',
    columns: columnsFromRows(
      prices.map((price, row) => [
        midnight + row * DAY_MS,
        midnight + (row + 1) * DAY_MS,
        price,
        price + 2,
        price - 1,
        price + 1,
        100 + row,
      ]),
    ),
    actions,
  }
}

describe('indicators that run along', () => {
  it('read as those that were worked out before the run, bar by bar', () => {
    const one = series()
    const [whole, running] = [columnCache(), new RunningLines()]
    const read = definitions.map((definition) => ({ whole: whole(one, definition)[0], running: running.columnsOf(one, definition)[0] }))
    for (let row = 0; row < prices.length; row++) {
      running.closeThrough(one, row, 0)
      for (const { whole: expected = {}, running: actual = {} } of read) {
        for (const [line, column] of Object.entries(expected)) {
          expect(actual[line]?.slice(0, row + 1)).toEqual(column.slice(0, row + 1))
          expect(actual[line]?.slice(row + 1).every(Number.isNaN)).toBe(true)
        }
      }
    }
  })

  it('see what a bar became, not what it was recorded as', () => {
    const one = series()
    const running = new RunningLines()
    const [{ value: average } = {}] = running.columnsOf(one, sma('close', 1))
    running.closeThrough(one, 3, 0)
    one.columns.close[4] = 777
    running.closeThrough(one, 4, 0)
    expect(average?.[4]).toBe(777)
  })

  it('share the columns of equal definitions', () => {
    const running = new RunningLines()
    const one = series()
    expect(running.columnsOf(one, sma('close', 3))[0]).toBe(running.columnsOf(one, sma('close', 3))[0])
  })

  it('go over splits as columns do: each stretch in its own shares, from the moment of the split on', () => {
    const one = series([
      { kind: 'split', exDate: '2024-01-07', ratio: 2 },
      { kind: 'split', exDate: '2024-01-11', ratio: 3 },
    ])
    const running = new RunningLines()
    const read = definitions.map((definition) => ({
      whole: columnCache()(one, definition),
      running: running.columnsOf(one, definition),
    }))
    const splitsAt = (row: number): number => (row < 6 ? 0 : row < 10 ? 1 : 2)
    const compare = (row: number, splits: number): void => {
      for (const { whole, running: actual } of read) {
        for (const [line, column] of Object.entries(whole[splits] ?? {})) {
          expect(actual[splits]?.[line]?.slice(0, row + 1)).toEqual(column.slice(0, row + 1))
        }
      }
    }
    for (let row = 0; row < prices.length; row++) {
      running.closeThrough(one, row, splitsAt(row))
      compare(row, splitsAt(row))
      if (splitsAt(row + 1) === splitsAt(row)) continue
      running.closeThrough(one, row, splitsAt(row + 1))
      compare(row, splitsAt(row + 1))
    }
  })
})
