import { describe, expect, it } from 'vitest'
import { flatBars, type HandBar, handSeries } from '../../../../tests/fixtures/series.js'
import type { BarSeries } from '../../../model/bar.js'
import type { OrderEvent } from '../../../model/broker.js'
import { instrument } from '../../../model/instrument.js'
import type { OrderIntent } from '../../../model/order.js'
import { asApproved, buy, sell } from '../../../model/order.testing.js'
import { limit } from '../../../model/order-price.js'
import { MINUTE_MS } from '../../../model/time.js'
import { haltsOf } from '../halts/halts.js'
import { flat, type MinutePrice, minuteOf, minutesOf } from '../halts/minutes.testing.js'
import type { VenuePolicy } from '../policy.js'
import { SimulatedBroker } from '../simulated-broker.js'
import { plainPolicy } from '../venue.testing.js'
import type { ImpactRules } from './bar-mover.js'
import { MovingBars } from './moving-series.js'

/** A purchase of half a day's volume moves the price by one percent, 0.5 × 0.02, for good; on the way it pays the mean of e^0 to e^0.01. */
const forGood: ImpactRules = { y: 0, kappa: 1, feedback: 0, tauMs: MINUTE_MS, sigma: 0.02, volume: 1_000_000 }
const half = 500_000
const [percent, onTheWay] = [Math.exp(0.01), Math.expm1(0.01) / 0.01]

const calm: HandBar = [100, 101, 99, 100]

interface Arrival {
  /** It comes before this bar opens; with `atClose` when it has ended. */
  readonly bar: number
  readonly order: OrderIntent
  readonly atClose?: boolean
}

/** What the venue says as these orders meet the bars; splits come before the bars with their numbers. */
function told(
  series: BarSeries,
  policy: Partial<VenuePolicy>,
  arrivals: readonly Arrival[],
  splits: Readonly<Record<number, number>> = {},
): OrderEvent[] {
  const events: OrderEvent[] = []
  const broker = new SimulatedBroker([series], { ...plainPolicy, ...policy }, (event) => events.push(event))
  const { openTime, closeTime, length } = series.columns
  let id = 0
  const come = (bar: number, atClose: boolean, time: number): void => {
    for (const arrival of arrivals)
      if (arrival.bar === bar && (arrival.atClose ?? false) === atClose)
        broker.submit({ clientOrderId: ++id, intent: asApproved(arrival.order), childIds: [] }, time)
  }
  for (let bar = 0; bar < length; bar++) {
    const ratio = splits[bar]
    if (ratio !== undefined) broker.split('X', ratio, openTime[bar] as number)
    come(bar, false, openTime[bar] as number)
    broker.matchOpen(0, bar)
    broker.matchPath(0, bar)
    come(bar, true, closeTime[bar] as number)
    if (broker.fillsAtSameClose) broker.matchSameClose(0, bar)
  }
  return events
}

/** Fills as order, bar and price. */
function filled(events: readonly OrderEvent[]): (readonly [id: number, bar: number, price: number])[] {
  return events.flatMap((event) =>
    event.kind === 'filled' ? [[event.clientOrderId, event.fill.barIndex, Number(event.fill.price.toFixed(6))] as const] : [],
  )
}

const to6 = (price: number): number => Number(price.toFixed(6))

function underImpact(bars: readonly HandBar[], arrivals: readonly Arrival[], policy: Partial<VenuePolicy> = {}, splits = {}) {
  const impact = new MovingBars(forGood, [handSeries('X', bars, { timeframe: '1m' })])
  const [series] = impact.series as [BarSeries]
  const events = told(series, { ...policy, impact }, arrivals, splits)
  return { events, columns: series.columns }
}

describe('a book whose fills move its bars', () => {
  it('meets the bar at its open, and the rest of it as our fill there has moved it', () => {
    const { events, columns } = underImpact(
      [[100, 101, 99.9, 100]],
      [
        { bar: 0, order: buy(half) },
        { bar: 0, order: sell(1, { price: limit(101.9) }) },
        { bar: 0, order: buy(1, { price: limit(100.5) }) },
      ],
    )
    // The high of 101 has become 102.015, the low of 99.9 has become 100.904; the open of 100 is not to be had again.
    expect(filled(events)).toEqual([
      [1, 0, to6(100 * onTheWay)],
      [2, 0, 101.9],
    ])
    expect(columns.close[0]).toBeCloseTo(100 * percent, 4)
  })

  it('meets the next bar there too', () => {
    const { events } = underImpact(
      [calm, calm],
      [
        { bar: 0, order: buy(half) },
        { bar: 1, order: sell(half) },
      ],
    )
    expect(filled(events)).toEqual([
      [1, 0, to6(100 * onTheWay)],
      [2, 1, to6(100 * onTheWay)],
    ])
  })

  it('goes over a split: four times as many units are the same share of a day', () => {
    const after: HandBar = [25, 25, 25, 25]
    const { events } = underImpact(
      [calm, after],
      [
        { bar: 0, order: buy(half) },
        { bar: 1, order: sell(4 * half) },
      ],
      {},
      { 1: 4 },
    )
    expect(filled(events)).toEqual([
      [1, 0, to6(100 * onTheWay)],
      [2, 1, to6(25 * onTheWay)],
    ])
  })

  it('closes where our fills on its way have left it: that is the price of an order for the same close', () => {
    const { events, columns } = underImpact(
      [calm],
      [
        { bar: 0, order: sell(100_000, { price: limit(100.5) }) },
        { bar: 0, order: buy(1), atClose: true },
      ],
      { timing: 'same-close' },
    )
    // A tenth of a day's volume sold: 0.02 × 0.1.
    expect(filled(events)).toEqual([
      [1, 0, 100.5],
      [2, 0, expect.closeTo(100 * Math.exp(-0.002), 4)],
    ])
    expect(columns.close[0]).toBeCloseTo(100 * Math.exp(-0.002), 5)
  })

  it('takes no order before it knows volatility and volume: from the seventh session on', () => {
    const prices = [100, 101, 103, 102, 104, 101, 102, 103]
    const days = handSeries('X', flatBars(...prices))
    const estimated = { ...forGood, sigma: null, volume: null }
    const impact = new MovingBars(estimated, [days])
    const events = told(impact.series[0] as BarSeries, { impact }, [
      { bar: 6, order: buy(1) },
      { bar: 7, order: buy(1) },
    ])
    expect(events.map(({ kind }) => kind)).toEqual(['rejected', 'accepted', 'filled'])
    expect(events[0]).toMatchObject({
      why: 'impact: the daily volatility and volume of X are not known before six sessions with both; impact.sigma and impact.volume give them',
    })
    expect(underImpact([calm], [{ bar: 0, order: buy(1) }]).events[0]).toMatchObject({ kind: 'accepted' })
  })
})

describe('a book with price bands', () => {
  const day = '2024-06-03'

  function underLuld(
    prices: readonly MinutePrice[],
    arrivals: readonly Arrival[],
    splits: Readonly<Record<number, number>> = {},
    dayBefore: readonly MinutePrice[] = [],
  ) {
    const series: BarSeries = {
      instrument: instrument('X', 'equity', { luldTier: 1 }),
      timeframe: '1m',
      columns: minutesOf({ '2024-05-31': dayBefore, [day]: prices }),
    }
    const halts = haltsOf({ luld: true, marketWide: null }, [series], [series])
    const events = told(series, { halts }, arrivals, splits)
    return { events, halts, isPaused: (minute: number) => halts?.isHalted('X', minuteOf(day, minute)) }
  }

  /** Opens beyond the band around 100, up to 105, and closes inside it. */
  const beyond: MinutePrice = [106, 106, 104, 104]

  it('fills nothing beyond the band; an order that waits there to the end of the bar makes a pause of five minutes', () => {
    const bought = underLuld([100, beyond, ...flat(104, 10)], [{ bar: 1, order: buy(1) }])
    expect(filled(bought.events)).toEqual([[1, 7, 104]])
    expect([2, 6, 7].map(bought.isPaused)).toEqual([true, true, false])
  })

  it('trades on where what the band held back has ended, or nothing was held back', () => {
    const gone = underLuld([100, beyond, ...flat(104, 10)], [{ bar: 1, order: buy(1, { timeInForce: 'IOC' }) }])
    expect(filled(gone.events)).toEqual([])
    expect(gone.isPaused(2)).toBe(false)
    const waiting = underLuld([100, beyond, ...flat(104, 10)], [{ bar: 1, order: buy(1, { price: limit(99) }) }])
    expect(waiting.isPaused(2)).toBe(false)
  })

  it('forgets with each bar that the band held an order back in it', () => {
    const { isPaused } = underLuld(
      [100, beyond, ...flat(104, 10)],
      [
        { bar: 1, order: buy(1, { timeInForce: 'IOC' }) },
        { bar: 2, order: buy(1, { price: limit(99) }) },
      ],
    )
    expect(isPaused(3)).toBe(false)
  })

  it('goes over a split: the close of the day before is in the new shares', () => {
    // From 2.00 to 20.00: a band of 5 % a side, from 19 to 21, where 20 % would reach up to 24.
    const { events } = underLuld([20, [22, 22, 20, 20], ...flat(20, 8)], [{ bar: 4, order: buy(1) }], { 3: 0.1 }, flat(2, 3))
    expect(filled(events)).toEqual([[1, 10, 20]])
  })

  it('fills along the way of a bar as if there were none, inside the band', () => {
    const { events } = underLuld([100, [100, 102, 98, 100]], [{ bar: 1, order: buy(1, { price: limit(98.5) }) }])
    expect(filled(events)).toEqual([[1, 1, 98.5]])
  })
})
