// Signals with every order type and term, followed to the orders that they become.

import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries } from '../../tests/fixtures/series.js'
import { type Script, scripted } from '../../tests/fixtures/strategies.js'
import { type OrderIntent, plainTerms, type WorkingOrder } from '../model/order.js'
import {
  limit,
  limitIfTouched,
  limitOnClose,
  marketIfTouched,
  marketOnClose,
  type OrderPrice,
  relative,
  stop,
  trailingStop,
  trailingStopLimit,
} from '../model/order-price.js'
import { amend, type EnterOptions, enterLong, enterShort, exit } from '../model/signal.js'
import { traceBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const ticked = { instrument: { tick: 0.5 } as const }
const lots = { size: { lots: 10 } }

function trace(script: Script, bars: readonly HandBar[] = flatBars(100, 100, 100, 100), config: BacktestConfigInput = {}) {
  const series = [handSeries('A', bars, ticked)]
  const { result, log } = traceBacktest({ strategies: [{ strategy: scripted(script) }], series, config: { ...free, ...config } })
  return { ...result, decisions: log.decisions }
}

function intentOf(options: EnterOptions, config: BacktestConfigInput = {}): OrderIntent | null | undefined {
  return trace({ 1: enterLong({ ...lots, ...options }) }, undefined, config).decisions[0]?.intent
}

describe('a price that cannot be', () => {
  test.each<[EnterOptions, string, Record<string, number>]>([
    [{ order: limit(-5) }, 'PRICE_NOT_POSITIVE', { limit: -5 }],
    [{ protect: { trail: { amount: 500 } } }, 'PRICE_NOT_POSITIVE', { trail: 500, price: 100 }],
    [{ order: limit(99), protect: { stop: 110, target: 90 } }, 'PROTECTION_WRONG_SIDE', { stop: 110, entry: 99 }],
    [{ order: stop(101), protect: { target: 100 } }, 'PROTECTION_WRONG_SIDE', { target: 100, entry: 101 }],
  ])('is denied with its numbers, and nothing is sent: %j', (options, code, context) => {
    const { denials, counts } = trace({ 1: enterLong({ ...lots, ...options }) })
    expect(denials).toMatchObject([{ code, context }])
    expect(counts.orders).toBe(0)
  })
})

describe('an order', () => {
  test.each<[OrderPrice, OrderPrice]>([
    [trailingStop({ fraction: 0.1 }), trailingStop({ fraction: 0.1 })],
    [trailingStop({ amount: 2.3 }, 104.2), trailingStop({ amount: 2.3 }, 104.5)],
    [trailingStopLimit({ amount: 2 }, 0.3, 104.2), trailingStopLimit({ amount: 2 }, 0.3, 104.5)],
    [marketIfTouched(95.7), marketIfTouched(95.5)],
    [limitIfTouched(95.7, 96.2), limitIfTouched(95.5, 96)],
    [marketOnClose(), marketOnClose()],
    [limitOnClose(99.7), limitOnClose(99.5)],
    [relative(0.1, 101.3), relative(0.1, 101)],
  ])('to buy %j goes to the venue on the tick', (asked, sent) => {
    expect(intentOf({ order: asked })?.price).toEqual(sent)
  })

  test('without terms has the plain ones, which all such orders share', () => {
    expect(intentOf({})?.terms).toEqual(plainTerms)
    expect(intentOf({ outsideRth: false, postOnly: false, protectAfter: 'partial' })?.terms).toEqual(plainTerms)
  })

  test('has the terms that it was given', () => {
    const oca = { group: 'g', type: 2 } as const
    const options = {
      order: limit(95),
      timeInForce: 'GTD',
      goodTill: day(9),
      outsideRth: true,
      postOnly: true,
      oca,
      protectAfter: 'full',
    } as const
    expect(intentOf(options)).toMatchObject({
      timeInForce: 'GTD',
      terms: { goodTill: day(9), outsideRth: true, postOnly: true, oca, childrenAfter: 'full' },
    })
  })

  test('that closes a position has terms too', () => {
    const { decisions } = trace({
      0: enterLong(lots),
      2: exit({ order: limit(110), timeInForce: 'GTD', goodTill: day(20), postOnly: true }),
    })
    expect(decisions[1]?.intent).toMatchObject({ role: 'exit', terms: { goodTill: day(20), postOnly: true } })
  })
})

describe('children', () => {
  test('of a trailing protection trail from the fill, or from the stop that is given too', () => {
    expect(intentOf({ protect: { trail: { fraction: 0.1 } } })?.children).toEqual([
      { role: 'stop', price: { trail: { fraction: 0.1 }, from: null } },
    ])
    expect(intentOf({ protect: { trail: { amount: 5 }, stop: 95.2, target: 120 } })?.children).toEqual([
      { role: 'stop', price: { trail: { amount: 5 }, from: { at: 95 } } },
      { role: 'target', price: { at: 120 } },
    ])
    const fromFill = intentOf({ protect: { trail: { amount: 5 }, stop: { fraction: 0.1 } } }, { protectFrom: 'fill' })
    expect(fromFill?.children).toEqual([{ role: 'stop', price: { trail: { amount: 5 }, from: { fractionOfFill: -0.1 } } }])
  })

  test('that an order triggers come after its protection, on the tick', () => {
    const triggers = [
      { side: 'sell', lots: 3, order: limit(104.2) },
      { side: 'buy', lots: 1 },
    ] as const
    expect(intentOf({ protect: { stop: 95 }, triggers })?.children).toEqual([
      { role: 'stop', price: { at: 95 } },
      { role: 'triggered', side: 'sell', lots: 3, price: limit(104.5) },
      { role: 'triggered', side: 'buy', lots: 1, price: { type: 'market' } },
    ])
  })

  test('that an order triggers wake when it fills, and never without', () => {
    const bars: HandBar[] = [
      [100, 100, 100, 100],
      [100, 100, 96, 98],
      [98, 106, 98, 105],
    ]
    const script = (price: number): Script => ({
      0: enterLong({ ...lots, order: limit(price), timeInForce: 'GTC', triggers: [{ side: 'sell', lots: 4, order: limit(104) }] }),
    })
    expect(trace(script(97), bars).fills.map(({ role, side, quantity, price }) => [role, side, quantity, price])).toEqual([
      ['entry', 'buy', 10, 97],
      ['triggered', 'sell', 4, 104],
    ])
    expect(trace(script(90), bars).fills).toEqual([])
  })

  test('that an exit triggers can open the other side', () => {
    const { fills, openPositions } = trace({ 0: enterLong(lots), 1: exit({ triggers: [{ side: 'sell', lots: 5 }] }) })
    expect(fills.map(({ role, side }) => [role, side])).toEqual([
      ['entry', 'buy'],
      ['exit', 'sell'],
      ['triggered', 'sell'],
    ])
    expect(openPositions).toMatchObject([{ quantity: -5 }])
  })

  test('a trade with a trailing stop knows what it risked: to where that begins', () => {
    const risk = (protect: EnterOptions['protect'], enter = enterLong) =>
      trace({ 0: enter({ ...lots, protect }) }, undefined, { endOfData: 'close' }).roundTrips[0]?.initialRisk
    expect(risk({ trail: { amount: 5 } })).toBe(50)
    expect(risk({ trail: { fraction: 0.1 } }, enterShort)).toBe(100)
    expect(risk({ trail: { amount: 5 }, stop: 97 })).toBe(30)
  })
})

describe('a trailing exit', () => {
  const rise: HandBar[] = [
    [100, 100, 100, 100],
    [100, 100, 100, 100],
    [108, 112, 108, 110],
    [116, 120, 116, 118],
    [118, 118, 117, 117],
  ]
  const trailing = exit({ order: trailingStop({ amount: 5 }) })

  test('is seen where it stands', () => {
    const seen: (readonly WorkingOrder[])[] = []
    const look: Script[number] = ({ working }) => void seen.push(structuredClone(working))
    trace({ 0: enterLong(lots), 1: trailing, 2: look, 3: look }, rise)
    expect(seen.map((orders) => orders.map(({ role, price }) => [role, price]))).toEqual([
      [['exit', trailingStop({ amount: 5 }, 107)]],
      [['exit', trailingStop({ amount: 5 }, 115)]],
    ])
  })

  test('said again leaves the working one as it is, wherever it stands', () => {
    const { decisions, orders } = trace({ 0: enterLong(lots), 1: trailing, 2: trailing, 3: trailing }, rise)
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['approved', 'approved', 'unchanged', 'unchanged'])
    expect(orders).toHaveLength(2)
  })

  test('said again with where it began leaves it too', () => {
    const from = exit({ order: trailingStop({ amount: 5 }, 90) })
    expect(trace({ 0: enterLong(lots), 1: from, 2: from, 3: from }, rise).decisions.map(({ verdict }) => verdict)).toEqual([
      'approved',
      'approved',
      'unchanged',
      'unchanged',
    ])
  })

  test('said again without where it began leaves it too, and where it began elsewhere changes it', () => {
    const from = (trigger: number | null) => exit({ order: trailingStop({ amount: 5 }, trigger) })
    const { decisions } = trace({ 0: enterLong(lots), 1: from(90), 2: from(null), 3: from(117) }, rise)
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['approved', 'approved', 'unchanged', 'amended'])
  })

  test('of another distance changes it in place', () => {
    const { decisions, orders } = trace({ 0: enterLong(lots), 1: trailing, 2: exit({ order: trailingStop({ amount: 3 }) }) }, rise)
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['approved', 'approved', 'amended'])
    expect(orders.map(({ price }) => price)).toMatchObject([{ type: 'market' }, { type: 'trailing-stop', trail: { amount: 3 } }])
  })

  test('takes the trigger of an amendment', () => {
    const { orders } = trace({ 0: enterLong(lots), 1: trailing, 2: amend({ trigger: 108.2 }) }, rise.slice(0, 3))
    expect(orders[1]?.price).toEqual(trailingStop({ amount: 5 }, 108))
  })

  test('with other terms is another order', () => {
    const { decisions } = trace(
      { 0: enterLong(lots), 1: trailing, 2: exit({ order: trailingStop({ amount: 5 }), outsideRth: true }) },
      rise,
    )
    expect(decisions.at(-1)?.verdict).toBe('approved')
  })
})

describe('the decision hash', () => {
  const hashOf = (options: EnterOptions): string => trace({ 1: enterLong({ ...lots, order: stop(200), ...options }) }).hashes.decision

  test('tells every new field apart', () => {
    const options: EnterOptions[] = [
      {},
      { outsideRth: true },
      { timeInForce: 'GTC' },
      { timeInForce: 'GTD', goodTill: day(5) },
      { timeInForce: 'GTD', goodTill: day(6) },
      { oca: { group: 'a', type: 1 } },
      { oca: { group: 'b', type: 1 } },
      { oca: { group: 'a', type: 3 } },
      { protectAfter: 'full' },
      { protect: { trail: { amount: 0.1 } } },
      { protect: { trail: { fraction: 0.1 } } },
      { protect: { trail: { amount: 0.1 }, stop: 95 } },
      { order: trailingStop({ amount: 5 }) },
      { order: trailingStop({ amount: 6 }) },
      { order: trailingStop({ amount: 5 }, 200) },
      { order: trailingStopLimit({ amount: 5 }, 1) },
      { order: trailingStopLimit({ amount: 5 }, 2) },
      { order: marketIfTouched(50) },
      { order: limitIfTouched(50, 51) },
      { order: limitIfTouched(50, 51), postOnly: true },
      { order: limitOnClose(50) },
      { order: relative(1, 50) },
      { order: relative(2, 50) },
      { triggers: [{ side: 'buy', lots: 1 }] },
      { triggers: [{ side: 'sell', lots: 1 }] },
      { triggers: [{ side: 'sell', lots: 2 }] },
      { triggers: [{ side: 'sell', lots: 2, order: limit(300) }] },
    ]
    expect(new Set(options.map(hashOf)).size).toBe(options.length)
  })
})

describe('prices that are not there yet', () => {
  test('an entry at the mark of a price that nobody has seen is denied', () => {
    const silent = scripted({ 0: enterLong({ ...lots, instrument: 'B', order: trailingStop({ amount: 1 }) }) })
    const series = [handSeries('A', flatBars(100, 100)), handSeries('B', flatBars(50), { start: day(9) })]
    const { result } = traceBacktest({ strategies: [{ strategy: silent }], series, config: free })
    expect(result.denials.map(({ code }) => code)).toEqual(['NO_REFERENCE_PRICE'])
  })
})
