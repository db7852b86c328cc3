// The simulated venue through the broker suite: at once, and over a line with latency.

import { DelayedVenue } from '../src/broker/simulated/delayed-venue.js'
import type { LatencyRule } from '../src/broker/simulated/latency.js'
import { LatencyLine } from '../src/broker/simulated/latency-line.js'
import { SimulatedBroker } from '../src/broker/simulated/simulated-broker.js'
import { plainPolicy, startTime } from '../src/broker/simulated/venue.testing.js'
import type { BarColumns } from '../src/model/bar.js'
import type { OrderEvent } from '../src/model/broker.js'
import { instrument } from '../src/model/instrument.js'
import { MINUTE_MS } from '../src/model/time.js'
import type { BrokerBench } from './broker-desk.js'
import { describeBroker } from './broker-suite.js'

const most = 64
const plenty = 1e9
const what = instrument('X', 'crypto', { lot: 1 })

/** Minutes with a second between them, whose prices are written as the market moves. */
class SimulatedBench implements BrokerBench {
  readonly instrument = what.id
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker | DelayedVenue
  now = startTime
  readonly #venue: SimulatedBroker
  readonly #delayed: DelayedVenue | null
  readonly #columns = emptyColumns()
  /** What was said and not heard yet. */
  #underWay: { readonly event: OrderEvent; readonly heardAt: number }[] = []
  #bar = 0

  constructor(latency: LatencyRule | null) {
    const series = { instrument: what, timeframe: '1m', columns: this.#columns } as const
    const hear = (event: OrderEvent, heardAt = event.time): void => void this.#underWay.push({ event, heardAt })
    this.#venue = new SimulatedBroker([series], { ...plainPolicy, participation: 1 }, (event) =>
      this.#delayed === null ? hear(event) : this.#delayed.hear(event),
    )
    const lines = latency === null ? [] : [new LatencyLine(latency, 1, new Set([what.id]), null)]
    this.#delayed = lines.length === 0 ? null : new DelayedVenue(this.#venue, lines, hear)
    this.broker = this.#delayed ?? this.#venue
    this.trade(100, 100)
    this.events.length = 0
  }

  settle(): void {
    for (let next = this.#nextTime(); next !== Number.POSITIVE_INFINITY; next = this.#nextTime()) this.#go(next)
  }

  trade(from: number, to: number, units = plenty): void {
    this.settle()
    this.#trade(from, to, units)
    this.settle()
  }

  tradeAhead(from: number, to: number): void {
    this.#trade(from, to, plenty)
    this.settle()
  }

  #trade(from: number, to: number, units: number): void {
    const opens = Math.max(this.now, this.#columns.closeTime[this.#bar - 1] ?? startTime) + 1_000
    // What is under way when the market is ahead of it comes while the bar is open.
    const columns = this.#columns
    const bar = this.#bar++
    const opensAt = this.#isBetween(opens) ? this.now : opens
    const closesAt = opensAt + MINUTE_MS
    const row = {
      openTime: opensAt,
      closeTime: closesAt,
      open: from,
      high: Math.max(from, to),
      low: Math.min(from, to),
      close: to,
      volume: units,
    }
    for (const [name, value] of Object.entries(row)) columns[name as keyof typeof row][bar] = value
    this.now = opensAt
    this.#venue.matchOpen(0, bar)
    for (let next = this.#nextTime(); next <= closesAt; next = this.#nextTime()) this.#go(next)
    this.now = closesAt
    this.#venue.matchPath(0, bar)
    for (let next = this.#nextTime(); next <= closesAt; next = this.#nextTime()) this.#go(next)
  }

  /** Whether something would arrive before the bar opens: then the bar opens now. */
  #isBetween(opens: number): boolean {
    return this.#nextTime() < opens
  }

  #go(time: number): void {
    this.now = Math.max(this.now, time)
    this.#delayed?.act(this.now)
    const heard = this.#underWay.filter(({ heardAt }) => heardAt <= this.now)
    this.#underWay = this.#underWay.filter(({ heardAt }) => heardAt > this.now)
    this.events.push(...heard.map(({ event }) => event))
  }

  #nextTime(): number {
    return Math.min(this.#delayed?.nextTime ?? Number.POSITIVE_INFINITY, ...this.#underWay.map(({ heardAt }) => heardAt))
  }
}

function emptyColumns(): BarColumns {
  const column = (): Float64Array => new Float64Array(most).fill(Number.NaN)
  const [openTime, closeTime, open, high, low, close, volume] = Array.from({ length: 7 }, column) as Float64Array[]
  // A venue that reports what it trades: without a volume nothing would be scarce.
  volume?.fill(plenty)
  return { length: most, openTime, closeTime, open, high, low, close, volume } as unknown as BarColumns
}

describeBroker('the simulated venue', () => new SimulatedBench(null))
describeBroker('the simulated venue, some way off', () => new SimulatedBench({ entry: 20, response: 30, feed: 5 }))
describeBroker(
  'the simulated venue, over a line that is now slow and now fast',
  () =>
    new SimulatedBench({ entry: { median: 50, p99: 20_000 }, response: { median: 200, p99: 50_000 }, feed: { median: 10, p99: 5_000 } }),
)
