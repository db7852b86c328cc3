import { describe, expect, test } from 'vitest'
import type { BarSeries } from '../../model/bar.js'
import type { OrderEvent } from '../../model/broker.js'
import { type Instrument, instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { asApproved, buy, sell } from '../../model/order.testing.js'
import { limit, stopLimit } from '../../model/order-price.js'
import { HOUR_MS } from '../../model/time.js'
import { perShareFees } from './fees.js'
import { SimulatedBroker } from './simulated-broker.js'
import { type HandBar, plainPolicy, startTime, TestVenue } from './venue.testing.js'

/** Two listings of one asset, bar for bar at the same times. */
class TwoVenues {
  readonly events: OrderEvent[] = []
  readonly broker: SimulatedBroker
  readonly #bars: number
  #bar = 0
  #nextId = 1

  constructor(bats: readonly HandBar[], xnas: readonly HandBar[], policy: Partial<typeof plainPolicy> = {}) {
    this.#bars = bats.length
    this.broker = new SimulatedBroker([seriesOf('BATS', bats), seriesOf('XNAS', xnas)], { ...plainPolicy, ...policy }, (event) =>
      this.events.push(event),
    )
  }

  submit(venue: string, intent: OrderIntent): number {
    const clientOrderId = this.#nextId++
    const listing = { ...intent, instrument: `ACME@${venue}` }
    this.broker.submit({ clientOrderId, intent: asApproved(listing), childIds: [] }, startTime + this.#bar * HOUR_MS)
    return clientOrderId
  }

  /** Plays bars, by default to the end; answers all fills so far. */
  run(bars = this.#bars): string[] {
    for (const end = Math.min(this.#bars, this.#bar + bars); this.#bar < end; this.#bar++) {
      for (const place of [0, 1]) this.broker.matchOpen(place, this.#bar)
      for (const place of [0, 1]) this.broker.matchPath(place, this.#bar)
    }
    return this.events.flatMap((event) =>
      event.kind === 'filled' ? [`${event.clientOrderId} ${event.fill.side} ${event.fill.quantity}`] : [],
    )
  }
}

function seriesOf(venue: string, bars: readonly HandBar[]): BarSeries {
  const what = instrument(`ACME@${venue}`, 'crypto', { lot: 1 })
  return { instrument: what, timeframe: '1h', columns: new TestVenue(bars).columns }
}

const calm: HandBar = [100, 100, 100, 100]

describe('orders on two venues of one asset', () => {
  test('reduce what was bought on either', () => {
    const venues = new TwoVenues([calm, calm], [calm, calm])
    venues.submit('BATS', buy(10))
    venues.run(1)
    venues.submit('XNAS', sell(7, { reduceOnly: true }))
    venues.submit('XNAS', sell(7, { reduceOnly: true }))
    expect(venues.run()).toEqual(['1 buy 10', '2 sell 7', '3 sell 3'])
  })

  test('are told when the other venue has closed what they reduce', () => {
    const venues = new TwoVenues([calm, calm, calm, calm], [calm, calm, [100, 101.5, 100, 101], [101, 103, 101, 103]])
    venues.submit('BATS', buy(10))
    venues.run(1)
    const resting = venues.submit('BATS', sell(10, { reduceOnly: true, price: limit(120) }))
    venues.submit('XNAS', sell(4, { reduceOnly: true, price: limit(101) }))
    venues.submit('XNAS', sell(6, { reduceOnly: true, price: limit(102) }))
    expect(venues.run()).toEqual(['1 buy 10', '3 sell 4', '4 sell 6'])
    expect(venues.events.filter((event) => event.clientOrderId === resting)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'updated', quantity: 6 },
      { kind: 'canceled', why: 'there is no position left to reduce' },
    ])
  })

  test('know nothing of the path that a bar did not take', () => {
    // On the way up, down and up again the limit fills; on the way down and up it does not. Worth less at the close: not to fill.
    const turns: HandBar = [102, 106, 100, 105]
    const high: HandBar = [110, 110, 110, 110]
    const run = (intrabar: 'ohlc' | 'pessimistic'): string[] => {
      const venues = new TwoVenues([turns, high], [calm, calm], { intrabar })
      venues.submit('BATS', buy(10, { price: stopLimit(105.5, 104) }))
      venues.run(1)
      venues.submit('XNAS', sell(10, { reduceOnly: true }))
      return venues.run()
    }
    expect(run('ohlc')).toEqual(['1 buy 10', '2 sell 10'])
    expect(run('pessimistic')).toEqual([])
  })

  test('of other assets know nothing of each other', () => {
    const events: OrderEvent[] = []
    const other = { ...seriesOf('XNAS', [calm]), instrument: instrument('OTHER@XNAS', 'crypto', { lot: 1 }) }
    const broker = new SimulatedBroker([seriesOf('BATS', [calm]), other], plainPolicy, (event) => events.push(event))
    broker.submit({ clientOrderId: 1, intent: asApproved({ ...buy(1), instrument: 'ACME@BATS' }), childIds: [] }, startTime)
    broker.submit(
      { clientOrderId: 2, intent: asApproved({ ...sell(1, { reduceOnly: true }), instrument: 'OTHER@XNAS' }), childIds: [] },
      startTime,
    )
    for (const place of [0, 1]) broker.matchOpen(place, 0)
    expect(events.filter(({ kind }) => kind === 'filled')).toHaveLength(1)
  })
})

test('each venue has policies of its own', () => {
  const events: OrderEvent[] = []
  const policyOf = ({ id }: Instrument) => ({ ...plainPolicy, fees: perShareFees(id.endsWith('XNAS') ? 0.5 : 0.25) })
  const broker = new SimulatedBroker([seriesOf('BATS', [calm]), seriesOf('XNAS', [calm])], policyOf, (event) => events.push(event))
  for (const [index, venue] of ['BATS', 'XNAS'].entries()) {
    broker.submit({ clientOrderId: index, intent: asApproved({ ...buy(4), instrument: `ACME@${venue}` }), childIds: [] }, startTime)
    broker.matchOpen(index, 0)
  }
  expect(events.flatMap((event) => (event.kind === 'filled' ? [event.fill.fee] : []))).toEqual([1, 2])
})
