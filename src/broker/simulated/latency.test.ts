import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { delay, isInstant, type LatencyRule } from './latency.js'
import { LatencyLine } from './latency-line.js'

const drawsOf = (draw: () => number, count = 20_000): number[] => Array.from({ length: count }, draw).sort((a, b) => a - b)

describe('a delay', () => {
  test('that is fixed is the same each time, in whole milliseconds', () => {
    expect(drawsOf(delay(12.4, 1, 'entry'), 3)).toEqual([12, 12, 12])
  })

  test('that is drawn has the median and the 99th percentile that were asked for', () => {
    const draws = drawsOf(delay({ median: 200, p99: 900 }, 7, 'entry'))
    expect(Math.abs((draws[10_000] as number) - 200)).toBeLessThan(6)
    expect(Math.abs((draws[19_800] as number) - 900)).toBeLessThan(60)
    expect(draws.every((ms) => Number.isInteger(ms) && ms >= 0)).toBe(true)
  })

  test('of equal median and 99th percentile is always the median', () => {
    expect(new Set(drawsOf(delay({ median: 40, p99: 40 }, 1, 'entry'), 50))).toEqual(new Set([40]))
  })

  test('is drawn by seed and way: the same again, and another for another', () => {
    const rule = { median: 1_000, p99: 5_000 }
    const first = drawsOf(delay(rule, 1, 'entry'), 10)
    expect(drawsOf(delay(rule, 1, 'entry'), 10)).toEqual(first)
    expect(drawsOf(delay(rule, 1, 'response'), 10)).not.toEqual(first)
    expect(drawsOf(delay(rule, 2, 'entry'), 10)).not.toEqual(first)
  })

  test('of nothing at all is none', () => {
    const none = { entry: 0, response: 0, feed: 0 }
    expect(isInstant(none)).toBe(true)
    for (const way of ['entry', 'response', 'feed']) {
      expect(isInstant({ ...none, [way]: 1 })).toBe(false)
      expect(isInstant({ ...none, [way]: { median: 1, p99: 1 } })).toBe(false)
    }
  })
})

describe('a line', () => {
  const lineOf = (rule: Partial<LatencyRule>): LatencyLine =>
    new LatencyLine({ entry: 0, response: 0, feed: 0, ...rule }, 3, new Set(['X']), null)
  const wide = { median: 100, p99: 10_000 }
  const request = { kind: 'cancel', clientOrderId: 1, why: '' } as const

  test('hands on in the order of sending, whatever was drawn', () => {
    const line = lineOf({ entry: wide })
    const arrivals = Array.from({ length: 200 }, (_, time) => line.send(request, 'X', time, time))
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b))
    for (const [sequence, arrival] of arrivals.entries()) {
      expect(line.next).toEqual({ arrival, sequence, request, instrument: 'X', ratios: [] })
      line.take()
    }
    expect(line.next).toBeUndefined()
  })

  test.each([1, 3])('on which never less than %d are under way keeps its order, and lets go of what it has handed on', async (underWay) => {
    const line = lineOf({ entry: 10 })
    const send = (id: number): void => void line.send({ ...request, clientOrderId: id }, 'X', id, id)
    for (let id = 0; id < underWay; id++) send(id)
    const first = new WeakRef(line.next as object)
    for (let id = underWay; id < 5_000; id++) {
      send(id)
      expect(line.next?.request).toMatchObject({ clientOrderId: id - underWay })
      line.take()
    }
    // A weak reference holds until the job that made it is over.
    await new Promise((done) => setImmediate(done))
    collectGarbage()
    expect(first.deref()).toBeUndefined()
  })

  test('is heard in the order of saying', () => {
    const line = lineOf({ response: wide })
    const heard = Array.from({ length: 200 }, (_, time) => line.hears(time))
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
    expect(heard.every((time, said) => time >= said)).toBe(true)
  })

  test('one bar is seen after one delay by all that is decided on it', () => {
    const line = lineOf({ feed: wide })
    const bars = Array.from({ length: 20 }, (_, bar) => bar * 1_000_000)
    for (const time of bars) {
      const [first, ...others] = [0, 1, 2].map((sequence) => line.send(request, 'X', time, sequence))
      expect(others).toEqual([first, first])
      expect(first).toBeGreaterThan(time)
    }
  })

  test('draws each way from a stream of its own, and so does a venue with a latency of its own', () => {
    const rule = { entry: wide, response: wide, feed: wide }
    for (const [venue, ways] of [
      [null, ['entry', 'response', 'feed']],
      ['XNAS', ['entry/XNAS', 'response/XNAS', 'feed/XNAS']],
    ] as const) {
      const line = new LatencyLine(rule, 3, new Set(['X']), venue)
      const [entry, response, feed] = ways.map((way) => delay(wide, 3, way)()) as [number, number, number]
      expect(line.send(request, 'X', 0, 0)).toBe(feed + entry)
      expect(line.hears(0)).toBe(response)
    }
  })

  test('adds the way of the bar to that of the order', () => {
    expect(lineOf({ entry: 30, feed: 12 }).send(request, 'X', 1_000, 0)).toBe(1_042)
  })
})

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
