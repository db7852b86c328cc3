import { afterEach, describe, expect, test, vi } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { written } from '../../../tests/fixtures/written-strategies.js'
import { BarCursor } from '../../model/bar-cursor.js'
import { LivePosition, PositionView } from '../../portfolio/position.js'
import { BenchError } from '../../std/errors.js'
import { IsolatedHost } from './isolated-host.js'
import { IsolatedWorker } from './isolated-worker.js'
import { StrategyStopped } from './strategy-stopped.js'

/** How late after its limit an event may be ended. */
const LATE_MS = 50
const MB = 1024 * 1024

const workers: IsolatedWorker[] = []

afterEach(async () => {
  for (const worker of workers.splice(0)) worker.close()
  // What they held goes back before the next one is measured.
  await new Promise((resolve) => setTimeout(resolve, 300))
})

/** A strategy alone in a worker, asked bar by bar. */
async function alone(handlers: string, { eventMs = 100, memoryMb = 64, startMs = 30_000, bars = 600, head = '' } = {}) {
  const { strategy, isolated } = await written('wild', handlers, head)
  if (isolated === undefined) throw new Error('it was loaded for a worker')
  const series = handSeries('A', flatBars(...new Array<number>(bars).fill(100)), { timeframe: '1m' })
  const cursor = new BarCursor(series.columns)
  const worker = new IsolatedWorker(isolated.worker, { eventMs, memoryMb, startMs }, { threads: 1, strategies: 1 })
  workers.push(worker)
  const clock = { now: Number.NaN }
  const named = new Set(Object.keys(strategy).filter((key) => key.startsWith('on')))
  const host = new IsolatedHost(
    { name: 'wild', source: isolated, given: {}, params: {}, handlers: named },
    [{ series, cursor }],
    {
      clock,
      account: { equity: 1, cash: 1 },
      firstDecision: 'first-value',
      position: () => new PositionView(new LivePosition('wild', series.instrument)),
      desk: () => ({ view: [] }),
      schedule: () => {},
      seed: 1,
      moving: false,
    },
    worker,
  )
  const bar = (index: number): void => {
    cursor.index = index
    clock.now = series.columns.closeTime[index] as number
    host.onBar(host.slots[0] as (typeof host.slots)[0])
  }
  return { bar, bars, worker }
}

interface Stop {
  readonly error: unknown
  readonly bar: number
  readonly ms: number
  readonly grownMb: number
}

/** Asks bar by bar until it is stopped: when, after how long, and what the process had grown by since the first bar. */
async function stopped(handlers: string, options: Parameters<typeof alone>[1] = {}): Promise<Stop> {
  const { bar, bars } = await alone(handlers, options)
  bar(0)
  const resident = process.memoryUsage.rss()
  for (let k = 1; k < bars; k++) {
    const begin = performance.now()
    try {
      bar(k)
    } catch (error) {
      const ms = performance.now() - begin
      const stop = { error, bar: k, ms, grownMb: (process.memoryUsage.rss() - resident) / MB }
      if (process.env.SHOW_STOPS === 'true') console.log(handlers.slice(0, 60), { ...stop, error: String(error) })
      return stop
    }
  }
  throw new Error('nothing stopped it')
}

/** The same at most three times, until it is stopped in time: a machine that is busy with something else makes one late, and hardly three. */
async function stoppedInTime(handlers: string, eventMs: number): Promise<Stop> {
  const first = await stopped(handlers, { eventMs })
  if (first.ms < eventMs + LATE_MS) return first
  const second = await stopped(handlers, { eventMs })
  return second.ms < eventMs + LATE_MS ? second : stopped(handlers, { eventMs })
}

const from = (bar: number, what: string) => `memory: () => ({ kept: [] }), onBar({ bar, memory }) { if (bar.index >= ${bar}) { ${what} } }`

describe('time', () => {
  test.each([
    ['an endless loop', 'for (;;);'],
    ['an endless loop that catches what is thrown at it', 'for (;;) try { for (;;); } catch {}'],
    ['a catastrophic regular expression', "/^(a+)+$/.test('a'.repeat(40) + 'b')"],
    ['an endless sort', 'let n = 0; for (;;) [3, 1, 2, 5, 4].sort(() => (n++ % 3) - 1)'],
    ['a sort whose comparison never ends', '[2, 1].sort(() => { for (;;); })'],
    ['a sort of very many texts', "Array.from({ length: 3e6 }, (_, k) => 'text ' + ((k * 7919) % 3e6)).sort()"],
    ['a chain of promises', 'const again = () => Promise.resolve().then(again); again(); for (;;);'],
    ['an event that is only slow', 'const begin = Date.now(); while (Date.now() - begin < 3000);'],
  ])('%s is given up on at the limit', async (_, what) => {
    const { error, bar, ms } = await stoppedInTime(from(5, what), 100)
    expect(error).toBeInstanceOf(StrategyStopped)
    expect(bar).toBe(5)
    expect(ms).toBeLessThan(100 + LATE_MS)
  })

  test('an event that ends in time is waited for, however often', async () => {
    const { bar } = await alone(from(0, 'const begin = Date.now(); while (Date.now() - begin < 5);'), { eventMs: 5000 })
    for (let k = 0; k < 20; k++) bar(k)
  })

  test('while the machine stands still it does not pass', async () => {
    const { bar } = await alone(from(0, 'const begin = Date.now(); while (Date.now() - begin < 20);'))
    bar(0)
    const begin = performance.now()
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => begin + (clock.mock.calls.length > 1 ? 5000 : 0))
    expect(() => bar(1)).not.toThrow()
    expect(clock.mock.calls.length).toBeGreaterThan(1)
    clock.mockRestore()
  })

  test('a limit of its own holds', async () => {
    const { ms } = await stoppedInTime(from(3, 'for (;;);'), 20)
    expect(ms).toBeGreaterThanOrEqual(20)
    expect(ms).toBeLessThan(20 + LATE_MS)
  })

  test('a start has a limit too', async () => {
    const looping = alone('indicators() { for (;;); }, onBar() {}', { startMs: 300 })
    await expect(looping).rejects.toMatchObject({ code: 'STRATEGY_STOPPED', passed: { what: 'time', limit: 300 } })
  })

  test('whoever was stopped stays stopped', async () => {
    const { bar } = await alone(from(1, 'for (;;);'))
    bar(0)
    expect(() => bar(1)).toThrow(StrategyStopped)
    const begin = performance.now()
    expect(() => bar(2)).toThrow(StrategyStopped)
    expect(performance.now() - begin).toBeLessThan(50)
  })
})

describe('memory', () => {
  const slow = { eventMs: 20_000 }
  test.each([
    ['400 MB of typed arrays in one event', 'for (let k = 0; k < 400; k++) memory.kept.push(new Float64Array(131_072).fill(1))', 128],
    ['400 MB of typed arrays, one at a time', 'memory.kept.push(new Float64Array(131_072).fill(1))', 128],
    ['objects in one event', 'for (;;) memory.kept.push({ k: memory.kept.length })', 192],
    ['objects, some at a time', 'for (let k = 0; k < 5000; k++) memory.kept.push({ k })', 192],
    ['text', "memory.kept.push('x'.repeat(65_536) + bar.index); memory.kept.at(-1).charCodeAt(9)", 192],
  ])('%s is stopped under a cap of 64 MB', async (_, what, most) => {
    const { error, grownMb } = await stopped(from(5, what), { ...slow, bars: 3000 })
    expect(error).toMatchObject({ passed: { what: 'memory', limit: 64 } })
    expect(grownMb).toBeLessThan(most)
  })

  test.each([
    ['new Float64Array(50e6)', 381],
    ['Float64Array.from({ length: 50e6 })', 381],
    ['new (new Uint8Array(1).constructor)(50e6)', 48],
    ['new ArrayBuffer(1, { maxByteLength: 50e6 })', 48],
  ])('%s is refused before it is filled, which nothing could interrupt', async (what, mb) => {
    const { error, grownMb } = await stopped(from(5, `memory.kept.push(${what}.fill?.(1))`), slow)
    expect(error).toMatchObject({ code: 'STRATEGY_THREW', message: expect.stringContaining(`${mb} MB in one buffer, limit 32 MB`) })
    expect(grownMb).toBeLessThan(32)
  })

  test('an ended leak gives its memory back, and takes no more of it', async () => {
    await stopped(from(5, 'for (;;) memory.kept.push(new Float64Array(131_072).fill(1))'), slow)
    const ended = process.memoryUsage.rss()
    for (let k = 0; k < 20; k++) {
      expect(process.memoryUsage.rss() - ended).toBeLessThan(64 * MB)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })

  const arrays = (count: number) => `Array.from({ length: ${count} }, () => new Float64Array(131_072).fill(1))`

  test.each([
    ['memory()', `memory: () => ({ kept: ${arrays(80)} }), onBar() {}`, ''],
    ['its file', 'onBar() { return kept.length < 0 ? undefined : undefined }', `const kept = ${arrays(80)}`],
  ])('what %s makes counts from the start', async (_, handlers, head) => {
    await expect(alone(handlers, { head })).rejects.toMatchObject({
      code: 'STRATEGY_STOPPED',
      message: expect.stringMatching(/^wild in its start: it took 8\d MB, limit 64 MB$/),
      passed: { what: 'memory', limit: 64 },
    })
    await alone(handlers, { head, memoryMb: 96 })
  })

  test('what memory() makes is stopped while it is made', async () => {
    const { worker } = await alone('onBar() {}')
    worker.close()
    const resident = process.memoryUsage.rss()
    const error = await alone(`memory: () => ({ kept: ${arrays(1200)} }), onBar() {}`).catch((thrown: unknown) => thrown)
    // A third of it: a busy machine wakes the engine late.
    expect((process.memoryUsage.rss() - resident) / MB).toBeLessThan(400)
    expect(error).toMatchObject({ code: 'STRATEGY_STOPPED', passed: { what: 'memory', limit: 64 } })
  })

  test('no buffer of memory() is beyond half of the limit', async () => {
    await expect(alone('memory: () => ({ kept: new Float64Array(5e6) }), onBar() {}')).rejects.toMatchObject({
      message: expect.stringContaining('38 MB in one buffer, limit 32 MB'),
    })
  })

  test('what it makes before the first bar is part of what it may hold', async () => {
    const handlers = `memory: () => ({ kept: ${arrays(40)} }), onBar({ bar, memory }) { memory.kept.push(new Float64Array(131_072).fill(1)) }`
    const { error, bar } = await stopped(handlers, { ...slow, bars: 200 })
    expect(error).toMatchObject({ passed: { what: 'memory' } })
    expect(bar).toBeLessThan(64)
  })

  test('columns of indicators are the host’s, however many', async () => {
    const indicators = 'indicators: () => Object.fromEntries(Array.from({ length: 40 }, (_, k) => ["i" + k, sma("close", k + 2)]))'
    const { bar } = await alone(`${indicators}, onBar() {}`, { bars: 50_000, memoryMb: 16 })
    for (let k = 0; k < 200; k++) bar(k)
  })

  test('what is let go of does not count', async () => {
    const { bar, bars } = await alone(
      from(0, 'new Float64Array(131_072).fill(1); memory.kept = Array.from({ length: 1000 }, (_, k) => ({ k }))'),
      slow,
    )
    for (let k = 0; k < bars; k++) bar(k)
  })

  test('what stays under the cap is left alone', async () => {
    const { bar, bars } = await alone(
      `memory: () => ({ kept: [] }), onBar({ bar, memory }) { if (bar.index < 50) memory.kept.push(new Float64Array(131_072).fill(1)) }`,
      slow,
    )
    for (let k = 0; k < bars; k++) bar(k)
  })
})

test('what a strategy throws names the line of its own file', async () => {
  const { error } = await stopped(from(2, "throw new TypeError('oh')"))
  expect(error).toBeInstanceOf(BenchError)
  expect(error).toMatchObject({ code: 'STRATEGY_THREW', message: 'wild threw in onBar at 2024-01-01T00:03:00.000Z: oh' })
  expect((error as { cause: Error }).cause.stack).toMatch(/TypeError: oh\n.*wild\.ts:6:\d+/)
})
