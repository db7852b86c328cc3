// A run from inside for tests of checks: its parts are what a test makes them, so that a run can be as wrong as the test wants it.

import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { type BacktestConfigInput, backtestConfigSchema } from '../../engine/config/config.js'
import type { RunInside } from '../../engine/injection.js'
import { BarFeed } from '../../engine/time/bar-feed.js'
import type { TradingLevel } from '../../model/breach.js'
import type { BrokerEvent, OrderTicket } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import type { OrderIntent } from '../../model/order.js'
import { asApproved } from '../../model/order.testing.js'
import type { RunRisk } from '../../model/run.js'
import { Portfolio } from '../../portfolio/portfolio.js'
import { Books } from './books.js'
import type { Check, Invariant, Trouble } from './invariant.js'
import type { SentRequest } from './sent-request.js'

/** Nothing goes wrong, and never did. */
export const noTrouble: Trouble = { until: () => Number.NEGATIVE_INFINITY, misstated: () => null }

/** One-minute bars of `X` at 100, the first of them closed. */
export function calmFeed(bars = 60): BarFeed {
  const feed = new BarFeed([handSeries('X', flatBars(...new Array<number>(bars).fill(100)), { timeframe: '1m' })])
  feed.series[0]?.closeAt(0)
  return feed
}

/** An account of 100,000 with `X` marked at 100. */
export function portfolioOf(feed: BarFeed): Portfolio {
  const one = feed.series[0]?.series
  if (one === undefined) throw new Error('a feed has a series')
  const portfolio = new Portfolio([one.instrument], 100_000, one.columns.openTime[0] as number)
  portfolio.markBar(0, one.columns, 0)
  return portfolio
}

/** What is left out is a calm run without limits. */
export function runInside(config: BacktestConfigInput = {}, parts: Partial<Record<keyof RunInside, unknown>> = {}): RunInside {
  const feed = calmFeed()
  return {
    config: backtestConfigSchema.parse(config),
    clock: { now: feed.series[0]?.series.columns.closeTime[0] },
    feed,
    rates: [],
    portfolio: portfolioOf(feed),
    postTrade: null,
    broker: { working: [] },
    orders: { orders: [] },
    log: { ofOrders: null },
    ...parts,
  } as unknown as RunInside
}

/** A check that is asked as the watch asks it: with books of its own that have what it is asked about. */
export function beginCheck(invariant: Invariant, run: RunInside, trouble: Trouble = noTrouble): Check {
  const books = new Books(run)
  const check = invariant.begin(run, books, trouble)
  return {
    sent(request, time) {
      check.beforeSent?.(request, time)
      books.sent(request, time)
      return check.sent?.(request, time) ?? null
    },
    told(event, time) {
      check.beforeTold?.(event)
      books.told(event)
      return check.told?.(event, time) ?? null
    },
    afterEvent(event, time) {
      check.beforeEvent?.(event, time)
      books.heard(event, time)
      return check.afterEvent?.(event, time) ?? null
    },
    afterTime: (time) => check.afterTime?.(time) ?? null,
    atEnd: (time) => check.atEnd?.(time) ?? null,
  }
}

/** What comes after the trade, in a state that a test sets. */
export function watched(state: { level: TradingLevel }, risk: Partial<RunRisk> = {}): unknown {
  return { levelOf: () => state.level, result: { breaches: [], transitions: [], ...risk } }
}

export function submit(clientOrderId: number, intent: OrderIntent, overrides: Partial<OrderTicket> = {}): SentRequest {
  return { kind: 'submit', ticket: { clientOrderId, intent: asApproved(intent), childIds: [], ...overrides } }
}

export function modify(clientOrderId: number, quantity: number): SentRequest {
  return { kind: 'modify', change: asApproved({ clientOrderId, quantity, price: { type: 'market' } }) }
}

export function filled(fill: Fill, done = true): Extract<BrokerEvent, { kind: 'filled' }> {
  return { kind: 'filled', clientOrderId: fill.clientOrderId, time: fill.time, fill, done }
}
