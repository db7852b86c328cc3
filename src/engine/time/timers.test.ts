import { describe, expect, test } from 'vitest'
import { day, flatBars, free, handSeries, START } from '../../../tests/fixtures/series.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import { enterLong } from '../../model/signal.js'
import { HOUR_MS } from '../../model/time.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import { runBacktest } from '../backtest.js'

const bars = handSeries('A', flatBars(10, 11, 12, 13))

function run(...strategies: Strategy[]) {
  return runBacktest({ strategies: strategies.map((strategy) => ({ strategy })), series: [bars], config: free })
}

/** What rang, and when, as hours since the first bar. */
function ringsOf(handlers: Parameters<typeof strategyOf>[1]): string[] {
  const rings: string[] = []
  run(
    strategyOf('timed', {
      ...handlers,
      onTimer({ time, ...rest }, name, p) {
        rings.push(`${name} ${(time - START) / HOUR_MS}`)
        return handlers.onTimer?.({ time, ...rest }, name, p)
      },
    }),
  )
  return rings
}

describe('a timer', () => {
  test('rings at its time, also between bars and when nothing else happens', () => {
    expect(ringsOf({ onStart: ({ schedule }) => schedule(START + 30 * HOUR_MS, 'half') })).toEqual(['half 30'])
  })

  test('set at a close of a quiet stretch rings at its own time', () => {
    expect(
      ringsOf({
        onBar({ bar, schedule }) {
          if (bar.index === 1) schedule(day(2) + 6 * HOUR_MS, 'morning')
          return undefined
        },
      }),
    ).toEqual(['morning 54'])
  })

  test('rings before the first bar when it is set for then', () => {
    expect(ringsOf({ onStart: ({ schedule }) => schedule(START - HOUR_MS, 'early') })).toEqual(['early -1'])
  })

  test('of the same name replaces the earlier one; of another name stands beside it', () => {
    expect(
      ringsOf({
        onStart({ schedule }) {
          schedule(day(1), 'a')
          schedule(day(2), 'b')
          schedule(day(3), 'a')
        },
      }),
    ).toEqual(['b 48', 'a 72'])
  })

  test('can set itself again', () => {
    expect(
      ringsOf({
        onStart: ({ schedule }) => schedule(START + HOUR_MS, 'hourly'),
        onTimer({ time, schedule }) {
          if (time < START + 3 * HOUR_MS) schedule(time + HOUR_MS, 'hourly')
          return undefined
        },
      }),
    ).toEqual(['hourly 1', 'hourly 2', 'hourly 3'])
  })

  test('after the last bar never rings', () => {
    expect(ringsOf({ onStart: ({ schedule }) => schedule(day(5), 'late') })).toEqual([])
  })

  test.each([
    ['this very time', 0],
    ['the past', -HOUR_MS],
    ['no time at all', Number.NaN],
  ])('for %s is refused by name', (_, offset) => {
    const set = strategyOf('timed', { onBar: ({ time, schedule }) => void schedule(time + offset, 'now') })
    expect(() => run(set)).toThrow(
      expect.objectContaining({
        code: 'BAD_STRATEGY',
        message: expect.stringContaining("'now'"),
        hint: expect.stringContaining('context.time'),
      }),
    )
  })

  test('belongs to its strategy: the same name in another is another timer', () => {
    const rings: string[] = []
    const timed = (name: string, at: number) =>
      strategyOf(name, {
        onStart: ({ schedule }) => schedule(at, 'same'),
        onTimer: ({ time }) => void rings.push(`${name} ${(time - START) / HOUR_MS}`),
      })
    run(timed('one', day(2)), timed('two', day(1)))
    expect(rings).toEqual(['two 24', 'one 48'])
  })

  test('rings after every decision at its time and before the bars that open then: its order takes that open', () => {
    const seen: string[] = []
    const result = run(
      strategyOf('timed', {
        onStart: ({ schedule }) => schedule(day(2), 'due'),
        onBar: ({ bar }) => void seen.push(`bar ${bar.index}`),
        onTimer() {
          seen.push('timer')
          return enterLong({ instrument: 'A', size: { lots: 1 } })
        },
      }),
    )
    expect(seen).toEqual(['bar 0', 'bar 1', 'timer', 'bar 2', 'bar 3'])
    expect(result.fills).toMatchObject([{ time: day(2), price: 12, barIndex: 2 }])
  })

  test('that returns a signal without an instrument is refused: a timer is about none', () => {
    expect(() => run(strategyOf('timed', { onStart: ({ schedule }) => schedule(day(1), 'x'), onTimer: () => enterLong() }))).toThrow(
      expect.objectContaining({ code: 'BAD_STRATEGY' }),
    )
  })
})
