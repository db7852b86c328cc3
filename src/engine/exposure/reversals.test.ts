// What a reversal closes first is not counted as opened, and counts once: what has been closed, by it or by another order, it does not close again.

import { expect, test } from 'vitest'
import { flatBars, free, type HandBar, handSeries } from '../../../tests/fixtures/series.js'
import { scripted, strategyOf } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import { enterLong, enterShort, exit, type Signal } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'

const dip = [100, 100, 89, 95] as const

/** A buy of 43 rests, of which 20 would close a short; that is closed by an exit, and another short of 13 opened, before 19 more are asked for. */
function closedByAnother(limits: { positionLots?: number; positionEquity?: number }) {
  const script = {
    0: enterShort({ size: { lots: 20 } }),
    2: enterLong({ size: { lots: 23 }, order: limit(90), timeInForce: 'GTC', tag: 'rests' }),
    3: exit(),
    5: enterShort({ size: { lots: 13 } }),
    7: enterLong({ size: { lots: 19 }, tag: 'now' }),
  } as const
  const { openPositions, denials } = runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', [...flatBars(100, 100, 100, 100, 100, 100, 100, 100, 100, 100), dip, ...flatBars(95)])],
    config: { ...free, cash: 100_000, leverage: 10, limits },
  })
  return [openPositions[0]?.quantity, denials.map(({ code }) => code)]
}

test.each([
  [{ positionLots: 41 }, 'MAX_POSITION'],
  [{ positionEquity: 0.041 }, 'MAX_POSITION_VALUE'],
] as const)('what another order closed meanwhile, under %j', (limits, code) => {
  expect(closedByAnother(limits)).toEqual([10, [code]])
})

test('what another order closed meanwhile, at the very limit', () => {
  expect(closedByAnother({ positionLots: 42 })).toEqual([42, []])
})

/** A buy of 45 fills the 20 that close a short, and 25 are left to open; after another short of 20, `more` are asked for beside them. */
function closedByItself(more: number) {
  const script = {
    0: enterShort({ size: { lots: 20 } }),
    2: enterLong({ size: { lots: 25 }, order: limit(95), timeInForce: 'GTC', tag: 'rests' }),
    5: enterShort({ size: { lots: 20 }, tag: 'again' }),
    6: enterLong({ size: { lots: more }, tag: 'now' }),
  } as const
  const part = [100, 100, 94, 100, 200] as const
  const { openPositions, denials } = runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', [...flatBars(100, 100, 100, 100, 100), part, ...flatBars(100, 100), [100, 100, 90, 95], ...flatBars(95)])],
    config: { ...free, participation: 0.1, cash: 100_000, leverage: 10, limits: { positionLots: 30 } },
  })
  return [openPositions[0]?.quantity, denials.map(({ code }) => code)]
}

test('what it closed itself', () => {
  expect(closedByItself(6)).toEqual([5, ['MAX_POSITION']])
  expect(closedByItself(5)).toEqual([30, []])
})

test.each(['A', 'B'] as const)('what another order of its group closed, in the same listing of the asset or in %s', (second) => {
  const oca = { group: 'g', type: 2 } as const
  const buys = (tag: string, at: number) => enterLong({ tag, oca, size: { lots: 20 }, order: limit(at), timeInForce: 'GTC' })
  const turns: Readonly<Record<string, readonly Signal[]>> = {
    A: [buys('1', 95)],
    [second]: second === 'A' ? [buys('1', 95), buys('2', 90)] : [buys('2', 90)],
  }
  const listing = (id: string, bars: readonly HandBar[]) => handSeries(id, bars, { instrument: { asset: 'S' } })
  const { orders } = runBacktest({
    strategies: [
      {
        strategy: strategyOf('s', {
          onBar({ bar, instrument: { id } }) {
            if (bar.index === 0 && id === 'A') return enterShort({ size: { lots: 20 } })
            return bar.index === 2 ? turns[id] : undefined
          },
        }),
      },
    ],
    // A tenth of the volume: 20 of the first fill, which closes the short.
    series: [
      listing('A', [...flatBars(100, 100, 100, 100), [100, 100, 94, 100, 200], ...flatBars(100, 100)]),
      listing('B', flatBars(100, 100, 100, 100, 100, 100, 100)),
    ],
    config: { ...free, participation: 0.1, cash: 100_000, leverage: 10 },
  })
  expect(orders.slice(1).map(({ quantity, filledQuantity }) => [quantity, filledQuantity])).toEqual([
    [40, 20],
    [20, 0],
  ])
})

/** A long of 300 at 100 has gone to 140, past the limit, and is to be turned. */
function turned(lots: number, limits: Record<string, number>) {
  const { openPositions, denials } = runBacktest({
    strategies: [{ strategy: scripted({ 0: enterLong({ size: { lots: 300 } }), 4: enterShort({ size: { lots } }) }) }],
    series: [handSeries('A', flatBars(100, 100, 100, 140, 140, 140, 140))],
    config: { ...free, cash: 100_000, leverage: 5, limits },
  })
  return [openPositions[0]?.quantity, denials.map(({ code, context }) => [code, context.would_be])]
}

test.each([
  [{ positionEquity: 0.31 }, 'MAX_POSITION_VALUE'],
  [{ concentration: 0.31 }, 'MAX_CONCENTRATION'],
  [{ strategyEquity: 0.31 }, 'MAX_STRATEGY_VALUE'],
  [{ grossEquity: 0.31 }, 'MAX_GROSS'],
] as const)('a position that is past the limit %j turns into one within it, and into no other', (limits, code) => {
  expect(turned(300, limits)).toEqual([300, [[code, 42_000]]])
  expect(turned(249, limits)).toEqual([300, [[code, 34_860]]])
  expect(turned(248, limits)).toEqual([-248, []])
})
