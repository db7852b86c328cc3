// Pre-trade limits under storms of signals: what no order may break is looked at after every event, by other code than the controls'.

import fc from 'fast-check'
import { test } from 'vitest'
import { type AssembledRun, assemble } from '../../src/engine/assemble.js'
import { type BacktestConfigInput, backtestConfigSchema } from '../../src/engine/config.js'
import { StrategyHosts } from '../../src/engine/strategy-hosts.js'
import type { DecisionRecord } from '../../src/model/decision.js'
import { type Side, sign } from '../../src/model/order.js'
import { lotsLeft } from '../../src/model/order-left.js'
import { runs } from '../../src/std/property.testing.js'
import { free } from '../fixtures/series.js'
import { anyStorm, type Fault, type Storm } from '../fixtures/signal-storm.js'

const many = { numRuns: runs(10_000) }
const latency = fc.constantFrom<BacktestConfigInput>({}, { latency: { entry: 3_000, response: 61_000 } })

/** Plays a storm to its end and looks at the run after everything that happens at one time. */
function play({ series, strategies }: Storm, config: BacktestConfigInput, look: (run: AssembledRun) => void): AssembledRun {
  const request = { strategies: strategies.map((strategy) => ({ strategy })), series }
  const resolved = backtestConfigSchema.parse({ ...free, cash: 1e7, ...config })
  const run = assemble(request, resolved, true, new StrategyHosts(resolved, strategies.length))
  for (const { host } of run.strategies) host.start()
  while (run.feed.nextTime !== Number.POSITIVE_INFINITY) {
    run.engine.at(run.engine.nextTime)
    look(run)
  }
  return run
}

/** An `expect` for each of millions would take longer than the runs. */
function holds(isSo: boolean, where: string): void {
  if (!isSo) throw new Error(`it does not hold in ${where}`)
}

test('I7: whichever working orders fill, no position leaves its limits', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(
      anyStorm({ bars: 8, timeframe: '1m' }),
      fc.integer({ min: 0, max: 80 }),
      fc.integer({ min: 0, max: 80 }),
      latency,
      (storm, long, short, slow) => {
        const limits = { positionLots: { default: { long, short } } }
        const run = play(storm, { ...slow, limits }, ({ orders, portfolio, feed, config }) => {
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

type Books = [orders: AssembledRun['orders'], portfolio: AssembledRun['portfolio'], instrument: string]

const couldBuy = (...books: Books): number => couldTrade('buy', ...books)
const couldSell = (...books: Books): number => couldTrade('sell', ...books)

/** Lots that working orders could still open on one side, exits left out; what a reversal closes is not opened. A group counts as its largest. */
function couldTrade(side: Side, orders: AssembledRun['orders'], portfolio: AssembledRun['portfolio'], instrument: string): number {
  const alone: number[] = []
  const groups = new Map<string, number>()
  for (const order of orders.desks.flatMap((desk) => desk.orders)) {
    const { intent } = order
    if (intent.instrument !== instrument || intent.side !== side || intent.reduceOnly) continue
    const { quantity: held } = portfolio.position(intent.strategy, instrument)
    const closes = Math.min(intent.closing, side === 'buy' ? Math.max(0, -held) : Math.max(0, held))
    const lots = lotsLeft(order) - closes
    const group = intent.terms.oca === null ? null : `${intent.strategy} ${intent.terms.oca.group}`
    if (group === null) alone.push(lots)
    else groups.set(group, Math.max(groups.get(group) ?? 0, lots))
  }
  return [...alone, ...groups.values()].reduce((sum, lots) => sum + lots, 0)
}

test('I10: in any second a strategy sends no more orders in an instrument than it may', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(anyStorm({ bars: 8, timeframe: '1s' }), fc.integer({ min: 1, max: 6 }), (storm, reject) => {
      const limits = { messages: { reject, terminate: 40 } }
      const run = play(storm, { limits }, () => undefined)
      const sent = new Map<string, number[]>()
      for (const [key, time] of openingMessages(run)) sent.set(key, [...(sent.get(key) ?? []), time])
      for (const times of sent.values()) {
        const sorted = times.sort((a, b) => a - b)
        for (const [index, time] of sorted.entries()) holds(!(time - (sorted[index - reject] ?? Number.NEGATIVE_INFINITY) < 1_000), 'sent')
      }
    }),
    many,
  )
})

/** Orders that may open or add and changes of them, each with whose they are and when they went out. */
function openingMessages({ orders, log }: AssembledRun): [string, number][] {
  const placed = orders.orders.flatMap(({ intent, parentId, createdAt }): [string, number][] =>
    parentId === null && !intent.reduceOnly ? [[`${intent.strategy} ${intent.instrument}`, createdAt]] : [],
  )
  const changed = (log.decisions ?? []).flatMap(({ verdict, intent, strategy, instrument, time }): [string, number][] =>
    verdict === 'amended' && intent?.reduceOnly === false ? [[`${strategy} ${instrument}`, time]] : [],
  )
  return [...placed, ...changed]
}

test('I12: on market data that is impossible, old, crossed or wild nothing is opened or added to', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(anyStorm({ bars: 8, timeframe: '1m', hasFaults: true }), (storm) => {
      const limits = { dataAge: 3, dataJump: 8, dataSpread: 0.01 }
      const run = play(storm, { limits }, () => undefined)
      for (const decision of run.log.decisions ?? []) {
        if (!opens(decision)) continue
        const { columns } = storm.series.find(({ instrument }) => instrument.id === decision.instrument) as Storm['series'][number]
        const bar = columns.closeTime.indexOf(decision.time)
        holds(isSound(storm.faults[decision.instrument] as readonly Fault[], columns.close, bar), decision.instrument)
      }
    }),
    many,
  )
})

function opens({ verdict, intent }: DecisionRecord): boolean {
  return (verdict === 'approved' || verdict === 'amended') && intent !== null && (!intent.reduceOnly || intent.children.length > 0)
}

/** By how the bars were drawn: the last one trades or has only just stopped, has two prices side by side, and stands where the last good price did. */
function isSound(faults: readonly Fault[], close: Float64Array, bar: number): boolean {
  const fault = faults[bar] as Fault
  if (fault === 'frozen') return faults.slice(bar - 3, bar + 1).some((one) => one !== 'frozen')
  if (fault !== 'none' && fault !== 'jump') return false
  let before = bar - 1
  while (!((close[before] as number) > 0)) before--
  return Math.abs((close[bar] as number) - (close[before] as number)) < 30
}
