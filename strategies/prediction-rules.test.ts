import { describe, expect, test } from 'vitest'
import { concatColumns } from '../src/data/columns.js'
import { runBacktest } from '../src/engine/backtest.js'
import type { BacktestConfigInput } from '../src/engine/config/config.js'
import { type Prediction, prediction } from '../src/model/prediction.js'
import type { RunResult } from '../src/model/run.js'
import { type EpochMs, MINUTE_MS } from '../src/model/time.js'
import type { Strategy } from '../src/strategy/define-strategy.js'
import { free, type HandBar, handSeries } from '../tests/fixtures/series.js'
import rules from './prediction-rules.js'

/** 09:30 in New York on a Tuesday in winter. */
const OPEN: EpochMs = Date.UTC(2024, 0, 2, 14, 30)
const BAR_MS = 10_000
const session = { timeframe: '10s', instrument: { calendar: 'XNYS', tick: 0.01 } } as const

/** At the close of a bar. */
const at = (bar: number): EpochMs => OPEN + (bar + 1) * BAR_MS

/** Bars of 10 seconds around 100 with a range of 0.10, so that an ATR is 0.10: a stop is 0.60 away and a target 0.30; some bars are others. */
function bars(id: string, count: number, others: Readonly<Record<number, HandBar>> = {}, start = OPEN) {
  const all = Array.from({ length: count }, (_, index): HandBar => others[index] ?? [100, 100.05, 99.95, 100])
  return handSeries(id, all, { ...session, start })
}

function run(
  predictions: readonly Prediction[],
  series = [bars('A', 60)],
  params: Record<string, unknown> = {},
  config: BacktestConfigInput = {},
): RunResult {
  const strategies = [{ strategy: rules as unknown as Strategy, params }]
  return runBacktest({ strategies, series, predictions: { name: 'said.csv', predictions }, config: { ...free, cash: 100_000, ...config } })
}

const long = (time: EpochMs, confidence = 0.8, id = 'A') => prediction(time, id, 1, confidence)
const short = (time: EpochMs, confidence = 0.8, id = 'A') => prediction(time, id, -1, confidence)

/** `buy 100 entry at bar 21` of each fill; at its open, or inside it. */
function fillsOf({ fills }: RunResult): string[] {
  return fills.map(({ side, quantity, role, barIndex }) => `${side} ${quantity} ${role} in bar ${barIndex}`)
}

describe('an entry', () => {
  test('is worth 10,000, with a stop 6 and a target 3 average true ranges away', () => {
    const { fills, orders, denials } = run([long(at(20))])
    expect(fills).toMatchObject([{ side: 'buy', quantity: 100, price: 100, time: at(20), barIndex: 21 }])
    expect(orders.map(({ intent: { role, side }, price }) => [role, side, price])).toEqual([
      ['entry', 'buy', { type: 'market' }],
      ['stop', 'sell', { type: 'stop', trigger: 99.4 }],
      ['target', 'sell', { type: 'limit', limit: 100.3 }],
    ])
    expect(denials).toEqual([])
  })

  test('is short with both on the other side, and says how sure the model was', () => {
    const { orders, decisions } = run([short(at(20), 0.83)])
    expect(orders.slice(1).map(({ price }) => price)).toEqual([
      { type: 'stop', trigger: 100.6 },
      { type: 'limit', limit: 99.7 },
    ])
    expect(decisions?.[0]?.signal).toMatchObject({ direction: 'short', confidence: 0.83, reason: 'predicted with 0.83' })
  })

  test('between two bars waits for the next one', () => {
    expect(fillsOf(run([long(at(20) + 1)]))).toEqual(['buy 100 entry in bar 22'])
  })

  test('needs a direction, a range that is known, and one that is not zero', () => {
    expect(run([prediction(at(20), 'A', 0, 1)]).counts.signals).toBe(0)
    expect(run([long(at(13))]).counts.signals).toBe(0)
    expect(run([long(at(14))]).counts.signals).toBe(1)
    const still = handSeries(
      'A',
      Array.from({ length: 30 }, (): HandBar => [100, 100, 100, 100]),
      { ...session, start: OPEN },
    )
    expect(run([long(at(20))], [still]).counts.signals).toBe(0)
  })

  test('is not sent twice before the first has filled', () => {
    expect(run([long(at(20) + 1), short(at(20) + 2)]).counts.signals).toBe(1)
  })
})

describe('the threshold', () => {
  test('is met at itself and not a hair below', () => {
    expect(run([long(at(20), 0.7)]).counts.signals).toBe(1)
    expect(run([long(at(20), 0.6999)]).counts.signals).toBe(0)
  })

  test('is that of the instrument where it has one of its own', () => {
    const series = [bars('A', 60), bars('B', 60), bars('C', 60)]
    const said = ['A', 'B', 'C'].map((id) => long(at(20), 0.65, id))
    const { fills } = run(said, series, { thresholds: { A: 0.6, C: 0.9 }, threshold: 0.65 })
    expect(fills.map(({ instrument }) => instrument)).toEqual(['A', 'B'])
  })

  test('of an instrument that the run does not have is a slip of the pen', () => {
    expect(() => run([], [bars('A', 60)], { thresholds: { AA: 0.6 } })).toThrow("prediction-rules: thresholds: the run has no 'AA'")
  })
})

describe('a scale-in', () => {
  test('needs a confidence of the threshold + 0.05', () => {
    expect(fillsOf(run([long(at(20)), long(at(22), 0.7499)]))).toEqual(['buy 100 entry in bar 21'])
    const { fills, decisions } = run([long(at(20)), long(at(22), 0.75)])
    expect(fills.map(({ quantity }) => quantity)).toEqual([100, 100])
    expect(decisions?.at(-1)?.signal.reason).toBe('scale-in with 0.75')
    // 0.65 + 0.05 is above 0.7 in binary.
    expect(run([long(at(20)), long(at(22), 0.7)], [bars('A', 60)], { threshold: 0.65 }).counts.fills).toBe(2)
  })

  test('comes once in a position, or as often as one says', () => {
    const said = [20, 22, 24, 26].map((bar) => long(at(bar), 0.9))
    expect(run(said).counts.fills).toBe(2)
    expect(run(said, [bars('A', 60)], { scaleIns: 2 }).counts.fills).toBe(3)
    expect(run(said, [bars('A', 60)], { scaleIns: 0 }).counts.fills).toBe(1)
  })

  test('is protected as the entry is: one stop takes both out', () => {
    const result = run([long(at(20)), long(at(22), 0.9)], [bars('A', 60, { 30: [100, 100, 99, 99] })])
    expect(fillsOf(result)).toEqual([
      'buy 100 entry in bar 21',
      'buy 100 entry in bar 23',
      'sell 100 stop in bar 30',
      'sell 100 stop in bar 30',
    ])
    expect(result.openPositions).toEqual([])
  })
})

describe('a reversal', () => {
  test('closes and turns in one order, and what protected the old side goes with it', () => {
    const { fills, orders, openPositions, decisions } = run([long(at(20)), short(at(25))])
    expect(fills.map(({ side, quantity, barIndex }) => [side, quantity, barIndex])).toEqual([
      ['buy', 100, 21],
      ['sell', 200, 26],
    ])
    expect(openPositions).toMatchObject([{ quantity: -100 }])
    expect(decisions?.at(-1)?.signal.reason).toBe('reversal with 0.8')
    const working = orders.filter(({ status }) => !['filled', 'canceled', 'expired'].includes(status))
    expect(working.map(({ intent: { side, role }, price }) => [side, role, price])).toEqual([
      ['buy', 'stop', { type: 'stop', trigger: 100.6 }],
      ['buy', 'target', { type: 'limit', limit: 99.7 }],
    ])
  })

  test('needs the threshold', () => {
    expect(run([long(at(20)), short(at(25), 0.69)]).counts.fills).toBe(1)
  })

  test('may be added to again', () => {
    const said = [long(at(20)), long(at(22), 0.9), short(at(25)), short(at(27), 0.9)]
    expect(run(said).fills.map(({ quantity }) => quantity)).toEqual([100, 100, 300, 100])
  })
})

describe('what is denied', () => {
  /** An order of 100 lots passes, one of 200 does not. */
  const small = { limits: { orderValue: 15_000 } }

  test('as a reversal is a close, and the other side once that has filled', () => {
    const { fills, denials } = run([long(at(20)), short(at(25))], [bars('A', 60)], {}, small)
    expect(denials.map(({ code, time }) => [code, time])).toEqual([['MAX_ORDER_VALUE', at(25)]])
    expect(fills.map(({ side, quantity, role, barIndex }) => [side, quantity, role, barIndex])).toEqual([
      ['buy', 100, 'entry', 21],
      ['sell', 100, 'exit', 26],
      ['sell', 100, 'entry', 27],
    ])
  })

  test('as a reversal between two bars closes at the next one', () => {
    expect(fillsOf(run([long(at(20)), short(at(25) + 1)], [bars('A', 60)], {}, small))).toEqual([
      'buy 100 entry in bar 21',
      'sell 100 exit in bar 27',
      'sell 100 entry in bar 28',
    ])
  })

  test('on both of its halves leaves nothing held', () => {
    const { fills, openPositions } = run([long(at(20)), short(at(25))], [bars('A', 60)], {}, { limits: { dailyTrades: 1 } })
    expect(fills.map(({ side, role }) => [side, role])).toEqual([
      ['buy', 'entry'],
      ['sell', 'exit'],
    ])
    expect(openPositions).toEqual([])
  })

  test('is no addition: a later one is asked for, and never more than there may be', () => {
    const said = [20, 22, 24, 26].map((bar) => long(at(bar), 0.9))
    const busy = { governor: { throttle: { orders: 1, seconds: 40 } } }
    const { fills, denials } = run(said, [bars('A', 60)], {}, busy)
    expect(denials.map(({ code, time }) => [code, time])).toEqual([['ORDER_THROTTLE', at(22)]])
    expect(fills.map(({ barIndex }) => barIndex)).toEqual([21, 25])
  })

  test('does not make room for more: reversals that were denied do not begin the count anew', () => {
    const said = [long(at(20)), long(at(22), 0.9), short(at(25)), long(at(27), 0.9), short(at(30)), long(at(32), 0.9)]
    const { fills } = run(said, [bars('A', 60)], {}, small)
    let held = 0
    for (const { side, quantity } of fills) {
      held += side === 'buy' ? quantity : -quantity
      expect(Math.abs(held)).toBeLessThanOrEqual(200)
    }
    // Each word to the other side closes first.
    expect(fills.map(({ side, quantity, role }) => `${side} ${quantity} ${role}`)).toEqual([
      ...['buy 100 entry', 'buy 100 entry'],
      ...['sell 200 exit', 'sell 100 entry'],
      ...['buy 100 exit', 'buy 100 entry'],
      ...['sell 100 exit', 'sell 100 entry'],
      ...['buy 100 exit', 'buy 100 entry'],
    ])
  })

  test('is overtaken by what is predicted next', () => {
    const said = [long(at(20)), short(at(25) + 1), long(at(25) + 2, 0.9)]
    expect(fillsOf(run(said, [bars('A', 60)], {}, small))).toEqual(['buy 100 entry in bar 21', 'buy 100 entry in bar 27'])
  })
})

describe('the cool-down', () => {
  /** The target of an entry in bar 21 is met in bar 25; its stop in bar 25. */
  const won = [bars('A', 60, { 25: [100, 100.4, 100, 100] })]
  const lost = [bars('A', 60, { 25: [100, 100, 99.3, 100] })]

  test('keeps out for three minutes after an exit, and not a moment longer', () => {
    const exit = at(25)
    expect(fillsOf(run([long(at(20)), long(exit + 3 * MINUTE_MS - 1)], won))).toEqual([
      'buy 100 entry in bar 21',
      'sell 100 target in bar 25',
    ])
    expect(fillsOf(run([long(at(20)), long(exit + 3 * MINUTE_MS)], won)).at(-1)).toBe('buy 100 entry in bar 44')
  })

  test('is ended by a stop-out: the next prediction may enter at once, on either side', () => {
    expect(fillsOf(run([long(at(20)), long(at(25))], lost))).toEqual([
      'buy 100 entry in bar 21',
      'sell 100 stop in bar 25',
      'buy 100 entry in bar 26',
    ])
    expect(fillsOf(run([long(at(20)), short(at(26))], lost)).at(-1)).toBe('sell 100 entry in bar 27')
  })

  test('is of its instrument alone', () => {
    const said = [long(at(20)), long(at(26)), long(at(26), 0.8, 'B')]
    const { fills } = run(said, [...won, bars('B', 60)])
    expect(fills.at(-1)).toMatchObject({ instrument: 'B', barIndex: 27 })
  })

  test('off, it keeps nobody out', () => {
    expect(fillsOf(run([long(at(20)), long(at(25))], won, { coolDownMinutes: 0 })).at(-1)).toBe('buy 100 entry in bar 26')
  })
})

describe('the end of the day', () => {
  /** Whole sessions of 10-second bars. */
  const day = (date: readonly [year: number, month: number, day: number, utcHour: number], hours = 6.5) =>
    bars('A', hours * 360, {}, Date.UTC(...date, 30))

  test.each([
    ['in winter', [2024, 0, 2, 14], 6.5, Date.UTC(2024, 0, 2, 20, 30)],
    ['in summer', [2024, 6, 2, 13], 6.5, Date.UTC(2024, 6, 2, 19, 30)],
    ['half an hour before an early close', [2024, 6, 3, 13], 3.5, Date.UTC(2024, 6, 3, 16, 30)],
  ] as const)('closes at 15:30 in New York, %s', (_, date, hours, end) => {
    const series = [day(date, hours)]
    const { fills } = run([long(end - 5 * MINUTE_MS)], series)
    expect(fills).toMatchObject([{ role: 'entry' }, { role: 'exit', side: 'sell', quantity: 100, time: end }])
    expect(run([long(end)], series).counts.signals).toBe(0)
    expect(run([long(end - 1)], series, { coolDownMinutes: 0 }).counts.signals).toBeGreaterThan(0)
  })

  test('takes back an entry that has not filled', () => {
    const { fills, orders } = run([long(Date.UTC(2024, 0, 2, 20, 30) - 1)], [day([2024, 0, 2, 14])])
    expect(fills).toEqual([])
    expect(orders.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'canceled'])
  })

  test('takes back an entry beside a close that has not filled, and asks for the close anew at once', () => {
    const [one, two] = [day([2024, 0, 2, 14]), day([2024, 0, 3, 14])]
    const volume = (size: number) => Float64Array.from({ length: size }, () => 0)
    const still = { ...two.columns, volume: volume(two.columns.length) }
    const late = { ...one.columns, volume: one.columns.volume.map((lots, bar) => (bar >= 6 * 360 ? 0 : lots)) }
    const series = { ...one, columns: concatColumns([late, still]) }
    const said = [long(Date.UTC(2024, 0, 2, 15)), short(Date.UTC(2024, 0, 3, 15))]
    const { orders } = run(said, [series])
    expect(orders.filter(({ intent: { role } }) => role === 'exit').map(({ status, createdAt }) => [status, createdAt])).toEqual([
      ['canceled', Date.UTC(2024, 0, 2, 20, 30)],
      ['accepted', Date.UTC(2024, 0, 3, 20, 30)],
    ])
    expect(orders.filter(({ intent: { role } }) => role === 'entry').map(({ status }) => status)).toEqual(['filled', 'canceled'])
  })

  test('is over with the next day', () => {
    const [one, two] = [day([2024, 0, 2, 14]), day([2024, 0, 3, 14])]
    const series = { ...one, columns: concatColumns([one.columns, two.columns]) }
    expect(run([long(Date.UTC(2024, 0, 2, 20, 45)), long(Date.UTC(2024, 0, 3, 15))], [series]).fills).toMatchObject([
      { role: 'entry', time: Date.UTC(2024, 0, 3, 15) },
      { role: 'exit', time: Date.UTC(2024, 0, 3, 20, 30) },
    ])
  })
})
