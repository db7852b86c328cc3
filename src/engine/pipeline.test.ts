import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, steps } from '../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import { limit, stop, stopLimit } from '../model/order-price.js'
import { amend, cancel, enterLong, enterShort, exit, type Signals, target } from '../model/signal.js'
import { DAY_MS } from '../model/time.js'
import { traceBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const one = { size: { lots: 1 } } as const
const gtc = { timeInForce: 'GTC' } as const

/** Runs a script over bars of one instrument. */
function run(script: Script, bars: readonly HandBar[], config: BacktestConfigInput = {}, tick: number | 'none' = 'none') {
  const { result, log } = traceBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', bars, { instrument: { tick } })],
    config: { ...free, ...config },
  })
  return { ...result, verdicts: log.decisions.map(({ verdict }) => verdict), decisions: log.decisions }
}

const flat = flatBars(10, 10, 10, 10, 10, 10)

describe('a second Enter with the same key', () => {
  test('modifies the working entry where only its price or quantity differ', () => {
    const { orders, verdicts } = run(
      {
        0: enterLong({ ...one, ...gtc, order: limit(5) }),
        1: enterLong({ ...one, ...gtc, order: limit(6) }),
        2: enterLong({ size: { lots: 3 }, ...gtc, order: limit(6) }),
      },
      flat,
    )
    expect(verdicts).toEqual(['approved', 'amended', 'amended'])
    expect(orders).toMatchObject([{ clientOrderId: 1, status: 'accepted', price: { limit: 6 }, quantity: 3, updatedAt: day(3) }])
  })

  test('leaves it alone where nothing differs', () => {
    const again = enterLong({ ...one, ...gtc, order: limit(5) })
    const { orders, verdicts } = run({ 0: again, 1: again }, flat)
    expect(verdicts).toEqual(['approved', 'unchanged'])
    expect(orders).toMatchObject([{ updatedAt: day(1) }])
  })

  test.each<[string, Signals]>([
    ['another type of order', enterLong({ ...one, ...gtc, order: stop(15) })],
    ['the other side', enterShort({ ...one, ...gtc, order: limit(15) })],
    ['another time in force', enterLong({ ...one, order: limit(5) })],
    ['protection', enterLong({ ...one, ...gtc, order: limit(5), protect: { stop: 4 } })],
  ])('cancels it and places the new one for %s', (_, second) => {
    const { orders, verdicts } = run({ 0: enterLong({ ...one, ...gtc, order: limit(5) }), 1: second }, flat)
    expect(verdicts).toEqual(['approved', 'approved'])
    expect(orders.slice(0, 2)).toMatchObject([
      { status: 'canceled', note: 'the strategy replaced it' },
      { status: expect.stringMatching(/accepted|expired/), createdAt: day(2) },
    ])
  })

  test('cancels the children of the one it replaces', () => {
    const bracket = (at: number) => enterLong({ ...one, ...gtc, order: limit(at), protect: { stop: 1, target: 20 } })
    const { orders } = run({ 0: bracket(5), 1: bracket(6) }, flat)
    expect(orders.map(({ intent, status }) => `${intent.role} ${status}`)).toEqual([
      ...['entry canceled', 'stop canceled', 'target canceled'],
      ...['entry accepted', 'stop accepted', 'target accepted'],
    ])
  })

  test('stands beside it where the tag differs', () => {
    const { orders } = run(
      { 0: [enterLong({ ...one, ...gtc, order: limit(5) }), enterLong({ ...one, ...gtc, order: limit(4), tag: 'deep' })] },
      flat,
    )
    expect(orders.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
  })

  test('is judged without the money that the replaced one holds', () => {
    const { verdicts, denials } = run(
      {
        0: enterLong({ size: { lots: 9_000 }, ...gtc, order: limit(9) }),
        1: enterLong({ size: { lots: 9_500 }, ...gtc, order: limit(9) }),
        2: enterLong({ size: { lots: 12_000 }, ...gtc, order: limit(9) }),
      },
      flat,
    )
    expect(verdicts).toEqual(['approved', 'amended', 'BUYING_POWER'])
    expect(denials).toMatchObject([{ context: { required: 108_000, available: 100_000 } }])
  })

  test('is sized without it too: a stop that is moved keeps its whole allocation', () => {
    const at = (trigger: number) => enterLong({ ...gtc, order: stop(trigger) })
    const { orders, verdicts } = run({ 0: at(20), 1: at(16), 2: at(12.5) }, flat)
    expect(verdicts).toEqual(['approved', 'amended', 'amended'])
    expect(orders).toMatchObject([{ price: { trigger: 12.5 }, quantity: 8_000 }])
  })

  test('keeps the first working where the second is denied', () => {
    const { orders } = run(
      { 0: enterLong({ ...one, ...gtc, order: limit(5) }), 1: enterLong({ ...one, ...gtc, order: stop(Number.NaN) }) },
      flat,
    )
    expect(orders).toMatchObject([{ status: 'accepted' }])
  })

  test('after the first has filled opens a new order', () => {
    const { fills } = run({ 0: enterLong(one), 2: enterLong(one) }, flat)
    expect(fills.map(({ quantity, barIndex }) => [quantity, barIndex])).toEqual([
      [1, 1],
      [1, 3],
    ])
  })
})

describe('Amend', () => {
  test('changes the limit of the working entry under its tag', () => {
    const { orders, verdicts } = run(
      {
        0: [enterLong({ ...one, ...gtc, order: limit(5) }), enterLong({ ...one, ...gtc, order: limit(4), tag: 'deep' })],
        1: amend({ limit: 4.5, tag: 'deep' }),
      },
      flat,
    )
    expect(verdicts).toEqual(['approved', 'approved', 'amended'])
    expect(orders).toMatchObject([{ price: { limit: 5 } }, { price: { limit: 4.5 } }])
  })

  test('changes both prices of a stop-limit, or the one that is named', () => {
    const { orders } = run(
      { 0: enterLong({ ...one, ...gtc, order: stopLimit(12, 13) }), 1: amend({ trigger: 14, limit: 15 }), 2: amend({ limit: 16 }) },
      flat,
    )
    expect(orders[0]?.price).toEqual({ type: 'stop-limit', trigger: 14, limit: 16 })
  })

  test('moves the protective stop by its trigger and the target by its limit', () => {
    const { orders, fills } = run(
      {
        0: enterLong({ ...one, protect: { stop: 5, target: 20 } }),
        2: [amend({ trigger: 9 }), amend({ limit: 11 })],
      },
      [...flatBars(10, 10, 10), [10, 12, 10, 12], ...flatBars(12, 12)],
    )
    expect(orders.slice(1)).toMatchObject([{ price: { trigger: 9 } }, { price: { limit: 11 } }])
    expect(fills[1]).toMatchObject({ role: 'target', price: 11, barIndex: 3 })
  })

  test('of what does not work is denied', () => {
    expect(run({ 0: amend({ limit: 5, tag: 'none' }) }, flat).denials).toMatchObject([
      { code: 'NOTHING_TO_AMEND', context: { instrument: 'A', tag: 'none' } },
    ])
  })

  test('rounds to the tick, never to a better deal than was asked for', () => {
    const { orders } = run({ 0: enterLong({ ...one, ...gtc, order: limit(5.009) }), 1: amend({ limit: 6.019 }) }, flat, {}, 0.01)
    expect(orders[0]?.price).toEqual({ type: 'limit', limit: 6.01 })
  })

  test('is judged again: more than the buying power is denied and the order stays', () => {
    const { orders, denials } = run({ 0: enterLong({ size: { lots: 9_000 }, ...gtc, order: limit(9) }), 1: amend({ limit: 90 }) }, flat)
    expect(denials).toMatchObject([{ code: 'BUYING_POWER', context: { required: 810_000 } }])
    expect(orders[0]).toMatchObject({ status: 'accepted', price: { limit: 9 } })
  })
})

describe('Cancel', () => {
  test('takes the orders under a tag, or all without one', () => {
    const entries = ['a', 'b', 'c'].map((tag, index) => enterLong({ ...one, ...gtc, order: limit(3 + index), tag }))
    const { orders, verdicts } = run({ 0: entries, 1: cancel({ tag: 'b' }), 2: cancel(), 3: cancel() }, flat)
    expect(orders.map(({ status, updatedAt }) => `${status} ${updatedAt / DAY_MS - day(0) / DAY_MS}`)).toEqual([
      'canceled 3',
      'canceled 2',
      'canceled 3',
    ])
    expect(verdicts.slice(3)).toEqual(['canceled', 'canceled', 'unchanged'])
  })

  test('leaves the protection of a position alone', () => {
    const { orders } = run({ 0: enterLong({ ...one, protect: { stop: 5 } }), 2: cancel() }, flat)
    expect(orders).toMatchObject([{ status: 'filled' }, { status: 'accepted', intent: { role: 'stop' } }])
  })
})

describe('Exit', () => {
  test('of a fraction closes that share of the lots, of less than a lot one', () => {
    const sold = (fraction: number) => run({ 0: enterLong({ size: { lots: 7 } }), 2: exit({ fraction }) }, flat).fills[1]?.quantity
    expect([0.5, 0.01, 1].map(sold)).toEqual([4, 1, 7])
  })

  test('of a fraction that is no number is denied as what it is', () => {
    const { denials } = run({ 0: enterLong({ size: { lots: 7 } }), 2: exit({ fraction: Number.NaN }) }, flat)
    expect(denials).toMatchObject([{ code: 'NOT_FINITE', context: { field: 'fraction', value: 'NaN' } }])
  })

  test.each([0, -1, 3])('of the fraction %d is denied: it closes nothing, or more than there is', (fraction) => {
    const { denials, fills } = run({ 0: enterLong({ size: { lots: 7 } }), 2: exit({ fraction }) }, flat)
    expect(denials).toMatchObject([{ code: 'ZERO_QUANTITY', context: { fraction } }])
    expect(fills).toHaveLength(1)
  })

  test('without a position is denied', () => {
    const { denials, counts } = run({ 1: exit('nothing') }, flat)
    expect(denials).toMatchObject([{ code: 'NOTHING_TO_CLOSE', time: day(2), strategy: 'scripted', instrument: 'A' }])
    expect(counts).toMatchObject({ signals: 1, denials: 1, orders: 0 })
  })

  test('replaces a working exit under the same tag, and never sells more than is held', () => {
    const { orders, fills } = run(
      { 0: enterLong({ size: { lots: 5 } }), 2: exit({ order: limit(50) }), 3: exit({ order: stop(2) }), 4: exit('out') },
      flat,
    )
    expect(orders.map(({ status }) => status)).toEqual(['filled', 'canceled', 'canceled', 'filled'])
    expect(fills.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['buy 5', 'sell 5'])
  })

  test('closes a short by buying', () => {
    const { roundTrips } = run({ 0: enterShort({ size: { lots: 5 } }), 2: exit() }, steps(10, 10, 8, 8, 8))
    expect(roundTrips).toMatchObject([{ direction: 'short', entryPrice: 10, exitPrice: 8, pnl: 10 }])
  })

  test('under two tags sells no more than the position', () => {
    const { fills, orders } = run(
      { 0: enterLong({ size: { lots: 5 } }), 2: [exit({ tag: 'a', order: limit(11) }), exit({ tag: 'b', order: limit(11) })] },
      [...flatBars(10, 10, 10), [10, 12, 10, 12], ...flatBars(12)],
    )
    expect(fills.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['buy 5', 'sell 5'])
    expect(orders.map(({ status }) => status)).toEqual(['filled', 'filled', 'canceled'])
  })
})

describe('a reversal', () => {
  const { fills, roundTrips, openPositions } = run(
    { 0: enterLong({ size: { lots: 5 } }), 2: enterShort({ size: { lots: 3 } }) },
    steps(10, 10, 12, 12, 9),
    { fees: { perShare: 1 } },
  )

  test('closes the position and takes the new one in a single fill', () => {
    expect(fills).toMatchObject([
      { side: 'buy', quantity: 5, price: 10 },
      { side: 'sell', quantity: 8, price: 12 },
    ])
  })

  test('ends one round trip and begins the next, its fee split pro rata', () => {
    expect(roundTrips).toMatchObject([{ quantity: 5, grossPnl: 10, fees: 10, pnl: 0 }])
    expect(openPositions).toMatchObject([{ quantity: -3, averagePrice: 12, unrealizedPnl: 9 }])
  })

  test('takes the protection of the old position away and puts its own in place', () => {
    const protectedRun = run(
      { 0: enterLong({ size: { lots: 5 }, protect: { stop: 1 } }), 2: enterShort({ size: { lots: 3 }, protect: { stop: 30 } }) },
      steps(10, 10, 12, 12, 9),
    )
    expect(protectedRun.orders.map(({ intent, status, quantity }) => `${intent.role} ${intent.side} ${status} ${quantity}`)).toEqual([
      ...['entry buy filled 5', 'stop sell canceled 5'],
      ...['entry sell filled 8', 'stop buy accepted 3'],
    ])
  })

  test.each(['allocation', 'all-in'] as const)('is sized by %s as if the old position were closed already', (sizing) => {
    const reversed = (first: Signals, second: Signals, ...prices: number[]) =>
      run({ 0: first, 2: second }, steps(...prices), { sizing }).fills.map(({ side, quantity }) => `${side} ${quantity}`)
    // 10,000 lots gain 2 each: 120,000 buy 10,000 at 12, or 15,000 at 8.
    expect(reversed(enterLong(), enterShort(), 10, 10, 12, 12)).toEqual(['buy 10000', 'sell 20000'])
    expect(reversed(enterShort(), enterLong(), 10, 10, 8, 8)).toEqual(['sell 10000', 'buy 25000'])
  })

  test('is judged by what it leaves, not by what it trades', () => {
    const all = run({ 0: enterLong({ size: { lots: 10_000 } }), 2: enterShort({ size: { lots: 10_000 } }) }, flat)
    expect(all.denials).toEqual([])
    expect(all.openPositions).toMatchObject([{ quantity: -10_000 }])
  })
})

describe('protection', () => {
  const rising: HandBar[] = [...flatBars(10), [11, 11, 11, 11], [11, 11, 5, 6], ...flatBars(6)]

  test('of a percent is reckoned from the close of the signal, or from the fill', () => {
    const stopped = (protectFrom: 'signal' | 'fill') =>
      run({ 0: enterLong({ ...one, protect: { stop: { fraction: 0.1 } } }) }, rising, { protectFrom }).fills[1]?.price
    expect(stopped('signal')).toBe(9)
    expect(stopped('fill')).toBeCloseTo(9.9, 12)
  })

  test('gives the round trip its initial risk', () => {
    const { roundTrips } = run({ 0: enterLong({ size: { lots: 4 }, protect: { stop: 9 } }) }, rising)
    expect(roundTrips).toMatchObject([{ initialRisk: 8, exitRole: 'stop', exitPrice: 9, pnl: -8 }])
  })

  test('is rounded to the tick away from the market, so that it protects no sooner than asked', () => {
    const { orders } = run({ 0: enterLong({ ...one, protect: { stop: 8.119, target: 20.111 } }) }, rising, {}, 0.01)
    expect(orders.slice(1)).toMatchObject([{ intent: { role: 'stop' } }, { intent: { role: 'target' } }])
    expect(orders[0]?.intent.children).toEqual([
      { role: 'stop', price: { at: 8.11 } },
      { role: 'target', price: { at: 20.12 } },
    ])
  })

  test('of one order ends with the other: a target that fills cancels the stop', () => {
    const { orders } = run({ 0: enterLong({ ...one, protect: { stop: 5, target: 11 } }) }, [
      ...flatBars(10, 10),
      [10, 12, 10, 12],
      ...flatBars(12),
    ])
    expect(orders.map(({ status, note }) => `${status} ${note}`)).toEqual(['filled ', 'canceled its sibling filled', 'filled '])
  })
})

describe('what is denied', () => {
  const denied = (signal: Signals, config: BacktestConfigInput = {}) => {
    const { denials, orders, verdicts } = run({ 0: signal }, flat, config)
    expect(orders).toEqual([])
    expect(verdicts).toEqual(denials.map(({ code }) => code))
    return denials.map(({ code, context }) => ({ code, context }))
  }

  test.each<[string, Signals, BacktestConfigInput, object]>([
    [
      'a price that is not a number',
      enterLong({ ...one, order: limit(Number.NaN) }),
      {},
      { code: 'NOT_FINITE', context: { field: 'limit', value: 'NaN' } },
    ],
    ['an infinite trigger', enterLong({ ...one, order: stop(Number.POSITIVE_INFINITY) }), {}, { code: 'NOT_FINITE' }],
    [
      'a stop that is not a number',
      enterLong({ ...one, protect: { stop: Number.NaN } }),
      {},
      { code: 'NOT_FINITE', context: { field: 'stop', value: 'NaN' } },
    ],
    ['a weight that is not a number', target('A', Number.NaN), {}, { code: 'NOT_FINITE', context: { field: 'weight', value: 'NaN' } }],
    [
      'a weight of an entry that is not a number',
      enterLong({ size: { weight: Number.NaN } }),
      {},
      { code: 'NOT_FINITE', context: { field: 'weight', value: 'NaN' } },
    ],
    [
      'an amount without end',
      enterLong({ size: { notional: Number.POSITIVE_INFINITY } }),
      {},
      { code: 'NOT_FINITE', context: { field: 'notional', value: 'Infinity' } },
    ],
    ['no lots', enterLong({ size: { lots: 0 } }), {}, { code: 'ZERO_QUANTITY', context: { lots: 0 } }],
    ['a part of a lot', enterLong({ size: { lots: 1.5 } }), {}, { code: 'QUANTITY_OFF_LOT', context: { lots: 1.5 } }],
    ['a size that is less than a lot', enterLong({ size: { notional: 5 } }), {}, { code: 'ZERO_QUANTITY' }],
    [
      'more than the cash',
      enterLong({ size: { lots: 10_001 } }),
      {},
      { code: 'BUYING_POWER', context: { required: 100_010, available: 100_000 } },
    ],
    [
      'more than the leverage',
      enterShort({ size: { weight: 2.5 } }),
      { leverage: 2 },
      { code: 'BUYING_POWER', context: { required: 250_000, available: 200_000 } },
    ],
  ])('%s', (_, signal, config, denial) => {
    expect(denied(signal, config)).toMatchObject([denial])
  })

  test('an instrument that has had no bar yet has no price to judge an order by', () => {
    const late = handSeries('B', flatBars(20), { start: day(3) })
    const { log } = traceBacktest({
      strategies: [{ strategy: scripted({ 0: enterLong({ instrument: 'B', ...one }) }) }],
      series: [handSeries('A', flat), late],
      config: free,
    })
    expect(log.decisions.map(({ instrument, verdict }) => `${instrument} ${verdict}`)[0]).toBe('B NO_REFERENCE_PRICE')
    const sized = traceBacktest({
      strategies: [{ strategy: scripted({ 0: enterLong({ instrument: 'B' }) }) }],
      series: [handSeries('A', flat), late],
      config: free,
    })
    expect(sized.result.denials[0]).toMatchObject({ code: 'NO_REFERENCE_PRICE', instrument: 'B' })
  })

  test('leaves a record of time, strategy, instrument and the sized intent', () => {
    const { decisions } = run({ 2: enterLong({ size: { lots: 1e6 }, reason: 'all of it' }) }, flat)
    expect(decisions).toMatchObject([
      {
        time: day(3),
        strategy: 'scripted',
        instrument: 'A',
        verdict: 'BUYING_POWER',
        intent: { quantity: { lots: 1e6 }, reason: 'all of it' },
      },
    ])
  })

  test('lots that reduce pass, however little money is left', () => {
    const { fills } = run({ 0: enterLong({ size: { lots: 10_000 } }), 2: exit() }, steps(10, 10, 1, 0.5, 0.5))
    expect(fills.map(({ side }) => side)).toEqual(['buy', 'sell'])
  })
})

describe('what a signal names', () => {
  const series = [handSeries('SPY', flat), handSeries('QQQ', flat)]
  const trace = (handlers: Parameters<typeof strategyOf>[1]) =>
    traceBacktest({ strategies: [{ strategy: strategyOf('namer', handlers) }], series, config: free })

  test('an instrument that the run does not have is refused with the nearest that it has', () => {
    expect(() => trace({ onBar: () => exit({ instrument: 'SPX' }) })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_INSTRUMENT', message: expect.stringContaining("'SPX'"), hint: 'did you mean `SPY`?' }),
    )
    expect(() => trace({ onBar: () => exit({ instrument: 'EURUSD' }) })).toThrow(expect.objectContaining({ hint: 'the run has QQQ, SPY' }))
  })

  test('a batch must name its instruments', () => {
    expect(() => trace({ onBars: () => [enterLong()] })).toThrow(
      expect.objectContaining({ code: 'BAD_STRATEGY', message: "namer returned 'enter' without an instrument" }),
    )
  })

  test('another instrument than that of the bar is traded there', () => {
    const { result } = trace({
      onBar: ({ instrument, bar }) => (instrument.id === 'QQQ' && bar.index === 0 ? enterLong({ instrument: 'SPY', ...one }) : undefined),
    })
    expect(result.fills).toMatchObject([{ instrument: 'SPY', quantity: 1 }])
  })
})

describe('the view of working orders', () => {
  test('has one’s own orders as they stand: prices, sides, tags and what is left to fill', () => {
    const seen: unknown[] = []
    run(
      {
        0: [enterLong({ size: { lots: 3 }, ...gtc, order: limit(5), tag: 'low' }), enterShort({ ...one, ...gtc, order: stopLimit(4, 3) })],
        1: ({ working }) => {
          seen.push(...working)
          return cancel({ tag: 'low' })
        },
        2: ({ working }) => void seen.push(working.length),
      },
      flat,
    )
    expect(seen).toEqual([
      { tag: 'low', role: 'entry', side: 'buy', price: { type: 'limit', limit: 5 }, leaves: 3 },
      { tag: '', role: 'entry', side: 'sell', price: { type: 'stop-limit', trigger: 4, limit: 3 }, leaves: 1 },
      1,
    ])
  })

  test('shows protection once there is something to protect', () => {
    const seen: string[] = []
    const look: Script[number] = ({ bar, working }) =>
      void seen.push(`${bar.index}: ${working.map(({ role, leaves }) => `${role} ${leaves}`).join()}`)
    run({ 0: enterLong({ size: { lots: 2 }, ...gtc, order: limit(9), protect: { stop: 5 } }), 1: look, 2: look }, [
      ...flatBars(10, 10),
      [10, 10, 8, 9],
      ...flatBars(9),
    ])
    expect(seen).toEqual(['1: entry 2', '2: stop 2'])
  })

  test('counts down as a large order fills in parts', () => {
    const seen: (number | undefined)[] = []
    const look: Script[number] = ({ working }) => void seen.push(working[0]?.leaves)
    const thin: HandBar[] = Array.from({ length: 5 }, () => [10, 10, 10, 10, 30])
    const { fills } = run({ 0: enterLong({ size: { lots: 7 }, ...gtc }), 1: look, 2: look, 3: look }, thin, { participation: 0.1 })
    expect(fills.map(({ quantity }) => quantity)).toEqual([3, 3, 1])
    expect(seen).toEqual([4, 1, undefined])
  })
})

describe('an order that ends with its day', () => {
  test('is expired, its children with it, and a new one can take its place', () => {
    const { orders } = run(
      { 0: enterLong({ ...one, order: limit(5), protect: { stop: 4 } }), 2: enterLong({ ...one, order: limit(6) }) },
      flat,
    )
    expect(orders.map(({ status, updatedAt }) => `${status} ${updatedAt === day(2) || updatedAt === day(4)}`)).toEqual([
      'expired true',
      'canceled true',
      'expired true',
    ])
  })
})

describe('target weights', () => {
  test('round toward flat, short or long', () => {
    const weights = [0.333, -0.333].map((weight) => run({ 0: target('A', weight) }, flatBars(7, 7, 7)).openPositions[0]?.quantity)
    expect(weights).toEqual([4_757, -4_757])
  })

  test('through zero sell what is held and the new short in one order', () => {
    const { fills } = run({ 0: target('A', 0.5), 2: target('A', -0.25) }, flat)
    expect(fills.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['buy 5000', 'sell 7500'])
  })

  test('that were not yet filled are replaced by the next, or taken back when it is met', () => {
    const halted: HandBar[] = [...flatBars(10), [10, 10, 10, 10, 0], [10, 10, 10, 10, 0], ...flatBars(10, 10)]
    const replaced = run({ 0: target('A', 0.5), 1: target('A', 0.2) }, halted, { session: 'as-recorded' })
    // The halted day ends, and the order with it.
    expect(replaced.orders).toMatchObject([{ status: 'expired', quantity: 2_000 }])
    const takenBack = run({ 0: target('A', 0.5), 1: target('A', 0) }, halted, { session: 'as-recorded' })
    expect(takenBack.orders).toMatchObject([{ status: 'canceled', filledQuantity: 0 }])
  })
})
