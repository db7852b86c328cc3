import { describe, expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import type { BarColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { buy, sell } from '../../model/order.testing.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { Portfolio } from '../../portfolio/portfolio.js'
import { asPair } from '../worlds/foreign.js'
import { beginCheck, calmFeed, filled, modify, portfolioOf, runInside, submit } from './run-inside.testing.js'
import type { SentRequest } from './sent-request.js'
import { worstCase } from './worst-case.js'

const start = Date.UTC(2024, 0, 1)

/** What is found of requests. */
function asker(config: Parameters<typeof runInside>[0]) {
  const check = beginCheck(worstCase, runInside(config))
  const ask = (request: SentRequest) => check.sent?.(request, start)
  return { check, ask }
}

describe('I7', () => {
  const limits = { positionLots: 25, messages: 'unlimited', duplicateSeconds: 'unlimited' } as const

  test('working orders count, unknown ones too', () => {
    const { check, ask } = asker({ limits })
    expect(ask(submit(1, buy(10)))).toBeNull()
    check.afterEvent?.(filled(fillOf(10, 100)), start)
    expect(ask(submit(2, buy(15)))).toBeNull()
    expect(ask(submit(3, sell(1)))).toBeNull()
    expect(ask(submit(4, buy(1)))).toMatchObject({ context: { would: 26, limit: 25 } })
  })

  test('a group counts by its largest order', () => {
    const { ask } = asker({ limits })
    const oca = { terms: { ...buy(1).terms, oca: { group: 'a', type: 1 as const } } }
    expect(ask(submit(1, buy(20, oca)))).toBeNull()
    expect(ask(submit(2, buy(25, oca)))).toBeNull()
    expect(ask(submit(3, buy(26, oca)))).toMatchObject({ context: { would: 26 } })
  })

  test('a change is an order too, and orders have limits of their own', () => {
    const { ask } = asker({ limits: { orderValue: 2_000 } })
    expect(ask(submit(1, buy(20)))).toBeNull()
    expect(ask(modify(1, 21))).toMatchObject({ context: { would: 2_100, limit: 2_000 } })
  })

  test('where a limit is missing nothing opens', () => {
    expect(asker({ limits: { orderValue: null } }).ask(submit(1, buy(1)))).toMatchObject({ context: { missing: 'orderValue' } })
    const exit = sell(1, { role: 'exit', reduceOnly: true })
    expect(asker({ limits: { orderValue: null } }).ask(submit(1, exit))).toBeNull()
  })

  test('what is in another currency counts at the last close of its pair, whatever the account takes it for', () => {
    const pair = asPair(handSeries('USDJPY', flatBars(150), { timeframe: '1m' }))
    const feed = calmFeed()
    const portfolio = new Portfolio([instrument('X', 'equity')], 1e7, start, { currency: 'JPY', pairs: [] })
    portfolio.markBar(0, feed.series[0]?.series.columns as BarColumns, 0)
    const run = runInside({ limits: { orderValue: 1_000_000 } }, { feed, portfolio, rates: [pair], clock: { now: start + 60_000 } })
    const check = beginCheck(worstCase, run)
    const ask = (request: SentRequest) => check.sent?.(request, start)
    expect(ask(submit(1, buy(66)))).toBeNull()
    expect(ask(submit(2, buy(67)))).toMatchObject({ context: { would: 1_005_000, limit: 1_000_000 } })
  })

  test('what goes out before the cancel of another was heard stands beside it, and after it in its place', () => {
    const { check, ask } = asker({ limits })
    expect(ask(submit(1, buy(20)))).toBeNull()
    check.afterEvent?.({ kind: 'canceled', clientOrderId: 1, time: start, why: '' }, start)
    expect(ask(submit(2, buy(25)))).toBeNull()
    expect(ask({ kind: 'cancel', clientOrderId: 2 })).toBeNull()
    expect(ask(submit(3, buy(1)))).toMatchObject({ context: { would: 26 } })
  })

  test('while equity is not known no share of it lets anything open', () => {
    const portfolio = { ...portfolioOf(calmFeed()), equity: Number.NaN, mark: () => 100 }
    const check = beginCheck(worstCase, runInside({ limits: { grossEquity: 0.5 } }, { portfolio }))
    expect(check.sent?.(submit(1, buy(1)), start)).toMatchObject({ context: { would: 100, limit: 0 } })
  })

  // An account of 100,000, and lots of 100.
  const other = { strategy: 't' }
  test.each([
    ['strategyEquity', [submit(1, buy(60)), submit(2, buy(50, other))], submit(3, buy(41)), 10_100],
    ['concentration', [submit(1, buy(60)), submit(2, sell(30, other))], submit(3, sell(11, other)), 10_100],
    ['grossEquity', [submit(1, buy(60)), submit(2, sell(90, other))], submit(3, buy(41)), 10_100],
    ['netEquity', [submit(1, sell(60)), submit(2, buy(90, other))], submit(3, sell(41)), 10_100],
  ] as const)('%s', (name, before, last, would) => {
    const { ask } = asker({ limits: { [name]: 0.1 } })
    for (const request of before) expect(ask(request)).toBeNull()
    expect(ask(last)).toMatchObject({ message: expect.stringContaining(name), context: { would, limit: 10_000 } })
  })
})
