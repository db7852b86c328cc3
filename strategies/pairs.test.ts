import { describe, expect, test } from 'vitest'
import { sliceColumns } from '../src/data/columns.js'
import { runBacktest } from '../src/engine/backtest.js'
import type { BacktestConfigInput } from '../src/engine/config/config.js'
import type { BarSeries } from '../src/model/bar.js'
import { randomStream } from '../src/std/random.js'
import type { Strategy } from '../src/strategy/define-strategy.js'
import { free, handSeries, splitAt, steps } from '../tests/fixtures/series.js'
import pairs from './pairs.js'

/** B wanders; A is B to the power of 1.5 times a spread, which is what is written for it, else a small noise around 0. */
function pair(bars: number, spread: (bar: number) => number | undefined): BarSeries[] {
  const random = randomStream(5, 'pairs')
  let log = Math.log(100)
  const closes = Array.from({ length: bars }, (_, bar) => {
    log += 0.005 * random.normal()
    const noise = 0.002 * random.normal()
    return [Math.exp(1.5 * log + (spread(bar) ?? noise)), Math.exp(log)] as const
  })
  return [handSeries('A', steps(...closes.map(([a]) => a))), handSeries('B', steps(...closes.map(([, b]) => b)))]
}

function run(series: readonly BarSeries[], params: Record<string, unknown> = {}, config: BacktestConfigInput = {}) {
  return runBacktest({
    strategies: [{ strategy: pairs as unknown as Strategy, params }],
    series,
    config: { ...free, cash: 1e7, leverage: 2, ...config },
  })
}

/** `100 A sell, B buy` for each bar in which a batch was sent. */
function batches({ orders }: ReturnType<typeof run>, start = Date.UTC(2024, 0, 1)): string[] {
  const byBar = new Map<number, string[]>()
  for (const { createdAt, intent } of orders) {
    const bar = (createdAt - start) / 86_400_000 - 1
    byBar.set(bar, [...(byBar.get(bar) ?? []), `${intent.instrument} ${intent.side}`].sort())
  }
  return [...byBar].map(([bar, legs]) => `${bar} ${legs.join(', ')}`)
}

/** Bars 100 to 104 stand 0.008 apart, four deviations of the noise; then they meet. */
const apart = (bar: number) => (bar >= 100 && bar < 105 ? 0.008 : bar >= 105 && bar < 110 ? 0 : undefined)

describe('a pair', () => {
  test('is sold where the first leg is dear, both legs in one batch, and closed when the spread is back', () => {
    expect(batches(run(pair(112, apart), { enter: 2.5, giveUp: 20 }))).toEqual(['100 A sell, B buy', '105 A buy, B sell'])
  })

  test('is bought where it is cheap', () => {
    const cheap = (bar: number) => (apart(bar) === undefined ? undefined : -(apart(bar) as number))
    expect(batches(run(pair(112, cheap), { enter: 2.5, giveUp: 20 }))).toEqual(['100 A buy, B sell', '105 A sell, B buy'])
  })

  test('holds the legs by their hedge ratio, together at the gross share of the equity', () => {
    const { fills } = run(pair(112, apart), { enter: 2.5, giveUp: 20, gross: 0.9 })
    const [a, b] = ['A', 'B']
      .map((id) => fills.find(({ instrument }) => instrument === id))
      .map((fill) => (fill ? fill.quantity * fill.price : 0))
    expect(((b ?? 0) / (a ?? 1)).toFixed(1)).toBe('1.5')
    expect(((a ?? 0) + (b ?? 0)) / 1e7).toBeCloseTo(0.9, 1)
  })

  test('is not opened below the threshold', () => {
    expect(run(pair(112, apart), { enter: 10, giveUp: 20 }).fills).toEqual([])
  })

  test('is given up where they part for good, and not opened again before they have met', () => {
    const parted = (bar: number) => (bar < 100 ? undefined : bar < 102 ? 0.008 : bar < 115 ? 0.05 : 0)
    const once = batches(run(pair(118, parted), { enter: 2.5, giveUp: 5, lookback: 60 }))
    expect(once).toEqual(['100 A sell, B buy', '102 A buy, B sell'])
  })

  test('of named legs leaves the others alone, and needs both', () => {
    const [a, b] = pair(112, apart) as [BarSeries, BarSeries]
    const other = { ...b, instrument: { ...b.instrument, id: 'Z' } }
    const named = run([a, b, other], { first: 'A', second: 'Z', enter: 2.5, giveUp: 20 })
    expect(new Set(named.fills.map(({ instrument }) => instrument))).toEqual(new Set(['A', 'Z']))
  })

  test('of one named leg has the first of the others for its other one', () => {
    const params = { enter: 2.5, giveUp: 20 }
    const [a, b] = pair(112, apart) as [BarSeries, BarSeries]
    const legsOf = (others: Record<string, unknown>) => new Set(run([a, b], { ...params, ...others }).fills.map((fill) => fill.instrument))
    expect(legsOf({ first: 'B' })).toEqual(new Set(['A', 'B']))
    expect(legsOf({ second: 'A' })).toEqual(new Set(['A', 'B']))
  })

  test('stays that pair when a third instrument begins that stands before one of them', () => {
    const [a, b] = pair(112, apart) as [BarSeries, BarSeries]
    const late = { ...b, instrument: { ...b.instrument, id: 'AB' }, columns: sliceColumns(b.columns, 103, 112) }
    expect(batches(run([a, late, b], { enter: 2.5, giveUp: 20 }))).toEqual(['100 A sell, B buy', '105 A buy, B sell'])
  })

  test.each<[string, Record<string, unknown>, code: string, message: string, hint: string | RegExp]>([
    [
      'a name that the run does not have',
      { first: 'AAPL', second: 'GOOGL' },
      'UNKNOWN_INSTRUMENT',
      "pairs: first: the run has no 'AAPL'",
      /A, GOOG/,
    ],
    ['a slip', { second: 'GOOGL' }, 'UNKNOWN_INSTRUMENT', "pairs: second: the run has no 'GOOGL'", 'did you mean `GOOG`?'],
    ['the same one twice', { first: 'A', second: 'A' }, 'BAD_PARAMETER', 'pairs: second: a pair has two legs: name another one', /./],
  ])('refuses %s', (_, params, code, message, hint) => {
    const [a, b] = pair(12, apart) as [BarSeries, BarSeries]
    const series = [a, { ...b, instrument: { ...b.instrument, id: 'GOOG' } }]
    expect(() => run(series, params)).toThrow(
      expect.objectContaining({ code, message, hint: typeof hint === 'string' ? hint : expect.stringMatching(hint) }),
    )
  })

  test('of one instrument is refused', () => {
    expect(() => run(pair(12, apart).slice(0, 1))).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIG', message: 'pairs needs 2 instruments, and the run has 1: A' }),
    )
  })

  test('whose legs move against each other is bought or sold, both of them', () => {
    const against = pair(112, apart).map((one) =>
      one.instrument.id === 'A' ? one : handSeries('B', steps(...[...one.columns.close].map((close) => 1e4 / close))),
    )
    expect(batches(run(against, { enter: 2.5, giveUp: 20 }))).toEqual(['100 A sell, B sell', '105 A buy, B buy'])
  })

  test.each([0, 1])('is the same pair after a split of leg %i', (leg) => {
    const whole = pair(112, apart)
    const split = whole.map((one, index) => (index === leg ? splitAt(one, 70, 4) : one))
    const params = { enter: 2.5, giveUp: 20 }
    expect(batches(run(split, params))).toEqual(['100 A sell, B buy', '105 A buy, B sell'])
  })

  test('takes no thresholds out of order', () => {
    expect(() => run(pair(20, apart), { enter: 1, leave: 1.5 })).toThrow(/leave, enter and giveUp/)
  })
})

describe('one leg alone', () => {
  const params = { enter: 2.5, giveUp: 20 }
  /** Apart from bar 100 on, for two weeks; then they meet, and part once more. */
  const long = (bar: number) => (bar < 100 ? undefined : bar < 114 ? 0.02 : bar < 118 ? 0 : bar < 122 ? -0.03 : 0)
  const held = ({ fills }: ReturnType<typeof run>) => fills.map(({ instrument, side, barIndex }) => `${barIndex} ${instrument} ${side}`)

  test('because the other was denied is closed at the next close, and not opened again before they have met', () => {
    const { denials, fills, openPositions } = run(pair(116, long), params, { shortAvailability: { A: 'none', default: 'unlimited' } })
    expect(denials.map(({ code, instrument }) => `${code} ${instrument}`)).toEqual(['SHORT_UNAVAILABLE A'])
    expect(held({ fills } as ReturnType<typeof run>)).toEqual(['101 B buy', '102 B sell'])
    expect(openPositions).toEqual([])
  })

  test('then the pair is opened again, the other way round', () => {
    const result = run(pair(121, long), params, { shortAvailability: { A: 'none', default: 'unlimited' } })
    expect(held(result).slice(2)).toEqual(['119 A buy', '119 B sell'])
  })

  test('because the venue did not take the order of the other is closed too', () => {
    const [a, b] = pair(116, long) as [BarSeries, BarSeries]
    const ended = { ...a, columns: sliceColumns(a.columns, 0, 101) }
    const result = run([ended, b], params, { latency: { entry: 1_000 } })
    expect(result.orders.map(({ intent, status }) => `${intent.instrument} ${status}`)).toEqual(['A rejected', 'B filled', 'B filled'])
    expect(result.openPositions).toEqual([])
  })

  test('because the other was stopped out is closed', () => {
    const [a, b] = pair(116, long) as [BarSeries, BarSeries]
    const high = a.columns.high.map((price, bar) => (bar === 104 ? price * 1.5 : price))
    const spiked = { ...a, columns: { ...a.columns, high } }
    const result = run([spiked, b], params, { protection: { required: 'default', default: '20%' } })
    expect(held(result)).toEqual(['101 A sell', '101 B buy', '104 A buy', '105 B sell'])
  })

  test('because an operator has let nothing close comes to an end once it may', () => {
    const operator = [
      { at: '2024-04-15T12:00:00Z', do: 'halt', reason: 'look at it' },
      { at: '2024-04-20T12:00:00Z', do: 'unlatch', reason: 'all is well' },
    ] as const
    const result = run(pair(113, apart), params, { operator: [...operator] })
    expect(held(result)).toEqual(['101 A sell', '101 B buy', '111 A buy', '111 B sell'])
  })

  test('is none while both are held: a quiet pair is left alone, whatever protects it', () => {
    const result = run(pair(112, apart), params, { protection: { required: 'default', default: '20%' } })
    expect(held(result)).toEqual(['101 A sell', '101 B buy', '106 A buy', '106 B sell'])
  })
})
