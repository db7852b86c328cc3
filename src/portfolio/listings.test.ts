import { describe, expect, test } from 'vitest'
import type { BarColumns } from '../model/bar.js'
import { instrument } from '../model/instrument.js'
import { fillOf } from './fill.testing.js'
import { Portfolio } from './portfolio.js'

const X = instrument('ACME@X', 'equity', { asset: 'ACME', venue: 'X' })
const Y = instrument('ACME@Y', 'equity', { asset: 'ACME', venue: 'Y' })
const other = instrument('ZETA', 'equity')

/** Two bars of the same prices. */
function bar(high: number, low: number, close: number): BarColumns {
  const one = (value: number) => Float64Array.of(value, value)
  return {
    length: 2,
    openTime: one(0),
    closeTime: one(1),
    open: one(close),
    high: one(high),
    low: one(low),
    close: one(close),
    volume: one(0),
  }
}

describe('two listings of one asset', () => {
  const account = () => new Portfolio([X, Y, other], 100_000, 0)
  const buyAtX = fillOf(10, 100, { instrument: X.id, fillId: 1 })

  test('are one position, worth the last close of either', () => {
    const portfolio = account()
    portfolio.apply(buyAtX, 'in', null)
    portfolio.apply(fillOf(-4, 103, { instrument: Y.id, fillId: 2 }), 'out', null)
    expect([portfolio.netLots(X.id), portfolio.netLots(Y.id), portfolio.lots(0), portfolio.lots(1), portfolio.lots(2)]).toEqual([
      6, 6, 6, 6, 0,
    ])
    portfolio.markBar(0, bar(105, 95, 101), 0)
    portfolio.markBar(1, bar(105, 95, 102), 0)
    expect([portfolio.mark(X.id), portfolio.mark(Y.id), portfolio.grossExposure]).toEqual([102, 102, 612])
  })

  test('each has a last close of its own, that a split restates for both and for nobody else', () => {
    const portfolio = account()
    portfolio.apply(buyAtX, 'in', null)
    for (const [index, close] of [101, 102, 50].entries()) portfolio.markBar(index, bar(close, close, close), 0)
    const closes = () => [X.id, Y.id, other.id].map((id) => portfolio.lastClose(id))
    expect(closes()).toEqual([101, 102, 50])
    portfolio.split(X.id, 2, 102, 2)
    expect(closes()).toEqual([50.5, 51, 50])
  })

  test('the position follows the bars of the listing that it was opened in', () => {
    const portfolio = account()
    portfolio.apply(buyAtX, 'in', null)
    portfolio.markBar(1, bar(200, 10, 100), 1)
    portfolio.markBar(2, bar(300, 5, 100), 1)
    portfolio.markBar(0, bar(110, 96, 100), 1)
    const trip = portfolio.apply(fillOf(-10, 100, { instrument: Y.id, fillId: 2, barIndex: 1 }), 'out', null)
    expect(trip).toMatchObject({ mfe: 100, mae: -40 })
  })

  test('without a second listing the last close is the mark, which a fill gives before there is a close', () => {
    const portfolio = new Portfolio([X, other], 1_000, 0)
    portfolio.apply(fillOf(1, 9, { instrument: X.id }), 'in', null)
    expect([portfolio.lastClose(X.id), portfolio.lastClose(other.id)]).toEqual([9, Number.NaN])
    portfolio.markBar(0, bar(1, 1, 7), 0)
    expect([portfolio.lastClose(X.id), portfolio.mark(X.id)]).toEqual([7, 7])
  })
})
