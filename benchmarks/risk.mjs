// Pre-trade risk alone: one approval by the `guarded` profile with every limit set, at each of 20,000 one-minute bars. Two strategies in one instrument
// hold a position and three working orders each; the clock, the mark, the account and the facts are those of a run. Microseconds an approval.

import { simulatedCapabilities } from '../dist/broker/simulated/capabilities.js'
import { syntheticMinutes } from '../dist/data/synthetic/minutes.js'
import { SimulatedClock } from '../dist/engine/clock.js'
import { backtestConfigSchema } from '../dist/engine/config/config.js'
import { protectionRule } from '../dist/engine/config/protection-config.js'
import { Commitments } from '../dist/engine/exposure/commitments.js'
import { MarketHistories } from '../dist/engine/market/market-histories.js'
import { runControls } from '../dist/engine/seats/run-controls.js'
import { BarFeed } from '../dist/engine/time/bar-feed.js'
import { markApproved } from '../dist/model/approved.js'
import { instrument } from '../dist/model/instrument.js'
import { plainTerms } from '../dist/model/order.js'
import { OrderManager } from '../dist/orders/order-manager.js'
import { Portfolio } from '../dist/portfolio/portfolio.js'
import { accountModel } from '../dist/risk/accounts.js'
import { approve } from '../dist/risk/approve.js'
import { batchCosts } from './batches.mjs'
import { time } from './median.mjs'

const bars = 20_000
const batch = 100
const rounds = 8

export async function risk() {
  const columns = syntheticMinutes(bars, 'benchmark')
  const guarded = batchCosts(rounds, () => batches({ riskProfile: 'guarded', limits: { positionLots: 1_000_000 } }, columns))
  const research = batchCosts(rounds, () => batches({}, columns))
  return {
    unit: 'µs/approval',
    median: guarded.middle,
    ratioToHandWritten: null,
    detail: `research profile ${research.middle.toFixed(2)} µs; guarded, 99 of 100 batches below ${guarded.slowest.toFixed(2)} µs`,
  }
}

function batches(given, columns) {
  const desk = deskOf(backtestConfigSchema.parse({ cash: 1_000_000, ...given }), columns)
  const costs = []
  for (let from = 0; from < bars; from += batch) {
    const spent = time(() => {
      for (let bar = from; bar < from + batch; bar++) desk.approveAt(bar)
    })
    costs.push((spent * 1e3) / batch)
  }
  return costs
}

function deskOf(config, columns) {
  const stock = instrument('X', 'equity', { tick: 'none', calendar: '24/7' })
  const feed = new BarFeed([{ instrument: stock, timeframe: '1m', columns }])
  const [one] = feed.series
  const clock = new SimulatedClock()
  const portfolio = new Portfolio([stock], config.cash, 0)
  const orders = new OrderManager({ capabilities: simulatedCapabilities, submit() {}, modify() {}, cancel() {}, cancelAll() {} })
  const model = accountModel(config)
  const shared = { orders, portfolio, instruments: [stock], model }
  const commitments = new Commitments({ ...shared, limitsShorts: false, margin: null, now: () => clock.now })
  const histories = new MarketHistories(feed, null)
  const stops = protectionRule(config.protection, config.riskProfile === 'guarded')
  const parts = { ...shared, config, clock, histories, commitments, strategies: ['s', 't'], capabilities: simulatedCapabilities }
  const { profile, listeners, facts } = runControls({
    ...parts,
    stops: stops === null ? null : stops.isGiven ? 'default' : 'deny',
    first: [],
    last: [],
    raise() {},
  })
  const price = columns.close[0]
  for (const strategy of ['s', 't']) {
    portfolio.apply(fillOf(strategy, price), '', null)
    for (const order of [
      entryAt(strategy, price * 0.5),
      exitAt(strategy, { type: 'stop', trigger: price * 0.4 }),
      exitAt(strategy, { type: 'limit', limit: price * 2 }),
    ]) {
      const { clientOrderId } = orders.place(markApproved(order), 0)
      orders.apply({ kind: 'accepted', clientOrderId, time: 0 })
    }
  }
  const intent = orderOf('s', 'entry', 'buy', { type: 'market' }, [{ role: 'stop', price: { fractionOfFill: -0.02 } }])
  return {
    approveAt(bar) {
      clock.advance(columns.closeTime[bar])
      portfolio.markBar(0, columns, bar)
      one.cursor.index = bar
      facts?.turnTo(intent, null, false)
      const { denial } = approve(intent, commitments.account(intent.strategy, stock, null, 0, null), stock, profile)
      if (denial !== undefined) throw new Error(`${denial.code} ${JSON.stringify(denial.context)} in the benchmark of what passes`)
      for (const listener of listeners) listener.sent?.(intent, false, clock.now)
    },
  }
}

function entryAt(strategy, limit) {
  return orderOf(strategy, 'entry', 'buy', { type: 'limit', limit }, [])
}

function orderOf(strategy, role, side, price, children) {
  return {
    strategy,
    account: undefined,
    instrument: 'X',
    tag: '',
    role,
    side,
    quantity: { lots: 10 },
    price,
    timeInForce: 'GTC',
    terms: plainTerms,
    closing: 0,
    reduceOnly: role === 'exit',
    children,
    reason: '',
  }
}

function exitAt(strategy, price) {
  return orderOf(strategy, 'exit', 'sell', price, [])
}

function fillOf(strategy, price) {
  return {
    ...{ fillId: strategy === 's' ? 1 : 2, clientOrderId: 0, strategy, instrument: 'X', role: 'entry', side: 'buy', quantity: 10, price },
    ...{ referencePrice: price, fee: 0, slippage: 0, time: 0, barIndex: 0, rule: 'market-at-open', priceSource: 'open' },
    ...{ ambiguous: false, volumeUnknown: false },
  }
}
