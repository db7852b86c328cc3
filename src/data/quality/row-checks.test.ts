import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { duplicates } from './duplicates.js'
import { impossibleBars } from './impossible-bars.js'
import { order } from './order.js'
import { ask, dailyBars, places, set } from './series.testing.js'
import { gatherRows } from './sound-rows.js'

const rows = (count: number) => Array.from({ length: count }, (_, row) => row)

describe('impossible bars', () => {
  test('a high below the close is an error at its row, a high equal to it is not', () => {
    const bars = dailyBars()
    set(bars, 10, { high: bars.close[10]! - 0.01, close: bars.close[10]! })
    set(bars, 11, { high: Math.max(bars.open[11]!, bars.close[11]!) })
    expect(places(ask(impossibleBars, bars))).toEqual([[10, 'error']])
  })

  test('prices that are not finite or not above zero, and volumes below zero, are errors', () => {
    const bars = dailyBars()
    set(bars, 3, { close: Number.NaN })
    set(bars, 5, { open: 0, low: 0 })
    set(bars, 7, { volume: -1 })
    set(bars, 9, { high: Number.POSITIVE_INFINITY })
    set(bars, 11, { volume: 0 })
    expect(places(ask(impossibleBars, bars))).toEqual([3, 5, 7, 9].map((row) => [row, 'error']))
  })

  test('a price below zero is data of a future', () => {
    const bars = dailyBars()
    set(bars, 5, { open: -3, high: -1, low: -40, close: -37.63 })
    expect(ask(impossibleBars, bars, { instrument: instrument('CL', 'future', { calendar: 'XNYS' }) })).toEqual([])
  })
})

describe('duplicates', () => {
  test('a copy and a contradiction are told apart, wherever they stand', () => {
    const bars = gatherRows(dailyBars(), [...rows(20), 19, 5, ...rows(40).slice(20)])
    set(bars, 21, { volume: 1 })
    const [copy, other] = ask(duplicates, bars)
    expect([copy, other].map((one) => one?.row)).toEqual([20, 21])
    expect(copy?.message).toContain('a copy of row 19')
    expect(other?.message).toContain('with other numbers than row 5: volume')
  })

  test('bars that only look alike are none', () => {
    const bars = dailyBars()
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) bars[name][8] = bars[name][7]!
    expect(ask(duplicates, bars)).toEqual([])
  })
})

describe('order', () => {
  test('one bar out of place is one error at its row', () => {
    const bars = gatherRows(dailyBars(), [...rows(10), 11, 12, 13, 10, ...rows(30).slice(14)])
    expect(places(ask(order, bars))).toEqual([[13, 'error']])
  })

  test('a series that is newest first is one warning', () => {
    expect(places(ask(order, gatherRows(dailyBars(), rows(100).reverse())))).toEqual([[0, 'warning']])
  })

  test('two bars of one time are not out of order', () => {
    expect(ask(order, gatherRows(dailyBars(), [0, 1, 1, 2]))).toEqual([])
  })
})

test('the other checks see the sound rows in order, and tell the rows of the source', () => {
  const bars = gatherRows(dailyBars(), rows(100).reverse())
  set(bars, 50, { high: 1 })
  set(bars, 20, { close: bars.close[20]! * 2, high: bars.close[20]! * 2 })
  return import('./spikes.js').then(({ spikes }) => expect(places(ask(spikes, bars))).toEqual([[20, 'error']]))
})
