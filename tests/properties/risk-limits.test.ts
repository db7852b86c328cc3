// Pre-trade limits under storms of signals: what no order may break is looked at after every event, by other code than the controls'.

import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { test } from 'vitest'
import type { AssembledRun } from '../../src/engine/assemble.js'
import type { BacktestConfig } from '../../src/engine/config/config.js'
import type { DecisionRecord } from '../../src/model/decision.js'
import { type Order, type OrderIntent, type Side, sign } from '../../src/model/order.js'
import { lotsLeft } from '../../src/model/order-left.js'
import { runs } from '../../src/std/property.testing.js'
import { playOut, readyRun, sentIn } from '../fixtures/played-run.js'
import { anyStorm, type Fault, type Storm } from '../fixtures/signal-storm.js'

const many = { numRuns: runs(10_000) }
const latency = fc.constantFrom<Partial<BacktestConfig>>({}, { latency: { entry: 3_000, response: 61_000, feed: 'none' } })
const cash = 1e7

/** An `expect` for each of millions would take longer than the runs. */
function holds(isSo: boolean, where: string): void {
  if (!isSo) throw new Error(`it does not hold in ${where}`)
}

test('I4: what reaches the venue is what pre-trade risk has approved, each approval once', { timeout: 300_000 }, () => {
  const protection = fc.constantFrom({}, { required: 'default' as const })
  fc.assert(
    fc.property(anyStorm({ bars: 3, timeframe: '1m', signals: 3 }), protection, latency, (storm, protection, slow) => {
      const run = readyRun({ ...storm, config: { cash, protection, ...slow }, keepsDecisions: true })
      const sent = sentIn(run)
      playOut(run)
      const approvals = new Map<string, DecisionRecord[]>()
      for (const decision of run.log.decisions ?? []) {
        if (decision.orderId === null || (decision.verdict !== 'approved' && decision.verdict !== 'amended')) continue
        const key = `${decision.verdict} ${decision.orderId}`
        approvals.set(key, [...(approvals.get(key) ?? []), decision])
      }
      for (const { time, clientOrderId, intent, isChange } of sent) {
        const approval = approvals.get(`${isChange ? 'amended' : 'approved'} ${clientOrderId}`)?.shift()
        holds(approval !== undefined && approval.time <= time, intent.instrument)
        if (!isChange) holds(isSame(approval?.intent, intent), intent.instrument)
      }
      // What is under way as the data ends has not arrived.
      holds(run.config.latency !== 'none' || [...approvals.values()].every((left) => left.length === 0), 'what was not sent')
    }),
    many,
  )
})

test('I7: whichever working orders fill, no position leaves its limits', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(
      anyStorm({ bars: 5, timeframe: '1m', signals: 3 }),
      fc.integer({ min: 0, max: 80 }),
      fc.integer({ min: 0, max: 80 }),
      latency,
      (storm, long, short, slow) => {
        const limits = { positionLots: { default: { long, short } } }
        const run = playOut(readyRun({ ...storm, config: { cash, limits, ...slow } }), ({ orders, portfolio, feed, config }) => {
          // What is under way to us makes our books older than the venue's.
          if (config.latency !== 'none') return
          for (const { series } of feed.series) {
            const { id } = series.instrument
            holds(portfolio.netLots(id) + couldBuy(orders, portfolio, id) <= long, id)
            holds(portfolio.netLots(id) - couldSell(orders, portfolio, id) >= -short, id)
          }
        })
        const lots = new Map<string, number>()
        for (const { instrument, side, quantity } of run.engine.fills.records()) {
          const held = (lots.get(instrument) ?? 0) + sign(side) * quantity
          lots.set(instrument, held)
          holds(-short <= held && held <= long, instrument)
        }
      },
    ),
    many,
  )
})

/** What was approved is what went out. */
function isSame(approved: OrderIntent | null | undefined, { side, price, quantity, children }: OrderIntent): boolean {
  if (approved === null || approved === undefined) return false
  const theirs = { side: approved.side, price: approved.price, quantity: approved.quantity, children: approved.children }
  return isDeepStrictEqual(theirs, { side, price, quantity, children })
}

type Books = [orders: AssembledRun['orders'], portfolio: AssembledRun['portfolio'], instrument: string]

const couldBuy = (...books: Books): number => couldTrade('buy', ...books)
const couldSell = (...books: Books): number => couldTrade('sell', ...books)

/** Lots that working orders could still open on one side, exits left out; what a reversal closes is not opened. A group counts as its largest, unless one price may fill all of it. */
function couldTrade(side: Side, orders: AssembledRun['orders'], portfolio: AssembledRun['portfolio'], instrument: string): number {
  const alone: number[] = []
  const groups = new Map<string, number>()
  for (const order of orders.desks.flatMap((desk) => desk.orders)) {
    const { intent } = order
    if (intent.instrument !== instrument || intent.side !== side || intent.reduceOnly) continue
    const { quantity: held } = portfolio.position(intent.strategy, instrument)
    const closing = Math.max(0, intent.closing - order.filledQuantity - takenOff(order))
    const closes = Math.min(closing, side === 'buy' ? Math.max(0, -held) : Math.max(0, held))
    const lots = lotsLeft(order) - closes
    const group = intent.terms.oca === null || intent.terms.oca.type === 3 ? null : `${intent.strategy} ${intent.terms.oca.group}`
    if (group === null) alone.push(lots)
    else groups.set(group, Math.max(groups.get(group) ?? 0, lots))
  }
  return [...alone, ...groups.values()].reduce((sum, lots) => sum + lots, 0)
}

/** Lots that were taken off an order: what it was to close has been closed. */
function takenOff({ intent, quantity }: Order): number {
  return 'lots' in intent.quantity ? Math.max(0, intent.quantity.lots - quantity) : 0
}

test('I10: in any second a strategy sends no more orders in an instrument than it may', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(anyStorm({ bars: 5, timeframe: '1s', signals: 4 }), fc.integer({ min: 1, max: 6 }), (storm, reject) => {
      const run = readyRun({ ...storm, config: { cash, limits: { messages: { reject, terminate: 40, account: 'unlimited' } } } })
      const sent = sentIn(run)
      playOut(run)
      const times = new Map<string, number[]>()
      for (const { time, intent, isChange } of sent) {
        const key = `${intent.strategy} ${intent.instrument}`
        // What it triggers goes to the venue with it, and is not sent again with a change.
        const triggered = isChange ? 0 : intent.children.filter(({ role }) => role === 'triggered').length
        for (let orders = (intent.reduceOnly ? 0 : 1) + triggered; orders > 0; orders--) {
          const before = times.get(key) ?? []
          holds(!(time - (before.at(-reject) ?? Number.NEGATIVE_INFINITY) < 1_000), key)
          times.set(key, [...before, time])
        }
      }
    }),
    many,
  )
})

test('I12: on market data that is impossible, old, crossed or wild nothing is opened or added to', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(anyStorm({ bars: 7, timeframe: '1m', signals: 3, hasFaults: true }), (storm) => {
      const run = readyRun({ ...storm, config: { cash, limits: { dataAge: 3, dataJump: 8, dataSpread: 0.01 } } })
      const sent = sentIn(run)
      playOut(run)
      for (const { time, intent } of sent) {
        if (intent.reduceOnly && intent.children.length === 0) continue
        const { columns } = storm.series.find(({ instrument }) => instrument.id === intent.instrument) as Storm['series'][number]
        const bar = columns.closeTime.indexOf(time)
        holds(isSound(storm.faults[intent.instrument] as readonly Fault[], columns.close, bar), intent.instrument)
      }
    }),
    many,
  )
})

/** By how the bars were drawn: the last one trades or has only just stopped, has two prices side by side, and stands where the last good price did. */
function isSound(faults: readonly Fault[], close: Float64Array, bar: number): boolean {
  const fault = faults[bar] as Fault
  if (fault === 'frozen') return faults.slice(Math.max(0, bar - 3), bar + 1).some((one) => one !== 'frozen')
  if (fault !== 'none' && fault !== 'jump') return false
  let before = bar - 1
  while (!((close[before] as number) > 0)) before--
  return Math.abs((close[bar] as number) - (close[before] as number)) < 30
}
