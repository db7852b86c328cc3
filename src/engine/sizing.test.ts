import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, steps } from '../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import type { Split } from '../model/corporate-action.js'
import type { Instrument } from '../model/instrument.js'
import { limit } from '../model/order-price.js'
import { enterLong, enterShort, exit, type Signal, target } from '../model/signal.js'
import { runs } from '../std/property.testing.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

type Held = Readonly<Record<string, readonly HandBar[]>>

/** Runs a script on every instrument of a run. */
function run(
  script: Script,
  held: Held,
  config: BacktestConfigInput,
  more: { instrument?: Partial<Instrument>; actions?: readonly Split[] } = {},
) {
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: Object.entries(held).map(([id, bars]) => ({
      ...handSeries(id, bars, { instrument: more.instrument ?? {} }),
      actions: more.actions,
    })),
    config: { ...free, ...config },
  })
}

const lots = ({ orders }: ReturnType<typeof run>): number[] =>
  orders.filter(({ intent }) => intent.role === 'entry').map(({ quantity }) => quantity)
const flat = flatBars(50, 50, 50, 50, 50, 50)
const gtc = { timeInForce: 'GTC' } as const

describe('a risk fraction', () => {
  test('is worked out by hand: 1 % of 100,000 at 50 with the stop at 48 is 500, which lose 1,000 at the stop', () => {
    const bars = [...flatBars(50, 50), [50, 50, 47, 47]] as const
    const result = run({ 0: enterLong({ protect: { stop: 48 } }) }, { A: bars }, { sizing: { risk: '1%' } })
    expect(result.fills).toMatchObject([
      { side: 'buy', quantity: 500, price: 50 },
      { side: 'sell', quantity: 500, price: 48 },
    ])
    expect(result.roundTrips).toMatchObject([{ pnl: -1_000, initialRisk: 1_000 }])
  })

  test('measures a trail, a percent, and the stop that an entry is given', () => {
    const sized = (signal: Signal, config: BacktestConfigInput = {}) =>
      lots(run({ 0: signal }, { A: flat }, { sizing: { risk: 0.01 }, ...config }))
    expect(sized(enterLong({ protect: { trail: { amount: 4 } } }))).toEqual([250])
    expect(sized(enterLong({ protect: { stop: { fraction: 0.1 } } }))).toEqual([200])
    expect(sized(enterShort({ protect: { stop: { fraction: 0.1 } } }))).toEqual([200])
    expect(sized(enterLong(), { protection: { required: 'default', default: '4%' } })).toEqual([500])
  })

  test('is measured from the entry’s own price, on whole ticks', () => {
    const signal = enterLong({ ...gtc, order: limit(49.9), protect: { stop: 49.7 } })
    expect(lots(run({ 0: signal }, { A: flat }, { sizing: { risk: 0.001 } }, { instrument: { tick: 0.01 } }))).toEqual([500])
  })

  test('without a stop is a denial', () => {
    expect(run({ 0: enterLong() }, { A: flat }, { sizing: { risk: 0.01 } }).denials).toMatchObject([
      { code: 'SIZE_UNKNOWN', context: { sizing: 'risk' } },
    ])
  })
})

describe('a size by the average true range', () => {
  // Ranges of 2, 2 and 4: their mean over two bars is 2, then Wilder's (2 + 4) ÷ 2 = 3.
  const bars: HandBar[] = [...flatBars(50), [50, 51, 49, 50], [50, 51, 49, 50], [50, 52, 48, 50], [50, 50, 50, 50]]
  const sizing = { atrRisk: '1%', multiple: 2, bars: 2 } as const

  test('is worked out by hand: 1,000 ÷ (2 × 2) and 1,000 ÷ (2 × 3)', () => {
    const script = { 2: enterLong({ ...gtc, order: limit(40) }), 3: enterLong({ ...gtc, order: limit(39), tag: 'b' }) }
    expect(lots(run(script, { A: bars }, { sizing }))).toEqual([250, 166])
  })

  test('is denied while it warms up', () => {
    expect(run({ 1: enterLong() }, { A: bars }, { sizing }).denials).toMatchObject([{ code: 'SIZE_UNKNOWN' }])
  })

  test('is of the shares of the day after a split', () => {
    const split: Split = { kind: 'split', exDate: '2024-01-05', ratio: 2 }
    const halved: HandBar[] = [...bars.slice(0, 4), [25, 26, 24, 25], [25, 25, 25, 25]]
    // The range of the split's day is 2 in new shares; before it 1.5: (1.5 + 2) ÷ 2 = 1.75, and 1,000 ÷ 3.5 = 285.
    expect(lots(run({ 4: enterLong({ ...gtc, order: limit(20) }) }, { A: halved }, { sizing }, { actions: [split] }))).toEqual([285])
  })

  test('is the same where our own fills move the bars', () => {
    const wide: HandBar[] = bars.map(([open, high, low, close]) => [open, high, low, close, 1e12])
    const script = { 2: enterLong({ ...gtc, order: limit(40) }), 3: enterLong({ ...gtc, order: limit(39), tag: 'b' }) }
    expect(lots(run(script, { A: wide }, { sizing, impact: 'square-root' }))).toEqual([250, 166])
  })
})

test('a volatility target holds what moves by it in a year', () => {
  // Log returns of ±1 % in turn: their sample deviation over four is 0.011547, a year 0.2206 of it; 10 % ÷ that is 45.3 % of 100,000.
  const up = Math.exp(0.01)
  const bars = steps(50, 50 * up, 50, 50 * up, 50, 50)
  expect(lots(run({ 4: enterLong() }, { A: bars }, { sizing: { volatility: 0.1, bars: 4 } }))).toEqual([906])
})

test('prices that stand still have a volatility and a range: of 0', () => {
  const [, ...rest] = flat
  const still = (sizing: BacktestConfigInput['sizing']) => run({ 4: enterLong() }, { A: [...flat, ...rest] }, { sizing })
  expect(lots(still({ volatility: 0.1, bars: 4, cap: 0.5 }))).toEqual([1_000])
  expect(still({ atrRisk: 0.01, bars: 2 }).denials).toMatchObject([
    { code: 'SIZE_UNKNOWN', context: { lacks: 'a range to size by: the average true range of 2 bars is 0' } },
  ])
})

test('a Kelly fraction follows the round trips of the strategy so far', () => {
  const closes = [100, 100, 110, 110, 100, 100, 100, 100]
  const script: Script = { 0: enterLong(), 2: exit(), 3: enterLong(), 5: exit(), 6: enterLong() }
  const sizing = { kelly: 1, cap: 0.5, after: 2, start: 0.1 } as const
  // Bought at 100 and sold at 110: 100 shares make 1,000. Then at 110 and sold at 100: 101,000 × 10 % ÷ 110 = 91 lose 910.
  // 50 % wins at a payoff of 1,000 ÷ 910: 0.5 − 0.5 ÷ 1.0989 = 4.5 % of 100,090 at 100 is 45.
  expect(lots(run(script, { A: steps(...closes) }, { sizing }))).toEqual([100, 91, 45])
})

describe('rules by name', () => {
  test.each<[BacktestConfigInput['sizing'], number]>([
    [{ twsAllocation: 1_000 }, 1_000],
    [{ twsAllocation: 10_000 }, 200],
    [{ weights: { A: 0.25 } }, 500],
    [{ kelly: 0.5, winRate: 0.6, payoff: 1.5 }, 333],
  ])('%j of 100,000 at 50', (sizing, quantity) => {
    expect(lots(run({ 0: enterLong() }, { A: flat }, { sizing }))).toEqual([quantity])
  })

  test('of single instruments go before the usual one', () => {
    const result = run({ 0: enterLong() }, { A: flat, B: flat }, { sizing: { lots: 3 }, sizingBySymbol: { B: { notional: 1_000 } } })
    expect(lots(result)).toEqual([3, 20])
  })

  test('of an instrument that the run does not have are refused', () => {
    const refusal = expect.objectContaining({ code: 'UNKNOWN_INSTRUMENT' })
    expect(() => run({}, { A: flat }, { sizingBySymbol: { AA: { lots: 1 } } })).toThrow(refusal)
    expect(() => run({}, { A: flat }, { sizing: { weights: { A: 0.5, B: 0.5 } } })).toThrow(refusal)
  })

  test('of one letter are not taken for another', () => {
    expect(() => run({}, { A: flat }, { sizingBySymbol: { B: { lots: 1 } } })).toThrow(expect.objectContaining({ hint: 'the run has A' }))
  })

  test('odds come in pairs', () => {
    expect(() => run({}, { A: flat }, { sizing: { kelly: 0.5, winRate: 0.6 } })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
  })
})

describe('a lot that binary fractions would lose is bought', () => {
  const hundred = flatBars(100, 100, 100)
  test.each<[string, BacktestConfigInput, Signal, number]>([
    ['a weight', { sizing: { weight: 0.29 } }, enterLong(), 290],
    ['another', { sizing: { weight: 0.57 } }, enterLong(), 570],
    ['one that the signal names', {}, enterLong({ size: { weight: 0.29 } }), 290],
    ['a cap on the symbol', { sizeCaps: { symbol: 0.29 } }, enterLong(), 290],
    ['a cap on all', { sizeCaps: { total: 0.57 } }, enterLong(), 570],
    ['a cap on all the cash', { sizing: 'all-in', sizeCaps: { symbol: 0.29 } }, enterLong(), 290],
    ['the share of a virtual account', { accounts: [{ name: 'one', allocation: 0.29 }] }, enterLong(), 290],
    ['Kelly', { sizing: { kelly: 0.5, winRate: 0.6, payoff: 1 } }, enterLong(), 100],
    ['weights', { sizing: { weights: { A: 0.29 } } }, enterLong(), 290],
  ])('%s', (_, config, signal, quantity) => {
    expect(lots(run({ 0: signal }, { A: hundred }, config))).toEqual([quantity])
  })

  test('a target', () => {
    expect(run({ 0: target('A', 0.29) }, { A: hundred }, {}).fills).toMatchObject([{ quantity: 290 }])
  })
})

describe('caps', () => {
  test('bound a symbol: what is held and what works counts, what is replaced does not', () => {
    const script: Script = {
      0: enterLong({ size: { lots: 100 } }),
      2: enterLong({ ...gtc, size: { lots: 200 }, order: limit(50), tag: 'a' }),
      3: enterLong({ ...gtc, size: { lots: 500 }, order: limit(40), tag: 'b' }),
      4: enterLong({ ...gtc, size: { lots: 900 }, order: limit(40), tag: 'b' }),
    }
    const above = [...flatBars(50, 50, 50), ...flatBars(60, 60, 60)]
    // A fifth of 101,000, less 100 held at 60 and 200 working at 50, leaves 4,200: 105 at 40.
    const { orders } = run(script, { A: above }, { sizeCaps: { symbol: '20%' } })
    expect(orders.map(({ quantity }) => quantity)).toEqual([100, 200, 105])
  })

  test('bound all symbols together', () => {
    const result = run({ 0: enterLong({ size: { lots: 600 } }) }, { A: flat, B: flat }, { sizeCaps: { total: 0.5 } })
    expect(lots(result)).toEqual([600, 400])
  })

  test.each([
    ['none', 'same-open'],
    [{ entry: 50 }, 'same-open'],
    ['none', 'after-fill'],
  ] as const)('count what waits to take the place of an order, with latency %j and rotation %s', (latency, rotation) => {
    const entry = (instrument: string, size: number) => enterLong({ ...gtc, instrument, size: { lots: size } })
    const batch = [exit({ instrument: 'C' }), entry('A', 180), entry('B', 180)]
    const strategy = strategyOf('re-enters', {
      onBars: ({ time }) => {
        if (time === day(1)) return [enterLong({ ...gtc, instrument: 'A', size: { lots: 1 }, order: limit(40) }), entry('C', 10)]
        return time === day(3) ? batch : undefined
      },
    })
    const series = ['A', 'B', 'C'].map((id) => handSeries(id, flat))
    const config = { ...free, sizeCaps: { total: 0.1 }, latency, rotation }
    const { fills } = runBacktest({ strategies: [{ strategy }], series, config })
    const bought = fills.filter(({ side, instrument }) => side === 'buy' && instrument !== 'C')
    // Ten thousand of a hundred thousand: 180 at 50 leave 1,000.
    expect(bought.map(({ instrument, quantity }) => `${instrument} ${quantity}`).sort()).toEqual(['A 180', 'B 20'])
  })

  test('leave a reserve in cash', () => {
    const result = run({ 0: enterLong() }, { A: flat }, { sizeCaps: { cashReserve: '10%' } })
    expect(result.equity.cash.at(-1)).toBe(10_000)
  })

  test('bound target weights, where they add', () => {
    const script: Script = { 0: target('A', 0.1), 2: target('A', 0.9), 4: target('A', 0.2) }
    const { fills } = run(script, { A: flat }, { sizeCaps: { symbol: 0.3 } })
    expect(fills.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['buy 200', 'buy 400', 'sell 200'])
  })

  test('deny what they leave nothing of, and close what a target turns', () => {
    const script: Script = { 0: target('A', 0.3), 2: target('A', 0.9), 3: target('A', -0.5) }
    const result = run(script, { A: flat }, { sizeCaps: { symbol: 0.3 } })
    expect(result.denials).toMatchObject([{ code: 'SIZE_CAP', context: { cap: 'symbol', limit: 30_000, value: 30_000 } }])
    expect(result.fills.map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['buy 600', 'sell 1200'])
  })

  test('without them the same script holds it all', () => {
    expect(lots(run({ 0: enterLong({ size: { lots: 1_000 } }) }, { A: flat, B: flat }, { leverage: 2 }))).toEqual([1_000, 1_000])
  })

  test('are never passed at the price of the size, whatever is asked', () => {
    const size = fc.oneof(
      fc.integer({ min: 1, max: 3_000 }).map((count) => ({ lots: count })),
      fc.integer({ min: 1, max: 200_000 }).map((notional) => ({ notional })),
      fc.constant(undefined),
    )
    const signal: fc.Arbitrary<Signal> = fc.oneof(
      size.map((own) => enterLong({ size: own })),
      size.map((own) => enterShort({ size: own })),
      size.map((own) => enterLong({ size: own, order: limit(49), ...gtc })),
      fc.integer({ min: -15, max: 15 }).map((tenths) => target('A', tenths / 10)),
      fc.constant(exit()),
    )
    const caps = fc.record({
      symbol: fc.constantFrom(0.1, 0.5, 1),
      total: fc.constantFrom(0.2, 0.8, 'none' as const),
      cashReserve: fc.constantFrom(0, 0.3),
    })
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 8 }), caps, (signals, sizeCaps) => {
        const bars = flatBars(...Array.from({ length: 10 }, () => 50))
        const { equity } = run({ ...signals }, { A: bars }, { sizeCaps, leverage: 5 })
        const total = sizeCaps.total === 'none' ? 5 : sizeCaps.total
        const most = Math.min(sizeCaps.symbol, total, sizeCaps.cashReserve > 0 ? 1 - sizeCaps.cashReserve : 5) * 100_000
        for (const exposure of equity.grossExposure) expect(exposure).toBeLessThanOrEqual(most + 1e-6)
      }),
      { numRuns: runs(1_000) },
    )
  })
})

describe('the size of a lot', () => {
  const dear = flatBars(400_000, 400_000, 400_000)

  test('is a whole share, and a hundred-millionth of one where that is asked for', () => {
    expect(run({ 0: enterLong() }, { A: dear }, {}).denials).toMatchObject([{ code: 'ZERO_QUANTITY' }])
    const { fills, equity } = run({ 0: enterLong() }, { A: dear }, { lotSize: 'fractional' })
    expect(fills).toMatchObject([{ quantity: 25_000_000, price: 400_000 }])
    expect(equity.cash.at(-1)).toBe(0)
  })

  test('of a coin can be whole', () => {
    const coin = { assetClass: 'crypto', lot: 0.00001 } as const
    expect(lots(run({ 0: enterLong() }, { A: flatBars(30_000, 30_000) }, { lotSize: 'whole' }, { instrument: coin }))).toEqual([3])
  })

  test('leaves at most half a percent of the capital idle where the price allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), fc.constantFrom('instrument' as const, 'fractional' as const), (cents, lotSize) => {
        const { equity } = run({ 0: enterLong() }, { A: flatBars(cents / 100, cents / 100, cents / 100) }, { lotSize })
        expect(equity.cash.at(-1)).toBeLessThanOrEqual(500)
        expect(equity.cash.at(-1)).toBeGreaterThanOrEqual(-1e-6)
      }),
      { numRuns: runs(500) },
    )
  })
})

test.each(['research', 'margin', 'cash'] as const)(
  'caps count what a batch sells as gone, whatever the account lets it spend: %s',
  (account) => {
    const rotate = strategyOf('rotate', {
      onBars: ({ time }) => {
        if (time === day(1)) return [target('A', 0.9)]
        return time === day(3) ? [target('A', 0), target('B', 0.9)] : undefined
      },
    })
    const series = ['A', 'B'].map((id) => handSeries(id, flatBars(100, 100, 100, 100, 100, 100)))
    const bought = (config: BacktestConfigInput) =>
      runBacktest({ strategies: [{ strategy: rotate }], series, config: { ...free, account, ...config } })
        .fills.filter(({ instrument }) => instrument === 'B')
        .map(({ quantity }) => quantity)
    expect(bought({ sizeCaps: { total: '100%' } })).toEqual(bought({}))
    expect(bought({ sizeCaps: { total: '50%' } })).toEqual([500])
  },
)

describe('all of the cash', () => {
  const halved = { A: [...flatBars(100, 100), ...flatBars(50, 50)] }
  const bought = (limits: BacktestConfigInput['limits']) => {
    const { fills, denials } = run({ 1: enterLong() }, halved, { sizing: 'all-in', limits })
    return [fills.map(({ quantity }) => quantity), denials.map(({ code }) => code)]
  }

  test('is an amount, of which the fill says how many lots it buys', () => {
    expect(bought({})).toEqual([[2000], []])
  })

  test('is whole lots at the last close where a limit counts lots', () => {
    expect(bought({ positionLots: 1000 })).toEqual([[1000], []])
    expect(bought({ positionLots: 999 })).toEqual([[], ['MAX_POSITION']])
    expect(bought({ orderVolume: 100 })[0]).toEqual([1000])
  })

  test('is an amount where the lots of another instrument are limited', () => {
    const none = { long: 'unlimited', short: 'unlimited' } as const
    expect(bought({ positionLots: { A: none, default: { long: 10, short: 10 } } })).toEqual([[2000], []])
    expect(bought({ positionLots: { A: { long: 1000, short: 0 }, default: none } })).toEqual([[1000], []])
  })
})
