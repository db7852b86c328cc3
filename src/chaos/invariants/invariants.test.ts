import { describe, expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import type { TradingLevel } from '../../model/breach.js'
import type { BrokerOrder } from '../../model/broker.js'
import { brokerOrder } from '../../model/broker.testing.js'
import { instrument } from '../../model/instrument.js'
import { plainTerms } from '../../model/order.js'
import { intent, sell } from '../../model/order.testing.js'
import { stop } from '../../model/order-price.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { Portfolio } from '../../portfolio/portfolio.js'
import { fail } from '../../std/assert.js'
import { approvals } from './approvals.js'
import { cash } from './cash.js'
import { convergence } from './convergence.js'
import { drawdown } from './drawdown.js'
import { equity } from './equity.js'
import { latches } from './latches.js'
import { marketData } from './market-data.js'
import { messageRate } from './message-rate.js'
import { orderFills } from './order-fills.js'
import { positions } from './positions.js'
import { reduceOnly } from './reduce-only.js'
import { beginCheck, calmFeed, filled, modify, noTrouble, portfolioOf, runInside, submit, watched } from './run-inside.testing.js'

const MINUTE = 60_000
const start = Date.UTC(2024, 0, 1)
const buy = (lots: number, overrides = {}) => intent('buy', lots, overrides)
const exit = (lots: number, overrides = {}) => sell(lots, { role: 'exit', reduceOnly: true, ...overrides })

describe('I1', () => {
  test('a cent that a fill did not cost is missed', () => {
    const run = runInside()
    const check = beginCheck(cash, run)
    const fill = fillOf(10, 100.005, { fee: 0.35 })
    run.portfolio.apply(fill, '', null)
    expect(check.afterEvent?.(filled(fill), start)).toBeNull()
    const wrong = fillOf(10, 100.005, { fee: 0.35 })
    run.portfolio.apply({ ...wrong, fee: 0.36 }, '', null)
    expect(check.afterEvent?.(filled(wrong), start)).toMatchObject({
      message: '97999.19 USD in cash, and the fills leave 97999.20',
      context: { cash: 97_999_190_000, should: 97_999_200_000 },
    })
  })

  test('charges and dividends are adjustments, and a fill that is told twice costs once', () => {
    const run = runInside({ interest: 0.05 })
    const check = beginCheck(cash, run)
    const fill = fillOf(10, 100)
    run.portfolio.apply(fill, '', null)
    run.portfolio.charge('interest', 1.5, 'USD', start)
    check.afterEvent?.(filled(fill), start)
    expect(check.afterEvent?.(filled(fill), start)).toBeNull()
  })

  test('what the config knows nothing of is a leak, and nobody pays us interest', () => {
    const run = runInside()
    const check = beginCheck(cash, run)
    expect(check.afterTime?.(start)).toBeNull()
    run.portfolio.charge('interest', 1, 'USD', start)
    expect(check.afterTime?.(start)).toMatchObject({
      message: '1.00 USD of interest, of which the config knows nothing',
      context: { balance: 1_000_000 },
    })
    const owing = runInside({ interest: 0.05 })
    owing.portfolio.charge('interest', -1, 'USD', start)
    expect(beginCheck(cash, owing).afterTime?.(start)).toMatchObject({
      message: 'interest is -1.00 USD, and nobody pays us',
      context: { balance: -1_000_000 },
    })
  })
})

test('I1, I2: what goes without a word of the broker is missed at the end', () => {
  const run = runInside({ interest: 0.05 })
  const [money, lots] = [beginCheck(cash, run), beginCheck(positions, run)]
  const fill = fillOf(10, 100)
  run.portfolio.apply(fill, '', null)
  for (const check of [money, lots]) {
    check.afterEvent?.(filled(fill), start)
    expect(check.atEnd?.(start)).toBeNull()
  }
  run.portfolio.apply({ ...fillOf(3, 100), strategy: 'stranger' }, '', null)
  expect(money.atEnd?.(start)).toMatchObject({ context: { cash: 98_700_000_000, should: 99_000_000_000 } })
  expect(lots.atEnd?.(start)).toMatchObject({ message: expect.stringContaining('stranger'), context: { held: 3, sum: 0 } })
})

test('I2: a position that counts a fill twice is told with both sums', () => {
  const run = runInside()
  const check = beginCheck(positions, run)
  const fill = fillOf(10, 100)
  run.portfolio.apply(fill, '', null)
  expect(check.afterEvent?.(filled(fill), start)).toBeNull()
  run.portfolio.apply({ ...fill, fillId: fill.fillId + 1_000 }, '', null)
  expect(check.afterEvent?.(filled(fill), start)).toMatchObject({ context: { held: 20, sum: 10 } })
})

describe('I3', () => {
  test('an equity that is not cash and positions is told', () => {
    const feed = calmFeed()
    const portfolio = portfolioOf(feed)
    const run = runInside({}, { feed, portfolio })
    const check = beginCheck(equity, run)
    const fill = fillOf(10, 90)
    portfolio.apply(fill, '', null)
    check.afterEvent?.(filled(fill), start)
    expect(check.afterTime?.(start + MINUTE)).toBeNull()
    portfolio.apply({ ...fill, fillId: fill.fillId + 1_000, price: 90 }, '', null)
    expect(check.afterTime?.(start + MINUTE)).toMatchObject({
      message: 'equity is 100200.00, and cash and positions are worth 99200.00',
      context: { equity: 100_200, should: 99_200 },
    })
  })

  test('an account that nobody can value does not trade on', () => {
    const ledger = { currencies: ['USD'], balance: () => Number.NaN }
    const portfolio = { equity: Number.NaN, isOneCurrency: true, ledger }
    const state = { level: 'reducing' as 'reducing' | 'active' }
    const check = beginCheck(equity, runInside({ riskProfile: 'guarded' }, { portfolio, postTrade: watched(state) }))
    expect(check.afterTime?.(start + MINUTE)).toBeNull()
    state.level = 'active'
    expect(check.afterTime?.(start + MINUTE)).toMatchObject({ context: { level: 'active' } })
  })
})

describe('I4', () => {
  test('a copy of an approved order is not approved', () => {
    const check = beginCheck(approvals, runInside())
    const request = submit(1, buy(10))
    if (request.kind !== 'submit') throw new Error('it is a submit')
    expect(check.sent?.(request, start)).toBeNull()
    const copy = { kind: 'submit', ticket: { ...request.ticket, clientOrderId: 2, intent: { ...request.ticket.intent } } } as typeof request
    expect(check.sent?.(copy, start)).toMatchObject({ context: { order: 2 } })
  })

  test('an approval is good for one order', () => {
    const check = beginCheck(approvals, runInside())
    const once = buy(10)
    expect(check.sent?.(submit(1, once), start)).toBeNull()
    expect(check.sent?.(submit(2, once), start)).toMatchObject({ context: { order: 2 } })
  })

  test('the log has the approval of the same order', () => {
    const decision = { verdict: 'approved', orderId: 1, intent: buy(10) }
    const decisions = [decision]
    const check = beginCheck(approvals, runInside({}, { log: { ofOrders: decisions } }))
    check.sent?.(submit(1, buy(10)), start)
    expect(check.atEnd?.(start)).toBeNull()
    decisions[0] = { ...decision, intent: buy(11) }
    expect(check.atEnd?.(start)).toMatchObject({ context: { order: 1, approvals: 1 } })
    decisions[0] = { ...decision, orderId: 7 }
    expect(check.atEnd?.(start)).toMatchObject({ context: { order: 1, approvals: 0 } })
  })

  test('a change has one too', () => {
    const decisions = [{ verdict: 'approved', orderId: 1, intent: buy(10) }]
    const check = beginCheck(approvals, runInside({}, { log: { ofOrders: decisions } }))
    check.sent?.(submit(1, buy(10)), start)
    check.sent?.(modify(1, 12), start)
    expect(check.atEnd?.(start)).toMatchObject({ context: { order: 1, sent: 1, approvals: 0 } })
  })
})

describe('I6', () => {
  test('an order that only reduces goes out against a position of its size', () => {
    const check = beginCheck(reduceOnly, runInside())
    check.afterEvent?.(filled(fillOf(10, 100)), start)
    expect(check.sent?.(submit(1, exit(10)), start)).toBeNull()
    expect(check.sent?.(submit(2, exit(11)), start)).toMatchObject({ context: { order: 2, held: 10, lots: 11 } })
  })

  test('what the system closes with comes to no more than the position', () => {
    const check = beginCheck(reduceOnly, runInside())
    check.afterEvent?.(filled(fillOf(10, 100)), start)
    const close = (lots: number) => exit(lots, { role: 'flatten' })
    expect(check.sent?.(submit(1, close(6)), start)).toBeNull()
    expect(check.sent?.(submit(2, close(4)), start)).toBeNull()
    check.sent?.({ kind: 'cancel', clientOrderId: 2 }, start)
    expect(check.sent?.(submit(3, close(4)), start)).toMatchObject({ context: { order: 3, held: 10, closing: 14 } })
    check.afterEvent?.({ kind: 'canceled', clientOrderId: 2, time: start, why: '' }, start)
    check.afterEvent?.({ kind: 'canceled', clientOrderId: 3, time: start, why: '' }, start)
    expect(check.sent?.(submit(4, close(4)), start)).toBeNull()
  })

  test('exits come to no more than the position where the account is guarded: a group as its largest, stops and targets not at all', () => {
    const guarded = { riskProfile: 'guarded' } as const
    const begin = (config: Parameters<typeof runInside>[0]) => {
      const check = beginCheck(reduceOnly, runInside(config))
      check.afterEvent?.(filled(fillOf(10, 100)), start)
      return check
    }
    const check = begin(guarded)
    const oca = (group: string) => ({ terms: { ...plainTerms, oca: { group, type: 2 as const } } })
    for (const [id, beside] of [
      exit(6, oca('g')),
      exit(4, oca('g')),
      exit(4),
      exit(10, { price: stop(90) }),
      exit(10, { role: 'target' }),
    ].entries())
      expect(check.sent?.(submit(id + 1, beside), start)).toBeNull()
    expect(check.sent?.(modify(3, 5), start)).toMatchObject({ context: { order: 3, held: 10, closing: 11 } })
    const other = begin(guarded)
    other.sent?.(submit(1, exit(6)), start)
    other.sent?.({ kind: 'cancel', clientOrderId: 1 }, start)
    expect(other.sent?.(submit(2, exit(5)), start)).toMatchObject({ context: { order: 2, held: 10, closing: 11 } })
    const shrunk = begin(guarded)
    shrunk.sent?.(submit(1, exit(10)), start)
    shrunk.afterEvent?.(filled(fillOf(-4, 100, { clientOrderId: 9 })), start)
    expect(shrunk.sent?.(modify(1, 10), start)).toBeNull()
    expect(shrunk.sent?.(modify(1, 11), start)).toMatchObject({ context: { held: 6, closing: 11 } })
    const plain = begin({})
    for (const id of [1, 2]) expect(plain.sent?.(submit(id, exit(10)), start)).toBeNull()
  })

  test('an exit whose change is refused is what it was, and until the last of its changes is answered the most of them', () => {
    const check = beginCheck(reduceOnly, runInside({ riskProfile: 'guarded' }))
    const refuse = () => check.afterEvent?.({ kind: 'update-rejected', clientOrderId: 1, time: start, why: '' }, start)
    check.afterEvent?.(filled(fillOf(10, 100)), start)
    check.sent?.(submit(1, exit(7)), start)
    for (const lots of [8, 9]) check.sent?.(modify(1, lots), start)
    refuse()
    const two = exit(2)
    expect(check.sent?.(submit(2, two), start)).toMatchObject({ context: { order: 2, held: 10, closing: 11 } })
    refuse()
    expect(check.sent?.(submit(3, exit(1)), start)).toBeNull()
  })

  test('and does not flip it as it fills', () => {
    const check = beginCheck(reduceOnly, runInside())
    const bought = filled(fillOf(10, 100))
    check.afterEvent?.(bought, start)
    check.told?.(bought, start)
    check.sent?.(submit(2, exit(10)), start)
    expect(check.told?.(filled(fillOf(-6, 100, { clientOrderId: 2 }), false), start)).toBeNull()
    expect(check.told?.(filled(fillOf(-6, 100, { clientOrderId: 2 })), start)).toMatchObject({
      context: { order: 2, before: 4, after: -2 },
    })
  })
})

describe('I9', () => {
  test('an order fills for no more than it asked', () => {
    const check = beginCheck(orderFills, runInside())
    check.sent?.(submit(1, buy(10)), start)
    const part = filled(fillOf(6, 100), false)
    expect(check.afterEvent?.(part, start)).toBeNull()
    expect(check.afterEvent?.(part, start)).toBeNull()
    expect(check.afterEvent?.(filled(fillOf(6, 100)), start)).toMatchObject({ context: { order: 1, asked: 10, filled: 12 } })
  })

  test('a size that the venue gave it while we had not heard of all its fills is what it asked', () => {
    const check = beginCheck(orderFills, runInside())
    check.sent?.(submit(1, buy(10)), start)
    const [lost, last] = [filled(fillOf(4, 100), false), filled(fillOf(8, 100))]
    const updated = { kind: 'updated', clientOrderId: 1, time: start, price: { type: 'market' }, quantity: 8 } as const
    for (const word of [lost, updated, last]) check.told?.(word, start)
    for (const word of [updated, last]) expect(check.afterEvent?.(word, start)).toBeNull()
    expect(check.afterEvent?.(lost, start)).toBeNull()
    expect(check.afterEvent?.(filled(fillOf(1, 100)), start)).toMatchObject({ context: { order: 1, asked: 12, filled: 13 } })
  })

  test('a fill that comes late counts', () => {
    const check = beginCheck(orderFills, runInside({}, { orders: { orders: [{ clientOrderId: 1, filledQuantity: 4 }] } }))
    check.sent?.(submit(1, buy(10)), start)
    check.afterEvent?.(filled(fillOf(4, 100), false), start)
    check.afterEvent?.({ kind: 'canceled', clientOrderId: 1, time: start, why: '' }, start)
    expect(check.atEnd?.(start)).toBeNull()
    check.afterEvent?.(filled(fillOf(6, 100)), start)
    expect(check.atEnd?.(start)).toMatchObject({ context: { order: 1, said: 4, fills: 10 } })
  })
})

test('I10: the sixth order of a second is one too many, a close is not', () => {
  const check = beginCheck(messageRate, runInside({ riskProfile: 'guarded' }))
  for (let id = 1; id <= 5; id++) expect(check.sent?.(submit(id, buy(1)), start + 100 * id)).toBeNull()
  expect(check.sent?.(submit(6, exit(1)), start + 900)).toBeNull()
  expect(check.sent?.(submit(7, buy(1)), start + 1_000)).toMatchObject({ context: { sent: 7, limit: 5 } })
  expect(check.sent?.(submit(8, buy(1)), start + 2_100)).toBeNull()
})

describe('I11', () => {
  const breach = { code: 'DRAWDOWN', severity: 'critical', strategy: null, instrument: null, time: start, context: {} } as const

  test('what a breach set stays until an operator lets go', () => {
    const operator = [{ at: '2024-01-01T00:03:00Z', do: 'unlatch' as const, reason: 'looked at' }]
    const state = { level: 'halted' as 'halted' | 'active' }
    const postTrade = watched(state, { breaches: [breach] })
    const check = beginCheck(latches, runInside({ riskProfile: 'guarded', operator }, { postTrade }))
    expect(check.afterTime?.(start)).toBeNull()
    state.level = 'active'
    expect(check.afterTime?.(start + MINUTE)).toMatchObject({ context: { is: 'active', should: 'halted' } })
    expect(check.afterTime?.(start + 3 * MINUTE)).toBeNull()
  })

  test('of two deeds of one time the first ends orders before the second holds back, and nothing else goes out between them', () => {
    const at = '2024-01-01T00:01:00Z'
    const operator = (['kill', 'halt'] as const).map((deed) => ({ at, do: deed, reason: 'looks wrong' }))
    const state = { level: 'reducing' as TradingLevel }
    const check = beginCheck(latches, runInside({ operator }, { postTrade: watched(state) }))
    const time = Date.parse(at)
    check.sent?.(submit(1, buy(1)), start)
    expect(check.sent?.({ kind: 'cancel', clientOrderId: 1 }, time)).toBeNull()
    expect(check.sent?.(submit(2, exit(1)), time)).toMatchObject({ context: { is: 'reducing', should: 'halted' } })
    expect(check.afterTime?.(time)).toMatchObject({ context: { is: 'reducing', should: 'halted' } })
    state.level = 'halted'
    expect(check.afterTime?.(time)).toBeNull()
  })

  test('the limit of a day may let go on the next', () => {
    const state = { level: 'active' as const }
    const postTrade = watched(state, { breaches: [{ ...breach, code: 'DAILY_LOSS' }] })
    const check = beginCheck(latches, runInside({ riskProfile: 'guarded' }, { postTrade }))
    check.afterTime?.(start - MINUTE)
    expect(check.afterTime?.(start + MINUTE)).toBeNull()
  })
})

describe('I12', () => {
  const sentOn = (change: (columns: ReturnType<typeof calmFeed>['series'][0]['series']['columns']) => void, time = start + 10 * MINUTE) => {
    const feed = calmFeed(400)
    change(feed.series[0]?.series.columns as never)
    feed.series[0]?.closeAt(9)
    const check = beginCheck(marketData, runInside({ riskProfile: 'guarded' }, { feed }))
    expect(check.sent?.(submit(1, exit(1)), time)).toBeNull()
    return check.sent?.(submit(2, buy(1)), time)
  }

  test('data that is well is traded on', () => expect(sentOn(() => undefined)).toBeNull())
  test('a price that is no number', () =>
    expect(
      sentOn(({ close }) => {
        close[9] = Number.NaN
      }),
    ).toMatchObject({ context: { close: 'NaN' } }))
  test('a price that cannot be', () =>
    expect(
      sentOn(({ close }) => {
        close[9] = -1
      }),
    ).toMatchObject({ context: { close: -1 } }))
  describe.each([
    ['none', 100],
    ['no number', Number.NaN],
    ['nothing', 0],
  ])('a price that was far off, with a close of %s among those before,', (_, spoilt) => {
    const sentAt = (last: number) => {
      const feed = calmFeed(400)
      const { close } = feed.series[0]?.series.columns ?? fail('it has a series')
      for (let bar = 0; bar < 400; bar++) close[bar] = 100 + (bar % 2) / 100
      close[250] = spoilt
      close[300] = last
      feed.series[0]?.closeAt(300)
      return beginCheck(marketData, runInside({ riskProfile: 'guarded' }, { feed })).sent?.(submit(1, buy(1)), start + 301 * MINUTE)
    }
    test('is found', () => expect(sentAt(50)).toMatchObject({ context: { limit: 8 } }))
    test('is none where it is as it was', () => expect(sentAt(100)).toBeNull())
  })
  test('a price is measured from the last that was one', () => {
    const feed = calmFeed(400)
    const { close } = feed.series[0]?.series.columns ?? fail('it has a series')
    for (let bar = 0; bar < 400; bar++) close[bar] = 100 + (bar % 2) / 100
    close[299] = 0
    feed.series[0]?.closeAt(300)
    expect(
      beginCheck(marketData, runInside({ riskProfile: 'guarded' }, { feed })).sent?.(submit(1, buy(1)), start + 301 * MINUTE),
    ).toBeNull()
  })
  test('a quote that is wider than its limit', () => {
    const quote = (bid: number, ask: number) => {
      const feed = calmFeed(20)
      const at = (price: number) => new Float64Array(20).fill(price)
      const quotes = { bidClose: at(bid), askClose: at(ask) }
      const check = beginCheck(marketData, runInside({ riskProfile: 'guarded' }, { feed: quotedFeed(feed, quotes) }))
      return check.sent?.(submit(1, buy(1)), start + MINUTE)
    }
    expect(quote(99.6, 100.4)).toBeNull()
    expect(quote(99, 101)).toMatchObject({ context: { spread: 0.02, limit: 0.01 } })
    expect(quote(101, 99)).toMatchObject({ context: { bid: 101, ask: 99 } })
  })
  test('a price that nobody traded at for longer than the limit', () =>
    expect(sentOn(({ volume }) => volume.fill(0, 6, 10))).toMatchObject({ context: { age_ms: 4 * MINUTE, limit_ms: 3 * MINUTE } }))
})

describe('I16', () => {
  const lost = (working: readonly BrokerOrder[] = []) => {
    const run = runInside({}, { broker: { working } })
    const check = beginCheck(convergence, run, { ...noTrouble, until: () => start })
    check.sent?.(submit(1, buy(10)), start)
    return { run, check }
  }

  test('a fill that was never told is missed, some time after the last fault', () => {
    const { check } = lost()
    check.told?.(filled(fillOf(10, 100)), start)
    expect(check.atEnd?.(start + MINUTE)).toBeNull()
    expect(check.atEnd?.(start + 20 * MINUTE)).toMatchObject({ context: { held: 0, venue: 10 } })
  })

  test('of an asset on two venues too', () => {
    const feed = new BarFeed(['X@A', 'X@B'].map((id) => ({ ...handSeries(id, flatBars(100)), instrument: instrument(id, 'equity') })))
    const portfolio = new Portfolio(
      feed.series.map(({ series }) => series.instrument),
      100_000,
      start,
    )
    const check = beginCheck(convergence, runInside({}, { feed, portfolio }))
    check.told?.(filled({ ...fillOf(10, 100), instrument: 'X@B' }), start)
    expect(check.atEnd?.(start + 20 * 24 * 60 * MINUTE)).toMatchObject({ context: { held: 0, venue: 10 } })
  })

  test('so is an order of which nobody spoke', () => {
    const { check } = lost()
    expect(check.atEnd?.(start + 20 * MINUTE)).toMatchObject({ context: { order: 1 } })
    check.afterEvent?.({ kind: 'accepted', clientOrderId: 1, time: start }, start)
    expect(check.atEnd?.(start + 20 * MINUTE)).toBeNull()
  })

  test('and one that works on after it was over, or twice, as soon as there was time to find it', () => {
    const order = brokerOrder(1, 1)
    const { check } = lost([order])
    check.afterEvent?.({ kind: 'canceled', clientOrderId: 1, time: start, why: '' }, start)
    expect(check.afterTime?.(start + 9 * MINUTE)).toBeNull()
    expect(check.afterTime?.(start + 10 * MINUTE)).toMatchObject({ message: 'order 1 is over, and works on at the venue' })
    expect(lost([order, { ...order, permanentId: 2 }]).check.afterTime?.(start + 10 * MINUTE)).toMatchObject({
      message: 'order 1 works twice at the venue',
    })
  })

  test('one that was given up late, and reaches the venue after that, has its own time to be found', () => {
    const { check } = lost([brokerOrder(1, 1)])
    check.afterEvent?.({ kind: 'canceled', clientOrderId: 1, time: start + 9 * MINUTE, why: '' }, start + 9 * MINUTE)
    expect(check.afterTime?.(start + 10 * MINUTE)).toBeNull()
    expect(check.atEnd?.(start + 18 * MINUTE)).toBeNull()
    expect(check.atEnd?.(start + 19 * MINUTE)).toMatchObject({ message: 'order 1 is over, and works on at the venue' })
  })
})

test('B1: a peak that comes down by itself lets an account trade on', () => {
  const portfolio = { equity: 110_000 }
  const state = { level: 'active' as 'halted' | 'active' }
  const check = beginCheck(drawdown, runInside({ riskProfile: 'guarded' }, { portfolio, postTrade: watched(state) }))
  expect(check.afterTime?.(start + MINUTE)).toBeNull()
  portfolio.equity = 99_000
  state.level = 'halted'
  expect(check.afterTime?.(start + MINUTE)).toBeNull()
  state.level = 'active'
  expect(check.afterTime?.(start + MINUTE)).toMatchObject({
    message: 'equity fell to 99000.00 from 110000.00, and trading goes on',
    context: { equity: 99_000, peak: 110_000, limit: 0.1 },
  })
})

/** The feed with quotes beside its bars. */
function quotedFeed({ series }: ReturnType<typeof calmFeed>, quotes: object): unknown {
  return { series: series.map((one) => ({ ...one, executes: one.executes, cursor: one.cursor, series: { ...one.series, quotes } })) }
}
