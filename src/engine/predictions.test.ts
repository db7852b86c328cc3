import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, flatBars, free, handSeries, START } from '../../tests/fixtures/series.js'
import { strategyOf } from '../../tests/fixtures/strategies.js'
import { syntheticMinutes } from '../data/synthetic/minutes.js'
import { instrument } from '../model/instrument.js'
import { type Prediction, prediction } from '../model/prediction.js'
import { enterLong, enterShort, exit, type Signal } from '../model/signal.js'
import { HOUR_MS } from '../model/time.js'
import { runs } from '../std/property.testing.js'
import { randomStream } from '../std/random.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { runBacktest, traceBacktest } from './backtest.js'

const bars = handSeries('A', flatBars(10, 11, 12, 13))
const one = { size: { lots: 1 } } as const

function run(predictions: readonly Prediction[], strategies: Strategy | readonly Strategy[], series = [bars]) {
  const all = 'name' in strategies ? [strategies] : strategies
  const source = { name: 'said.csv', predictions }
  return runBacktest({ strategies: all.map((strategy) => ({ strategy })), series, predictions: source, config: free })
}

/** Writes down what it is told, as hours since the first bar. */
function listening(seen: string[], name = 'listening'): Strategy {
  return strategyOf(name, {
    onPrediction: ({ time, bar }, said) =>
      void seen.push(`${(time - START) / HOUR_MS}: ${said.instrument} ${said.direction} ${said.confidence} at ${bar.close}`),
  })
}

describe('a prediction', () => {
  test('is told at the very time of its publication, with the bar that had closed by then', () => {
    const seen: string[] = []
    run([prediction(day(1), 'A', 1, 0.5), prediction(day(1) + 1, 'A', -1, 0.6), prediction(day(2) - 1, 'A', 0, 0.7)], listening(seen))
    expect(seen).toEqual([
      '24: A long 0.5 at 10',
      `${(day(1) + 1 - START) / HOUR_MS}: A short 0.6 at 10`,
      `${(day(2) - 1 - START) / HOUR_MS}: A flat 0.7 at 10`,
    ])
  })

  test('comes with all that its source said', () => {
    const said = prediction(day(1), 'A', -0.25, 0.5, { horizonMs: 5, metadata: { model: 'v3' } })
    run([said], strategyOf('reading', { onPrediction: (_, heard) => void expect(heard).toEqual(said) }))
    expect.assertions(1)
  })

  test('of a close is told after the fills of that time and before the bar', () => {
    const seen: string[] = []
    run(
      [prediction(day(2), 'A', 1, 0.5)],
      strategyOf('ordered', {
        onFill: ({ time }) => void seen.push(`fill ${(time - START) / HOUR_MS}`),
        onPrediction: () => void seen.push('prediction'),
        onBar({ bar }) {
          seen.push(`bar ${bar.index}`)
          return bar.index === 0 ? enterLong({ ...one, order: { type: 'limit', limit: 11 } }) : undefined
        },
      }),
      [handSeries('A', [...flatBars(12), [12, 12, 10, 12], ...flatBars(12)])],
    )
    expect(seen).toEqual(['bar 0', 'fill 48', 'prediction', 'bar 1', 'bar 2'])
  })

  test('leads to an order of its instrument that meets no price from before: the open of that time, or else the next one', () => {
    const buys = strategyOf('buys', { onPrediction: () => enterLong(one) })
    expect(run([prediction(day(1), 'A', 1, 0.5)], buys).fills).toMatchObject([{ time: day(1), price: 11, barIndex: 1 }])
    expect(run([prediction(day(1) + 1, 'A', 1, 0.5)], buys).fills).toMatchObject([{ time: day(2), price: 12, barIndex: 2 }])
    expect(run([prediction(day(1) - 1, 'A', 1, 0.5)], buys).fills).toEqual([])
  })

  test('of one time is told strategy by strategy, then instrument by instrument, whatever the order of the source', () => {
    const seen: string[] = []
    const said = [prediction(day(1), 'B', 1, 0.5), prediction(day(1), 'A', 1, 0.6)]
    run(said, [listening(seen, 'first'), listening(seen, 'second')], [handSeries('B', flatBars(7, 7)), bars])
    expect(seen.map((text) => text.slice(4, 5))).toEqual(['A', 'B', 'A', 'B'])
  })

  test('from before the first bar has closed, or after the last, is told to nobody, and the run says so', () => {
    const seen: string[] = []
    const early = [prediction(START - HOUR_MS, 'A', 1, 0.5), prediction(day(1) - 1, 'A', 1, 0.5)]
    const { notes, predictions } = run([...early, prediction(day(4), 'A', 1, 0.5), prediction(day(4) + 1, 'A', 1, 0.5)], listening(seen))
    expect(seen).toEqual(['96: A long 0.5 at 13'])
    expect(predictions).toMatchObject({ name: 'said.csv', count: 4, delivered: 1, from: START - HOUR_MS, to: day(4) + 1 })
    expect(notes).toContain('said.csv: 2 predictions came before their instrument had a bar, and nobody was told.')
    expect(notes).toContain('said.csv: 1 prediction came after the last bar, and nobody was told.')
  })

  test('that nobody reads changes nothing but the data hash, and the run says so', () => {
    const silent = strategyOf('silent', { onBar: ({ bar }) => (bar.index === 0 ? enterLong(one) : undefined) })
    const without = runBacktest({ strategies: [{ strategy: silent }], series: [bars], config: free })
    const { hashes, notes } = run([prediction(day(1) + 1, 'A', 1, 0.5)], silent)
    expect(hashes).toEqual({ ...without.hashes, data: expect.not.stringContaining(without.hashes.data) })
    expect(notes).toContain('said.csv: no strategy of the run has an onPrediction, so its 1 prediction changed nothing.')
  })

  test('that a strategy waits for in vain is spoken of', () => {
    const { notes, predictions } = runBacktest({ strategies: [{ strategy: listening([]) }], series: [bars], config: free })
    expect(notes).toContain('listening acts on predictions, and the run was given none: --predictions FILE.')
    expect(predictions).toBeUndefined()
  })

  test('sorted or not makes the same run, and any change of it another data hash', () => {
    const said = [prediction(day(1), 'A', 1, 0.5), prediction(day(2), 'A', -1, 0.6)]
    const { data } = run(said, listening([])).hashes
    expect(run([...said].reverse(), listening([])).hashes.data).toBe(data)
    for (const other of [{ confidence: 0.7 }, { time: day(3) }, { value: 2 }, { horizonMs: 1 }, { metadata: { a: 'b' } }]) {
      expect(run([{ ...(said[0] as Prediction), ...other }, said[1] as Prediction], listening([])).hashes.data).not.toBe(data)
    }
  })

  test('is an assumption of the run, by where it was asked for', () => {
    const { assumptions } = runBacktest({
      strategies: [{ strategy: listening([]) }],
      series: [bars],
      predictions: { name: 'said.csv', predictions: [prediction(day(1), 'A', 1, 0.5)] },
      sources: { predictions: 'flag' },
    })
    const value = 'said.csv: 1 prediction, 2024-01-02T00:00:00Z to 2024-01-02T00:00:00Z'
    expect(assumptions).toContainEqual({ name: 'predictions', value, source: 'flag' })
  })
})

describe('a run is refused', () => {
  const good = prediction(day(1), 'A', 1, 0.5)
  test.each([
    ['a confidence above 1', { confidence: 1.01 }, 'BAD_DATA', 'a confidence of 1.01 is outside 0…1'],
    ['a confidence that is no number', { confidence: Number.NaN }, 'BAD_DATA', 'a confidence of NaN is outside 0…1'],
    ['a value that is none', { value: Number.POSITIVE_INFINITY }, 'BAD_DATA', 'Infinity is not a value'],
    ['a direction against the value', { direction: 'short' }, 'BAD_DATA', 'the direction is short and the value 1'],
    ['a horizon of nothing', { horizonMs: 0 }, 'BAD_DATA', 'a horizon of 0 ms is no time to come'],
    ['a time that is none', { time: Number.NaN }, 'BAD_DATA', 'NaN is not a time'],
    ['an instrument it does not have', { instrument: 'AA' }, 'UNKNOWN_INSTRUMENT', "1 prediction is of 'AA', which the run does not have"],
  ] as const)('for %s', (_, change, code, message) => {
    expect(() => run([{ ...good, ...change }], listening([]))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })

  test('for an instrument that is misspelt, with the one that is meant', () => {
    const series = [handSeries('AAPL', flatBars(1, 2))]
    expect(() => run([prediction(day(1), 'APPL', 1, 0.5)], listening([]), series)).toThrow(
      expect.objectContaining({ hint: 'did you mean `AAPL`?' }),
    )
  })

  test('for two of one instrument at one time', () => {
    expect(() => run([good, prediction(day(2), 'A', 1, 1), { ...good, confidence: 0.9 }], listening([]))).toThrow(
      expect.objectContaining({ message: 'said.csv: the prediction of A at 2024-01-02T00:00:00Z is there twice' }),
    )
  })

  test('at a confidence of 0 and of 1 it is not', () => {
    expect(run([prediction(day(1), 'A', 1, 0), prediction(day(2), 'A', 1, 1)], listening([])).predictions?.delivered).toBe(2)
  })
})

describe('over random predictions', () => {
  const coin = instrument('COIN', 'crypto', { lot: 0.01 })
  const minutes = syntheticMinutes(600, 3)
  const series = [{ instrument: coin, timeframe: '1m', columns: minutes } as const]
  const [begin, end] = [minutes.openTime[0] as number, minutes.closeTime[599] as number]

  /** Predictions on closes and between them. */
  function anyPredictions(seed: number): readonly Prediction[] {
    const random = randomStream(seed, 'predictions')
    const times = new Set(Array.from({ length: 60 }, () => begin + Math.floor(random.next() * (end - begin))))
    for (let bar = 0; bar < 600; bar += 1 + random.integer(40)) times.add(minutes.closeTime[bar] as number)
    return [...times].map((time) => prediction(time, 'COIN', random.next() - 0.5, random.next()))
  }

  /** Trades on what it is told; with `onBars` a run has no quiet stretches. */
  function trading(isSlow: boolean): Strategy {
    return strategyOf('trading', {
      onPrediction({ position }, { direction, confidence }): Signal | undefined {
        if (confidence < 0.3) return position.isFlat ? undefined : exit()
        const protect = { stop: { fraction: 0.002 }, target: { fraction: 0.001 } }
        return direction === 'long' ? enterLong({ size: { lots: 3 }, protect }) : enterShort({ size: { lots: 2 } })
      },
      onBar: ({ bar, position }) => (bar.index % 97 === 0 && !position.isFlat ? exit('time') : undefined),
      ...(isSlow && { onBars: () => undefined }),
    })
  }

  function trace(predictions: readonly Prediction[], isSlow = false) {
    const config = { slippage: { bps: 1 } }
    return traceBacktest({ strategies: [{ strategy: trading(isSlow) }], series, predictions: { name: 'said', predictions }, config })
  }

  test('a run with those up to a time decides and fills up to it as the run with all of them', { timeout: 120_000 }, () => {
    let compared = 0
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(end - begin), (seed, after) => {
        const all = anyPredictions(seed)
        const cut = begin + after
        const upTo = <Timed extends { readonly time: number }>(some: readonly Timed[]) => some.filter(({ time }) => time <= cut)
        const [whole, part] = [trace(all), trace(upTo(all))]
        expect(upTo(part.log.decisions)).toEqual(upTo(whole.log.decisions))
        expect(upTo(part.result.fills)).toEqual(upTo(whole.result.fills))
        compared += upTo(part.log.decisions).length
      }),
      { numRuns: runs(2_000) },
    )
    expect(compared).toBeGreaterThan(2_000)
  })

  test('no decision comes before the prediction behind it', () => {
    const all = anyPredictions(1)
    const times = new Set(all.map(({ time }) => time))
    const entries = trace(all).log.decisions.filter(({ signal }) => signal.kind === 'enter')
    expect(entries.length).toBeGreaterThan(20)
    expect(entries.every(({ time }) => times.has(time))).toBe(true)
  })

  test('a run with quiet stretches is the run without them', { timeout: 120_000 }, () => {
    let fills = 0
    fc.assert(
      fc.property(fc.nat(1_000), (seed) => {
        const [quick, slow] = [trace(anyPredictions(seed)), trace(anyPredictions(seed), true)]
        expect(quick.result.hashes).toEqual({ ...slow.result.hashes, config: expect.any(String) })
        expect(quick.result.equity).toEqual(slow.result.equity)
        fills += quick.result.counts.fills
      }),
      { numRuns: runs(300) },
    )
    expect(fills).toBeGreaterThan(300)
  })
})
