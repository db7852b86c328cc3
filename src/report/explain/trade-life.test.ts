import colors from 'picocolors'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import arbitrage from '../../../strategies/arbitrage.js'
import { listingsOf } from '../../../tests/fixtures/listings.js'
import { tradedResult, waveSeries } from '../../../tests/fixtures/traded-run.js'
import { simulatedCapabilities } from '../../broker/simulated/capabilities.js'
import { runBacktest } from '../../engine/backtest.js'
import { sign } from '../../model/order.js'
import type { RunResult } from '../../model/run.js'
import { target } from '../../model/signal.js'
import { researchProfile } from '../../risk/approve.js'
import { researchAccount } from '../../risk/research-account.js'
import { defineStrategy, type Strategy } from '../../strategy/define-strategy.js'
import { controlsOf, controlVerdicts } from './controls.js'
import { RunLives } from './order-life.js'
import { tradeText } from './text.js'
import { tradeLife } from './trade-life.js'
import { fillsOfTrips, type TripFill } from './trip-fills.js'

const series = [waveSeries()]
const result = tradedResult({ series })
const lives = new RunLives(result)
const plain = colors.createColors(false)

describe('the fills of round trips', () => {
  const byTrip = fillsOfTrips(result.fills, result.roundTrips)

  test('add up to each trip’s quantity, fees and slippage, reversals split by quantity', () => {
    expect(result.roundTrips.length).toBeGreaterThan(20)
    for (const trip of result.roundTrips) {
      const own = byTrip.get(trip.id) ?? []
      const opening = own.filter(({ does }) => does === 'opens' || does === 'adds')
      expect(opening.reduce((sum, { lots }) => sum + lots, 0)).toBe(trip.quantity)
      expect(own.reduce((sum, { fill, lots }) => sum + (fill.fee * lots) / fill.quantity, 0)).toBeCloseTo(trip.fees, 9)
      expect(own.reduce((sum, { fill, lots }) => sum + (fill.slippage * lots) / fill.quantity, 0)).toBeCloseTo(trip.slippage, 9)
      expect([own[0]?.does, own.at(-1)?.does]).toEqual(['opens', 'closes'])
      expect([own[0]?.fill.time, own.at(-1)?.fill.time]).toEqual([trip.entryTime, trip.exitTime])
    }
  })

  test('are those on every venue of the asset', () => {
    const listings = listingsOf(waveSeries())
    const pairs = runBacktest({ strategies: [{ strategy: arbitrage as unknown as Strategy }], series: listings })
    expect(pairs.roundTrips.length).toBeGreaterThan(5)
    const [first] = pairs.roundTrips
    const life = tradeLife(new RunLives(pairs), first?.id ?? 0, listings)
    expect(life.fills.map(({ does }) => does)).toEqual(['opens', 'closes'])
    expect(new Set(life.fills.map(({ fill }) => fill.instrument)).size).toBe(2)
    expect(life.bars.flatMap(({ fills }) => fills)).toHaveLength(1)
  })

  test('include one that belongs to two trips, split by its quantity', () => {
    const turned = reversingRun()
    const parts = [...fillsOfTrips(turned.fills, turned.roundTrips).values()].flat()
    const shared = turned.fills.filter(({ fillId }) => parts.filter(({ fill }) => fill.fillId === fillId).length === 2)
    expect(shared.length).toBeGreaterThan(5)
    for (const { fillId, quantity } of shared) {
      const [closing, opening] = parts.filter(({ fill }) => fill.fillId === fillId)
      expect([closing?.does, opening?.does, (closing?.lots ?? 0) + (opening?.lots ?? 0)]).toEqual(['closes', 'opens', quantity])
    }
  })
})

/** Long and short by turns: every fill but the first and the last closes one trip and opens the next. */
function reversingRun(): RunResult {
  const turns = defineStrategy({
    name: 'turns',
    params: z.object({}),
    onBar: ({ bar }) => (bar.index % 10 === 0 ? target('WAVE', bar.index % 20 === 0 ? 0.5 : -0.25) : undefined),
  })
  return runBacktest({ strategies: [{ strategy: turns as unknown as Strategy }], series })
}

describe('the life of a trade', () => {
  const stopped = result.roundTrips.find(({ exitRole }) => exitRole === 'stop' || exitRole === 'target') ?? result.roundTrips[0]!
  const life = tradeLife(lives, stopped.id, series)

  test('goes from the signal with its indicators over the approval to the fills', () => {
    const [first] = life.orders
    expect(first?.placedBy?.decision).toMatchObject({ verdict: 'approved', orderId: first?.order.clientOrderId })
    expect(Object.keys(first?.placedBy?.decision.indicators ?? {})).toEqual(['mean'])
    expect(first?.placedBy?.controls.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, true, true])
    expect(first?.fills.length).toBeGreaterThan(0)
  })

  test('tells the parent of a protective order, and what moved it', () => {
    const child = life.orders.find(({ parent }) => parent !== null)
    expect(child?.placedBy?.decision.orderId).toBe(child?.parent?.clientOrderId)
  })

  test('takes its result apart into what its fills gave, cost and paid', () => {
    for (const run of [result, reversingRun()]) {
      const ofRun = new RunLives(run)
      expect(run.roundTrips.length).toBeGreaterThan(5)
      for (const { id, pnl } of run.roundTrips) {
        const { fills, result: parts } = tradeLife(ofRun, id, [])
        const sum = (of: (one: TripFill) => number): number => fills.reduce((total, one) => total + of(one), 0)
        expect(parts.atReferencePrices).toBeCloseTo(
          sum(({ fill, lots }) => -sign(fill.side) * fill.referencePrice * lots),
          6,
        )
        expect(parts.slippage).toBeCloseTo(
          sum(({ fill, lots }) => sign(fill.side) * (fill.price - fill.referencePrice) * lots),
          6,
        )
        expect(parts.fees).toBeCloseTo(
          sum(({ fill, lots }) => (fill.fee * lots) / fill.quantity),
          6,
        )
        expect(parts.atReferencePrices - parts.slippage - parts.fees).toBeCloseTo(pnl, 6)
      }
    }
  })

  test('shows the bars around each fill, with the fill on its bar', () => {
    const marked = life.bars.filter(({ fills }) => fills.length > 0)
    expect(marked.map(({ bar }) => bar)).toEqual([...new Set(life.fills.map(({ fill }) => fill.barIndex))])
    for (const { bar, close } of life.bars) expect(close).toBe(series[0]?.columns.close[bar])
    expect(tradeLife(lives, stopped.id, []).bars).toEqual([])
  })

  test('reads as text with every number of it', () => {
    const text = tradeText(life, plain)
    for (const part of [
      `Trade ${stopped.id}`,
      'signal enter long',
      'buying power',
      'verdict: approved',
      'Where the result comes from',
      'indicators: mean',
    ])
      expect(text).toContain(part)
  })

  test('of a number that is not there says which there are', () => {
    expect(() => tradeLife(lives, 9_999, [])).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('1 to') }))
  })
})

describe('an order', () => {
  test('that was changed has the decisions that changed it', () => {
    const amended = result.decisions?.find(({ verdict }) => verdict === 'amended')
    const life = lives.order(amended?.orderId ?? 0)
    expect(life.changes.map(({ decision }) => decision.sequence)).toContain(amended?.sequence)
  })
})

describe('a denial', () => {
  test('ends at the control that denied it, with the numbers that it compared', () => {
    const { denial, decision } = lives.denial(1)
    expect(denial.code).toBe('BUYING_POWER')
    expect(decision?.controls.at(-1)).toMatchObject({
      control: 'buying power',
      allowed: false,
      numbers: expect.stringContaining('required='),
    })
    expect(decision?.decision).toMatchObject({ time: denial.time, verdict: denial.code })
  })

  test('matches its decision, whichever it is', () => {
    for (const [index, denial] of result.denials.entries())
      expect(lives.denial(index + 1).decision?.decision).toMatchObject({
        time: denial.time,
        verdict: denial.code,
        instrument: denial.instrument,
      })
  })
})

test('every control of the profile that the run was judged by says something of an approved intent', () => {
  const approved = result.decisions?.find(({ verdict }) => verdict === 'approved')
  const verdicts = controlVerdicts(approved!, result.series[0]!.instrument, controlsOf(result.config))
  expect(verdicts.map(({ control }) => control)).toEqual(researchProfile(researchAccount(1), simulatedCapabilities).map(({ name }) => name))
  for (const { allowed, numbers } of verdicts) expect([allowed, numbers]).toEqual([true, expect.stringMatching(/./)])
})

test('controls say nothing of an intent that they were not asked about', () => {
  const unchanged = result.decisions?.find(({ account }) => account === null)
  expect(controlVerdicts(unchanged!, result.series[0]!.instrument, controlsOf(result.config))).toEqual([])
})
