import { describe, expect, test } from 'vitest'
import type { OrderEvent } from '../../model/broker.js'
import { instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { asApproved, bracket, buy } from '../../model/order.testing.js'
import { limit } from '../../model/order-price.js'
import { simulatedCapabilities } from './capabilities.js'
import { DelayedVenue } from './delayed-venue.js'
import { LatencyLine } from './latency-line.js'
import { SimulatedBroker } from './simulated-broker.js'
import { plainPolicy, startTime, TestVenue } from './venue.testing.js'

const waits = (id: string): OrderIntent => buy(1, { instrument: id, price: limit(50) })

/** X and Y on connections of their own: 20 ms there and 30 back, 5 there and 7 back. The clock counts from the start of the first bar. */
class TwoLines {
  readonly delayed: DelayedVenue
  readonly venue: SimulatedBroker
  /** `accepted 1 at 20, heard at 50` */
  readonly heard: string[] = []

  constructor({ yFirst = false, instant = false } = {}) {
    const series = ['X', 'Y'].map((id) => {
      const { columns } = new TestVenue([[100, 101, 99, 100]])
      return { instrument: instrument(id, 'crypto', { lot: 1 }), timeframe: '1h', columns } as const
    })
    this.venue = new SimulatedBroker(series, plainPolicy, (event) => this.delayed.hear(event))
    const none = { entry: 0, response: 0, feed: 0 }
    const slow = new LatencyLine(instant ? none : { ...none, entry: 20, response: 30 }, 1, new Set(['X']), null)
    const fast = new LatencyLine(instant ? none : { ...none, entry: 5, response: 7 }, 1, new Set(['Y']), 'fast')
    this.delayed = new DelayedVenue(this.venue, yFirst ? [fast, slow] : [slow, fast], (event: OrderEvent, heardAt) => {
      this.heard.push(`${event.kind} ${event.clientOrderId} at ${event.time - startTime}, heard at ${heardAt - startTime}`)
    })
  }

  submit(clientOrderId: number, intent: OrderIntent, ms: number): void {
    const childIds = intent.children.map((_, index) => clientOrderId + 1 + index)
    this.delayed.submit({ clientOrderId, intent: asApproved(intent), childIds }, startTime + ms)
  }

  modify(clientOrderId: number, ms: number): void {
    this.delayed.modify(asApproved({ clientOrderId, price: limit(60), quantity: null }), startTime + ms)
  }

  /** When a request next arrives. */
  get next(): number {
    return this.delayed.nextTime - startTime
  }

  /** Lets arrive what is under way by then; the whole of it by default. */
  arrive(ms = 1_000): string[] {
    this.delayed.act(startTime + ms)
    return this.heard
  }
}

describe('requests', () => {
  test('ask in the new shares where a split of their listing comes over them', () => {
    const lines = new TwoLines()
    lines.submit(1, waits('X'), 0)
    lines.submit(2, waits('Y'), 0)
    lines.delayed.split('X', 2)
    lines.submit(3, waits('X'), 1)
    lines.arrive()
    expect(lines.venue.working.map(({ clientOrderId, lots, price }) => [clientOrderId, lots, price])).toEqual([
      [2, 1, limit(50)],
      [1, 2, limit(25)],
      [3, 1, limit(50)],
    ])
  })

  test('act when they arrive, and are answered after the way back', () => {
    const lines = new TwoLines()
    expect(lines.next).toBe(Number.POSITIVE_INFINITY)
    lines.submit(1, waits('X'), 0)
    lines.submit(2, waits('X'), 1)
    expect(lines.next).toBe(20)
    expect(lines.arrive(19)).toEqual([])
    lines.submit(3, waits('X'), 25)
    expect(lines.heard).toEqual([])
    expect(lines.arrive(20)).toEqual(['accepted 1 at 20, heard at 50'])
    expect(lines.next).toBe(21)
    expect(lines.arrive(44)).toEqual(['accepted 1 at 20, heard at 50', 'accepted 2 at 21, heard at 51'])
    expect(lines.arrive().at(-1)).toBe('accepted 3 at 45, heard at 75')
    expect(lines.next).toBe(Number.POSITIVE_INFINITY)
  })

  test.each([false, true])('on a faster connection overtake those on a slower one', (yFirst) => {
    const lines = new TwoLines({ yFirst })
    lines.submit(1, waits('X'), 0)
    lines.submit(2, waits('Y'), 10)
    expect(lines.next).toBe(15)
    expect(lines.arrive()).toEqual(['accepted 2 at 15, heard at 22', 'accepted 1 at 20, heard at 50'])
  })

  test.each([false, true])('that arrive at one time act in the order in which they were sent', (yFirst) => {
    const lines = new TwoLines({ yFirst })
    lines.submit(1, waits('X'), 0)
    lines.submit(2, waits('Y'), 15)
    lines.submit(3, waits('Y'), 16)
    lines.submit(4, waits('X'), 1)
    expect(lines.arrive().map((text) => text.split(',')[0])).toEqual([
      'accepted 1 at 20',
      'accepted 2 at 20',
      'accepted 3 at 21',
      'accepted 4 at 21',
    ])
  })

  test('act at once where nothing delays them', () => {
    const lines = new TwoLines({ instant: true })
    lines.submit(1, waits('X'), 3)
    expect(lines.heard).toEqual(['accepted 1 at 3, heard at 3'])
  })

  test('about an order and about its children go the way of the order', () => {
    const lines = new TwoLines()
    lines.submit(1, { ...waits('Y'), children: bracket(40, 60) }, 0)
    lines.arrive()
    lines.heard.length = 0
    lines.modify(1, 100)
    lines.delayed.cancel(3, startTime + 101, 'asked')
    expect(lines.arrive()).toEqual(['updated 1 at 105, heard at 112', 'canceled 3 at 106, heard at 113'])
  })

  test('about an order that was never sent go the first way, and are refused', () => {
    const lines = new TwoLines()
    lines.delayed.cancel(9, startTime, 'asked')
    lines.modify(8, 1)
    expect(lines.next).toBe(20)
    expect(lines.arrive()).toEqual(['cancel-rejected 9 at 20, heard at 20', 'update-rejected 8 at 21, heard at 21'])
  })

  test('to cancel everything go every way, and end on each what trades behind it', () => {
    const lines = new TwoLines()
    lines.submit(1, waits('X'), 0)
    lines.submit(2, waits('Y'), 0)
    lines.arrive()
    lines.heard.length = 0
    lines.delayed.cancelAll(startTime + 100, 'the kill switch')
    expect(lines.arrive(105)).toEqual(['canceled 2 at 105, heard at 112'])
    expect(lines.arrive()).toEqual(['canceled 2 at 105, heard at 112', 'canceled 1 at 120, heard at 150'])
  })

  test('for what the venue does not trade are a programmer’s error', () => {
    expect(() => new TwoLines().submit(1, waits('Z'), 0)).toThrow('the venue trades Z')
  })
})

describe('reports', () => {
  test('of the venue’s own acts are heard at once', () => {
    const lines = new TwoLines()
    lines.submit(1, waits('X'), 0)
    lines.arrive()
    lines.heard.length = 0
    lines.venue.liquidate(7, buy(1, { instrument: 'X' }), startTime)
    lines.venue.matchOpen(0, 0)
    expect(lines.heard).toEqual(['filled 7 at 0, heard at 0'])
  })

  test('are heard at once when the data is over, and what is under way to the venue stays there', () => {
    const lines = new TwoLines()
    lines.submit(1, waits('X'), 0)
    lines.arrive()
    lines.submit(2, waits('X'), 100)
    lines.delayed.finish()
    lines.venue.cancelAll(startTime + 110, 'the data ends')
    expect(lines.heard).toEqual(['accepted 1 at 20, heard at 50', 'canceled 1 at 110, heard at 110'])
  })
})

test('it takes what the venue behind it takes', () => {
  expect(new TwoLines().delayed.capabilities).toBe(simulatedCapabilities)
})
