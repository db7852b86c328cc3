import colors from 'picocolors'
import { describe, expect, test } from 'vitest'
import { tradedResult, waveSeries } from '../../../tests/fixtures/traded-run.js'
import { controlVerdicts } from './controls.js'
import { RunLives } from './order-life.js'
import { tradeText } from './text.js'
import { fillsOfTrips, tradeLife } from './trade-life.js'

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

  test('include one that belongs to two trips', () => {
    const uses = [...byTrip.values()].flat().map(({ fill }) => fill.fillId)
    const shared = uses.filter((id, index) => uses.indexOf(id) !== index)
    const reversals = result.fills.filter(({ fillId }) => shared.includes(fillId))
    for (const { fillId, quantity } of reversals)
      expect(
        [...byTrip.values()]
          .flat()
          .filter(({ fill }) => fill.fillId === fillId)
          .reduce((sum, { lots }) => sum + lots, 0),
      ).toBe(quantity)
  })
})

describe('the life of a trade', () => {
  const stopped = result.roundTrips.find(({ exitRole }) => exitRole === 'stop' || exitRole === 'target') ?? result.roundTrips[0]!
  const life = tradeLife(lives, stopped.id, series)

  test('goes from the signal with its indicators over the approval to the fills', () => {
    const [first] = life.orders
    expect(first?.placedBy?.decision).toMatchObject({ verdict: 'approved', orderId: first?.order.clientOrderId })
    expect(Object.keys(first?.placedBy?.decision.indicators ?? {})).toEqual(['mean'])
    expect(first?.placedBy?.controls.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true])
    expect(first?.fills.length).toBeGreaterThan(0)
  })

  test('tells the parent of a protective order, and what moved it', () => {
    const child = life.orders.find(({ parent }) => parent !== null)
    expect(child?.placedBy?.decision.orderId).toBe(child?.parent?.clientOrderId)
  })

  test('takes its result apart into parts that add up', () => {
    for (const { id } of result.roundTrips) {
      const { atReferencePrices, slippage, fees, pnl } = tradeLife(lives, id, []).result
      expect(atReferencePrices - slippage - fees).toBeCloseTo(pnl, 9)
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

test('controls say nothing of an intent that they were not asked about', () => {
  const unchanged = result.decisions?.find(({ account }) => account === null)
  expect(controlVerdicts(unchanged!, result.series[0]!.instrument, 1)).toEqual([])
})
