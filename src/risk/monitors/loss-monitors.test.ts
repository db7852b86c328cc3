import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Breach } from '../../model/breach.js'
import { MINUTE_MS } from '../../model/time.js'
import { runs } from '../../std/property.testing.js'
import { DailyLossMonitor } from './daily-loss.js'
import { DrawdownMonitor } from './drawdown.js'
import { RapidDrawdownMonitor } from './rapid-drawdown.js'
import { StrategyLossMonitor } from './strategy-loss.js'

const limits = { warning: 0.05, critical: 0.1 }
const collected = () => {
  const found: Breach[] = []
  return { found, emit: (breach: Breach) => void found.push(breach), said: () => found.map(({ severity, time }) => `${severity} ${time}`) }
}

describe('drawdown', () => {
  const watch = (equities: readonly number[]) => {
    const { emit, said } = collected()
    const monitor = new DrawdownMonitor(limits, 100_000, emit)
    for (const [time, equity] of equities.entries()) monitor.check(equity, time)
    return said()
  }

  test('warns at one limit and is critical at the other, once each', () => {
    expect(watch([95_000.01, 95_000, 94_000, 90_000.01, 90_000, 80_000])).toEqual(['warning 1', 'critical 4'])
  })

  test('both at once are the critical one', () => {
    expect(watch([89_000, 88_000])).toEqual(['critical 0'])
  })

  test('is ready again only after it has come well back', () => {
    expect(watch([90_000, 90_900, 90_000, 91_001, 90_000])).toEqual(['critical 0', 'critical 4'])
  })

  test('measures from the highest mark there ever was, until an operator goes on from where it stands', () => {
    const { emit, found } = collected()
    const monitor = new DrawdownMonitor(limits, 100_000, emit)
    for (const [time, equity] of [120_000, 114_001, 108_000].entries()) monitor.check(equity, time)
    expect(found).toMatchObject([{ severity: 'critical', context: { peak: 120_000, loss: 12_000, limit: 12_000 } }])
    monitor.restart(108_000)
    monitor.check(102_700, 3)
    monitor.check(102_600, 4)
    expect(found.slice(1)).toMatchObject([{ severity: 'warning', time: 4, context: { peak: 108_000 } }])
  })
})

test('a daily loss is measured from where the day began', () => {
  const { emit, found } = collected()
  const monitor = new DailyLossMonitor({ warning: Number.POSITIVE_INFINITY, critical: 0.02 }, 100_000, emit)
  monitor.check(98_000.01, 1)
  monitor.restart(98_000.01)
  monitor.check(96_040.02, 2)
  expect(found).toMatchObject([])
  monitor.restart(100_000)
  monitor.check(98_000, 3)
  expect(found).toMatchObject([
    { code: 'DAILY_LOSS', severity: 'critical', time: 3, context: { before: 100_000, loss: 2_000, limit: 2_000 } },
  ])
})

describe('rapid drawdown', () => {
  const watch = (marks: readonly (readonly [minute: number, equity: number])[]) => {
    const { emit, found } = collected()
    const monitor = new RapidDrawdownMonitor({ warning: Number.POSITIVE_INFINITY, critical: 0.05 }, 10 * MINUTE_MS, emit)
    for (const [minute, equity] of marks) monitor.check(equity, minute * MINUTE_MS)
    return found
  }

  test('a mark that stays says and forgets what any other mark of that equity would', () => {
    const marks = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.constantFrom(90, 93, 95, 97, 100, 104)), { maxLength: 60 })
    fc.assert(
      fc.property(marks, (steps) => {
        const [checked, stayed] = [collected(), collected()]
        const monitors = [checked, stayed].map(({ emit }) => new RapidDrawdownMonitor(limits, 10 * MINUTE_MS, emit))
        const [every, still] = monitors as [RapidDrawdownMonitor, RapidDrawdownMonitor]
        let time = 0
        let last = Number.NaN
        for (const [minutes, equity] of steps) {
          time += minutes * MINUTE_MS
          every.check(equity, time)
          if (equity === last) still.stay(equity, time)
          else still.check(equity, time)
          last = equity
        }
        expect(stayed.found).toEqual(checked.found)
      }),
      { numRuns: runs(2_000) },
    )
  })

  test('the window has both its ends in it', () => {
    expect(
      watch([
        [0, 100],
        [10, 95],
      ]),
    ).toMatchObject([{ time: 10 * MINUTE_MS, context: { peak: 100, loss: 5 } }])
    expect(
      watch([
        [0, 100],
        [10.001, 95],
      ]),
    ).toEqual([])
    expect(
      watch([
        [0, 100],
        [10, 95.0001],
      ]),
    ).toEqual([])
  })

  test('looks at the highest of the window, not at its first', () => {
    expect(
      watch([
        [0, 90],
        [3, 100],
        [4, 99],
        [12, 95],
      ]),
    ).toMatchObject([{ context: { peak: 100 } }])
    expect(
      watch([
        [0, 100],
        [8, 99],
        [12, 95],
      ]),
    ).toEqual([])
  })

  test('keeps as many marks as fall into the window', () => {
    const falling = Array.from({ length: 1_000 }, (_, k) => [k / 100, 100 - k / 250] as const)
    expect(watch([...falling, [9.999, 95]])).toMatchObject([{ context: { peak: 100, equity: 95 } }])
    expect(watch([...falling, [10.5, 95.01]])).toEqual([])
  })

  test('forgets what was before an operator goes on', () => {
    const { emit, found } = collected()
    const monitor = new RapidDrawdownMonitor({ warning: 0.05, critical: 0.05 }, MINUTE_MS, emit)
    monitor.check(100, 0)
    monitor.restart()
    monitor.check(95, 1)
    expect(found).toEqual([])
  })
})

test('a strategy’s loss is counted from zero, or from an operator’s unlatch', () => {
  const { emit, found } = collected()
  const monitor = new StrategyLossMonitor({ warning: 25_000, critical: 50_000 }, ['a', 'b'], emit)
  monitor.check(0, -24_999.99, 1)
  monitor.check(1, -49_999.99, 1)
  monitor.check(1, -50_000, 2)
  expect(found.map(({ strategy, severity, time }) => [strategy, severity, time])).toEqual([
    ['b', 'warning', 1],
    ['b', 'critical', 2],
  ])
  monitor.restart(1, -50_000)
  monitor.check(1, -74_999.99, 3)
  monitor.check(1, -75_000, 4)
  expect(found.at(-1)).toMatchObject({ strategy: 'b', severity: 'warning', time: 4, context: { loss: 25_000, limit: 25_000 } })
})

test('a strategy’s loss goes on from the old base where an operator lets it go while its result is not known', () => {
  const { emit, found } = collected()
  const monitor = new StrategyLossMonitor({ warning: Number.POSITIVE_INFINITY, critical: 50_000 }, ['a'], emit)
  monitor.check(0, -50_000, 1)
  monitor.restart(0, Number.NaN)
  monitor.check(0, -49_999.99, 2)
  monitor.check(0, -50_000, 3)
  expect(found.map(({ time }) => time)).toEqual([1, 3])
})
