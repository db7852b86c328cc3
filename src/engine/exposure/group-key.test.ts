import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { limit } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, type Signal } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'
import { groupKey } from './group-key.js'

test('a group is its strategy’s own', () => {
  expect(groupKey('a', { group: 'g', type: 1 })).not.toBe(groupKey('b', { group: 'g', type: 1 }))
  expect(groupKey('a', { group: 'g', type: 1 })).toBe(groupKey('a', { group: 'g', type: 2 }))
  expect([groupKey('a', null), groupKey('a', undefined)]).toEqual([null, null])
})

describe('of a group of type 3 each order counts, since one price may fill them all', () => {
  const legs = (type: 1 | 2 | 3, lots: number): Signal[] =>
    [99, 98, 97, 96].map((at) =>
      enterLong({ size: { lots }, order: limit(at), tag: `${at}`, timeInForce: 'GTC', oca: { group: 'g', type } }),
    )
  const fallen = handSeries('A', flatBars(100, 90, 90))
  const run = (type: 1 | 2 | 3, lots: number, config: BacktestConfigInput) => {
    const { openPositions, denials, equity } = runBacktest({
      strategies: [{ strategy: scripted({ 0: legs(type, lots) }) }],
      series: [fallen],
      config: { ...free, cash: 100_000, ...config },
    })
    return { held: openPositions[0]?.quantity ?? 0, denied: denials.map(({ code }) => code), cash: equity.cash.at(-1) as number }
  }

  test.each([
    [{ positionLots: 20 }, 'MAX_POSITION'],
    [{ positionEquity: 0.02 }, 'MAX_POSITION_VALUE'],
    [{ strategyEquity: 0.02 }, 'MAX_STRATEGY_VALUE'],
    [{ grossEquity: 0.02 }, 'MAX_GROSS'],
    [{ netEquity: 0.02 }, 'MAX_NET'],
    [{ concentration: 0.02 }, 'MAX_CONCENTRATION'],
  ] as const)('for the limit %j', (limits, code) => {
    expect(run(3, 10, { limits })).toMatchObject({ held: 20, denied: [code, code] })
    expect(run(2, 10, { limits })).toMatchObject({ held: 10, denied: [] })
  })

  test.each(['research', 'cash', 'margin'] as const)('for the buying power of a %s account', (account) => {
    const { denied, cash, held } = run(3, 600, { account })
    expect(denied).toContain('BUYING_POWER')
    expect(held).toBe(account === 'margin' ? 1800 : 600)
    if (account === 'cash') expect(cash).toBeGreaterThanOrEqual(0)
  })
})

describe('groups of two strategies that have one name are two', () => {
  const terms = { timeInForce: 'GTC', oca: { group: 'g', type: 1 } } as const
  const ofBoth = (signal: Signal, config: BacktestConfigInput): RunResult =>
    runBacktest({
      strategies: ['a', 'b'].map((name) => ({ strategy: scripted({ 0: signal }), name })),
      series: [handSeries('A', flatBars(100, 100, 100))],
      config: { ...free, cash: 10_000, ...config },
    })
  const denials = (signal: Signal, config: BacktestConfigInput) =>
    ofBoth(signal, config).denials.map(({ strategy, code, context }) => [strategy, code, context])

  test('for what there is to borrow', () => {
    const sale = enterShort({ size: { lots: 10 }, order: limit(110), ...terms })
    expect(denials(sale, { shortAvailability: { lots: 19 } })).toEqual([['b', 'SHORT_UNAVAILABLE', { would_be_short: 20, available: 19 }]])
    expect(denials(sale, { shortAvailability: { lots: 20 } })).toEqual([])
  })

  test.each<['research' | 'cash' | 'margin', number]>([
    ['research', 100],
    ['cash', 100],
    ['margin', 200],
  ])('for the buying power of a %s account', (account, most) => {
    const purchase = (lots: number) => enterLong({ size: { lots }, order: limit(100), ...terms })
    expect(denials(purchase(most / 2), { account })).toEqual([])
    expect(denials(purchase(most / 2 + 1), { account })).toMatchObject([['b', 'BUYING_POWER', {}]])
  })
})
