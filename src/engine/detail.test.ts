// Shorter bars inside the bars of a run: orders meet them, strategies, marks and equity do not.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, START } from '../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../tests/fixtures/strategies.js'
import type { BarSeries } from '../model/bar.js'
import { limit, stop, trailingStop } from '../model/order-price.js'
import { amend, enterLong, enterShort, exit, type Signals } from '../model/signal.js'
import { HOUR_MS } from '../model/time.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

const flat: HandBar = [100, 100, 100, 100, 40]
/** Up to 110 first, then down to 90: the day itself does not tell. */
const swing: HandBar = [100, 110, 90, 100, 40]
const upFirst: HandBar[] = [
  [100, 104, 100, 104, 10],
  [104, 110, 104, 106, 10],
  [106, 106, 90, 92, 10],
  [92, 100, 92, 100, 10],
]
const downFirst: HandBar[] = [
  [100, 100, 96, 96, 10],
  [96, 96, 90, 94, 10],
  [94, 110, 94, 108, 10],
  [108, 108, 100, 100, 10],
]

function daily(bars: readonly HandBar[], ...quarters: readonly (readonly HandBar[])[]): BarSeries {
  const detail = quarters.length === 0 ? undefined : handSeries('A', quarters.flat(), { timeframe: '6h', start: day(1) })
  return { ...handSeries('A', bars), detail }
}

function run(script: Script, series: BarSeries, config: BacktestConfigInput = {}) {
  return runBacktest({ strategies: [{ strategy: scripted(script) }], series: [series], config: { ...free, ...config } })
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)

const bracket = enterLong({ size: { lots: 10 }, protect: { stop: 95, target: 108 } })

describe('orders meet the detail of a bar', () => {
  test.each([
    ['up first', upFirst, 'limit-at-limit', 108, 2 * 6],
    ['down first', downFirst, 'stop-at-trigger', 95, 2 * 6],
  ])('which went %s, whatever the policy for what nobody knows', (_, quarters, rule, price, hours) => {
    for (const intrabar of ['pessimistic', 'optimistic'] as const) {
      const { fills } = run({ 0: bracket }, daily([flat, swing, flat], quarters), { intrabar })
      expect(fills.map((fill) => [fill.rule, fill.price, fill.ambiguous])).toEqual([
        ['market-at-open', 100, false],
        [rule, price, false],
      ])
      expect(fills[1]?.time).toBe(day(1) + hours * HOUR_MS)
      expect(fills.map(({ barIndex }) => barIndex)).toEqual([1, 1])
    }
  })

  test('in lots of the run, whatever lots the detail came with and a run before had', () => {
    const series = daily([flat, swing, flat], upFirst)
    const bought = (lotSize: 'instrument' | 'fractional', one: BarSeries): number[] => {
      const config = { lotSize, participation: 0.1, fees: { perShare: 0.01 } }
      const { fills } = run({ 0: enterLong({ size: { notional: 1050 } }) }, one, config)
      return [sumOf(fills.map(({ quantity }) => quantity)), sumOf(fills.map(({ fee }) => fee))]
    }
    expect(bought('instrument', series)).toEqual([4, 0.04])
    expect(bought('fractional', series)).toEqual(bought('fractional', { ...series, detail: undefined }))
    expect(bought('instrument', series)).toEqual([4, 0.04])
  })

  test('and without it the policy decides, and the fill is ambiguous', () => {
    const { fills } = run({ 0: bracket }, daily([flat, swing, flat]))
    expect(fills[1]).toMatchObject({ rule: 'stop-at-trigger', price: 95, ambiguous: true, time: day(2) })
  })

  test('one row after the other takes its own share of volume', () => {
    const { fills } = run({ 0: enterLong({ size: { lots: 12 }, timeInForce: 'GTC' }) }, daily([flat, swing, flat], upFirst), {
      participation: 0.5,
    })
    expect(fills.map(({ quantity, price, time }) => [quantity, price, time])).toEqual([
      [5, 100, day(1)],
      [5, 104, day(1) + 6 * HOUR_MS],
      [2, 106, day(1) + 12 * HOUR_MS],
    ])
  })

  test('and a trailing stop ratchets along it', () => {
    const script = { 0: enterLong({ size: { lots: 10 }, protect: { trail: { amount: 5 } } }) }
    const [up, down] = [upFirst, downFirst].map((quarters) => run(script, daily([flat, swing, flat], quarters)).fills[1])
    expect([up?.price, down?.price]).toEqual([105, 95])
  })

  test('an order that ends inside the bar meets what came before its end, whatever else has a bar then', () => {
    const clock = handSeries('B', flatBars(...Array.from({ length: 12 }, () => 50)), { timeframe: '6h' })
    const fillsUntil = (hours: number, ...others: readonly BarSeries[]) => {
      const goodTill = day(1) + hours * HOUR_MS
      const buy = enterLong({ size: { lots: 1 }, order: limit(95), timeInForce: 'GTD', goodTill })
      const strategy = strategyOf('one', { onBar: ({ instrument, bar }) => (instrument.id === 'A' && bar.index === 0 ? buy : undefined) })
      const series = [daily([flat, swing, flat], upFirst), ...others]
      return runBacktest({ strategies: [{ strategy }], series, config: free }).fills.length
    }
    expect([fillsUntil(12), fillsUntil(18)]).toEqual([0, 1])
    expect([fillsUntil(12, clock), fillsUntil(18, clock)]).toEqual([0, 1])
  })
})

test('a price that is changed in the middle of a bar works from the row on that comes next', () => {
  const long = daily([flat, swing, flat], upFirst)
  const clock = handSeries('B', flatBars(...Array.from({ length: 12 }, () => 50)), { timeframe: '6h' })
  // Six hours before the low of the day the limit goes from above it to below it, or the other way round.
  const filled = (first: number, then: number, enter = enterLong) => {
    const strategy = strategyOf('changing', {
      onBar({ instrument, bar, time }) {
        if (instrument.id === 'A')
          return bar.index === 0 ? enter({ size: { lots: 1 }, order: limit(first), timeInForce: 'GTC' }) : undefined
        return time === day(1) + 12 * HOUR_MS ? amend({ instrument: 'A', limit: then }) : undefined
      },
    })
    const { fills } = runBacktest({ strategies: [{ strategy }], series: [long, clock], config: free })
    return fills.map(({ price, time }) => [price, (time - day(1)) / HOUR_MS])
  }
  expect(filled(80, 95)).toEqual([[95, 18]])
  expect(filled(80, 99)).toEqual([[99, 18]])
  expect(filled(95, 80)).toEqual([])
  // From 6 to 12 the price was above 108, and never after that.
  expect(filled(200, 108, enterShort)).toEqual([])
})

describe('bars of several instruments that end together', () => {
  const touch = (low: number, at: number): HandBar[] =>
    Array.from({ length: 4 }, (_, row): HandBar => (row === at ? [100, 100, low, 100, 10] : [100, 100, 100, 100, 10]))
  const rise: HandBar[] = [...touch(100, 0).slice(0, 3), [100, 106, 100, 100, 10]]
  const swung: HandBar = [100, 100, 94, 100, 40]
  const risen: HandBar = [100, 106, 100, 100, 40]
  const withDetail = (id: string, bars: readonly HandBar[], rows: readonly HandBar[], at: number): BarSeries => ({
    ...handSeries(id, bars),
    detail: handSeries(id, rows, { timeframe: '6h', start: day(at) }),
  })
  const decided = (decide: (bar: number) => Signals) =>
    strategyOf('both', { onBars: ({ instruments }) => (instruments.length < 2 ? undefined : decide(instruments[0]?.bar.index ?? 0)) })

  test('meet their groups in the order of time', () => {
    const one = { size: { lots: 10 }, order: limit(95), oca: { group: 'g', type: 1 } } as const
    const series = [withDetail('AAA', [flat, swung, flat], touch(94, 3), 1), withDetail('BBB', [flat, swung, flat], touch(94, 1), 1)]
    const strategy = decided((bar) =>
      bar === 0 ? [enterLong({ instrument: 'AAA', ...one }), enterLong({ instrument: 'BBB', ...one })] : undefined,
    )
    const { fills, orders } = runBacktest({ strategies: [{ strategy }], series, config: free })
    expect(fills).toMatchObject([{ instrument: 'BBB', time: day(1) + 12 * HOUR_MS }])
    expect(orders).toMatchObject([
      { status: 'canceled', note: 'another order of its group g filled', updatedAt: day(1) + 12 * HOUR_MS },
      { status: 'filled' },
    ])
  })

  test('and what they reduce at several venues, whichever has no detail', () => {
    const bats = withDetail('ACME@BATS', [flat, flat, risen, flat], rise, 2)
    const xnas = withDetail('ACME@XNAS', [flat, flat, swung, flat], touch(94, 1), 2)
    const strategy = decided((bar) => {
      if (bar === 0) return enterLong({ instrument: 'ACME@BATS', size: { lots: 10 } })
      if (bar !== 1) return undefined
      return [exit({ instrument: 'ACME@BATS', order: limit(105) }), exit({ instrument: 'ACME@XNAS', order: stop(95) })]
    })
    const closes = (...series: readonly BarSeries[]) => {
      const { fills } = runBacktest({ strategies: [{ strategy }], series, config: free })
      return fills.slice(1).map(({ instrument, time }) => [instrument, (time - day(2)) / HOUR_MS])
    }
    expect(closes(bats, xnas)).toEqual([['ACME@XNAS', 12]])
    expect(closes({ ...bats, detail: undefined }, xnas)).toEqual([['ACME@XNAS', 12]])
    expect(closes(bats, { ...xnas, detail: undefined })).toEqual([['ACME@BATS', 24]])
  })
})

describe('what stays on the bars', () => {
  test('marks, equity and decisions have their times', () => {
    const series = daily([flat, swing, flat], upFirst)
    const plain = daily([flat, swing, flat])
    const asked: number[] = []
    const script: Script = { 0: bracket, 1: ({ time }) => void asked.push(time), 2: ({ time }) => void asked.push(time) }
    const result = run(script, series)
    expect([...result.equity.time]).toEqual([...run({}, plain).equity.time])
    expect(asked).toEqual([day(2), day(3)])
    expect([...result.equity.equity]).toEqual([100_000, 100_080, 100_080])
  })

  test('the end of the data closes at the bar’s close', () => {
    const { fills } = run({ 0: enterLong({ size: { lots: 1 } }) }, daily([flat, swing, swing], upFirst, upFirst), { endOfData: 'close' })
    expect(fills.at(-1)).toMatchObject({ rule: 'end-of-data', price: 100, barIndex: 2, time: day(3) })
  })

  test('same-close fills at the close that was decided at', () => {
    const { fills } = run({ 1: enterLong({ size: { lots: 1 } }) }, daily([flat, swing, flat], upFirst), { timing: 'same-close' })
    expect(fills[0]).toMatchObject({ price: 100, barIndex: 1, time: day(2) })
  })
})

describe('a market order for a close', () => {
  test('on close takes that of the day, and not of its first row', () => {
    const order = { type: 'market-on-close' } as const
    const { fills } = run({ 0: enterLong({ size: { lots: 10 }, order, timeInForce: 'DAY' }) }, daily([flat, swing, flat], upFirst))
    expect(fills).toMatchObject([{ rule: 'market-at-close', price: 100, time: day(2), barIndex: 1 }])
  })

  test('under next-close takes that of the bar, and not of its first row', () => {
    for (const timeInForce of ['DAY', 'GTC', 'IOC'] as const) {
      const { fills } = run({ 0: enterLong({ size: { lots: 10 }, timeInForce }) }, daily([flat, swing, flat], upFirst), {
        timing: 'next-close',
      })
      expect(fills).toMatchObject([{ rule: 'market-at-close', price: 100, quantity: 10, time: day(2), barIndex: 1 }])
    }
  })

  test('lives to that close where the bar holds several days', () => {
    const week: HandBar = [100, 110, 90, 105, 70]
    const days: HandBar[] = [
      [100, 110, 100, 104, 10],
      ...Array.from({ length: 5 }, (): HandBar => [104, 104, 90, 104, 10]),
      [104, 105, 104, 105, 10],
    ]
    const detail = handSeries('A', days, { start: day(7) })
    const series = { ...handSeries('A', [[100, 100, 100, 100, 70], week, [105, 105, 105, 105, 70]], { timeframe: '1w' }), detail }
    const { fills } = run({ 0: enterLong({ size: { lots: 10 } }) }, series, { timing: 'next-close' })
    expect(fills).toMatchObject([{ price: 105, time: day(14), barIndex: 1 }])
  })
})

describe('with detail for some bars only', () => {
  const latency = { entry: 50, response: 'none', feed: 'none' } as const
  const filledAt = (series: BarSeries, script: Script, config: BacktestConfigInput) =>
    run(script, series, { latency, ...config }).fills.map(({ time, price }) => [time, price])

  test('a DAY order that comes inside one of the others is for the day after it', () => {
    const bars = [...flatBars(100, 100, 100), swing, flat]
    const script = { 1: enterLong({ size: { lots: 10 }, order: limit(95), timeInForce: 'DAY' }) }
    for (const detailFrom of [0, 1, 3, 4]) {
      const quarters = bars.slice(detailFrom, 4).flatMap((bar) => (bar === swing ? upFirst : flatBars(100, 100, 100, 100)))
      const detail = handSeries('A', quarters, { timeframe: '6h', start: day(detailFrom) })
      const fills = filledAt({ ...handSeries('A', bars), detail }, script, {})
      // In the detail of the day it comes in it works from the next row on, and not a day longer.
      expect(fills.map(([, price]) => price)).toEqual(detailFrom < 3 ? [] : [95])
    }
    expect(filledAt(handSeries('A', bars), script, {})).toEqual([[day(4), 95]])
  })

  test('a DAY order for a close of the day after it has none, with detail or without', () => {
    const series = handSeries('A', flatBars(...Array<number>(30).fill(100)), { timeframe: '1h' })
    const script = (bar: number) => ({ [bar]: enterLong({ size: { lots: 10 }, timeInForce: 'DAY' }) })
    const expected = new Map([
      [20, [[day(0) + 23 * HOUR_MS, 100]]],
      [21, [[day(1), 100]]],
      [22, []],
      [23, [[day(1) + 2 * HOUR_MS, 100]]],
    ])
    for (const [bar, fills] of expected) {
      for (const detail of [undefined, series]) {
        expect(filledAt({ ...series, detail }, script(bar), { timing: 'next-close' })).toEqual(fills)
      }
    }
  })
})

describe('a run with detail', () => {
  const bars = [flat, swing, swing, flat]

  test('says of how many bars, in its assumptions and where it is less than all', () => {
    const { detail, assumptions, notes } = run({}, daily(bars, upFirst, upFirst.with(1, [104, 109, 104, 106])))
    expect(detail).toMatchObject([{ instrument: 'A', timeframe: '6h', bars: 4, covered: 1, uneven: 1 }])
    expect(assumptions.find(({ name }) => name === 'detail')?.value).toBe('6h inside 1 of 4 bars of A')
    expect(notes).toContain(
      'A: 3 of 4 bars are walked as they are, without detail: 2 have no bars of 6h inside, 1 are not made up by theirs.',
    )
  })

  test('has a data hash over it', () => {
    const [one, same, other, none] = [daily(bars, upFirst), daily(bars, upFirst), daily(bars, downFirst), daily(bars)].map((series) =>
      run({}, series),
    )
    expect(one?.hashes.data).toBe(same?.hashes.data)
    expect(new Set([one, other, none].map((each) => each?.hashes.data)).size).toBe(3)
    expect(none?.detail).toBeUndefined()
  })
})

const anyBar = fc
  .tuple(fc.integer({ min: 90, max: 110 }), fc.integer({ min: 90, max: 110 }), fc.nat(6), fc.nat(6), fc.integer({ min: 0, max: 60 }))
  .map(([open, close, up, down, volume]): HandBar => [open, Math.max(open, close) + up, Math.min(open, close) - down, close, volume])

const level = fc.integer({ min: 88, max: 112 })
const anySignal: fc.Arbitrary<Signals> = fc.oneof(
  fc.record({ size: fc.constant({ lots: 7 }), protect: fc.record({ stop: level, target: level }) }).map(enterLong),
  fc.record({ size: fc.constant({ lots: 5 }), order: level.map(stop), timeInForce: fc.constantFrom('DAY', 'GTC') }).map(enterShort),
  fc
    .record({ size: fc.constant({ lots: 9 }), order: level.map(limit), timeInForce: fc.constantFrom('DAY', 'GTC', 'IOC', 'FOK') })
    .map(enterLong),
  fc.record({ order: fc.constant(trailingStop({ amount: 4 })) }).map(exit),
  fc.constant(exit()),
)

test('a bar whose detail is itself gives the same result', () => {
  const anyConfig = fc.record({
    intrabar: fc.constantFrom('pessimistic', 'optimistic', 'adaptive', 'ohlc', 'olhc', 'stop-first'),
    timing: fc.constantFrom('next-open', 'same-close', 'next-close', 'next-session'),
    childActivation: fc.constantFrom('same-bar', 'next-bar'),
    participation: fc.constantFrom(0.1, 'none'),
    endOfData: fc.constantFrom('keep', 'close'),
  })
  const anyScript = fc.array(fc.tuple(fc.nat(14), anySignal), { maxLength: 8 }).map(Object.fromEntries)
  fc.assert(
    fc.property(fc.array(anyBar, { minLength: 2, maxLength: 15 }), anyScript, anyConfig, (bars, script: Script, config) => {
      const series = handSeries('A', bars, { start: START })
      const [plain, detailed] = [series, { ...series, detail: series }].map((one) => run(script, one, config as BacktestConfigInput))
      expect(detailed?.fills).toEqual(plain?.fills)
      expect(detailed?.hashes.execution).toBe(plain?.hashes.execution)
      expect(detailed?.hashes.decision).toBe(plain?.hashes.decision)
      expect(detailed?.equity).toEqual(plain?.equity)
      expect(detailed?.orders).toEqual(plain?.orders)
    }),
    { numRuns: 300 },
  )
})
