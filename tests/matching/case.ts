// One case of the matching table: bars, orders and policies as text, played at a venue, and told as fills.

import { simulatedCapabilities } from '../../src/broker/simulated/capabilities.js'
import type { VenuePolicy } from '../../src/broker/simulated/policy.js'
import { bpsSlippage, tickSlippage } from '../../src/broker/simulated/slippage.js'
import { type BarTimes, type HandBar, startTime, TestVenue, untickedX } from '../../src/broker/simulated/venue.testing.js'
import { calendar } from '../../src/data/calendar/calendar.js'
import type { OrderEvent } from '../../src/model/broker.js'
import { unsupported } from '../../src/model/capabilities.js'
import { type Instrument, instrument } from '../../src/model/instrument.js'
import { HOUR_MS, MINUTE_MS } from '../../src/model/time.js'
import { orderOf } from './order-text.js'

/** A row of the table. */
export interface MatchingCase {
  readonly bars: string
  readonly orders: string
  readonly policy: string
  readonly outcome: string
  readonly why: string
}

/** Plays the case and tells what happened: fills, and how orders ended that did not fill. */
export function outcomeOf({ bars, orders, policy }: Pick<MatchingCase, 'bars' | 'orders' | 'policy'>): string {
  const market = marketOf(bars)
  const venue = new TestVenue(market.bars, { policy: policyOf(policy), instrument: market.instrument, times: market.times })
  const steps = orders.split(' + ').map(stepOf)
  for (let bar = 0; bar < market.bars.length; bar++) {
    const [opens, closes] = market.times[bar] as BarTimes
    for (const step of steps) if (step.bar === bar && step.when === 'before') step.play(venue, opens)
    venue.open(bar)
    for (const step of steps) if (step.bar === bar && step.when === 'inside') step.play(venue, opens + MINUTE_MS / 2)
    venue.path(bar)
    for (const step of steps) if (step.bar === bar && step.when === 'close') step.play(venue, closes)
    venue.sameClose(bar)
  }
  return venue.events.flatMap(textOf).join('; ')
}

interface Step {
  readonly bar: number
  readonly when: 'before' | 'inside' | 'close'
  play(venue: TestVenue, time: number): void
}

/** `buy 10 market`, `2: buy 10 market` before the second bar, `2 inside: cancel 1`, `2 close: modify 1 limit 99`. */
function stepOf(text: string): Step {
  const [, bar = '1', when = 'before', order = ''] = /^(?:(\d+)(?: (inside|close))?: )?(.*)$/.exec(text.trim()) ?? []
  const at = { bar: Number(bar) - 1, when: when as Step['when'] }
  const [verb, id] = order.split(' ')
  if (verb === 'cancel') return { ...at, play: (venue, time) => venue.broker.cancel(Number(id), time, 'asked') }
  if (verb === 'modify') {
    const change = orderOf(`buy ${order.split(' ').slice(2).join(' ')}`)
    const lots = 'lots' in change.quantity && change.quantity.lots > 0 ? change.quantity.lots : null
    return { ...at, play: (venue, time) => venue.modify(Number(id), change.price, lots, time) }
  }
  const intent = orderOf(order)
  const denial = unsupported(intent, simulatedCapabilities)
  if (denial !== null) throw new Error(`no user can get '${order}': ${JSON.stringify(denial)}`)
  return { ...at, play: (venue, time) => void venue.submit(intent, time) }
}

interface HandMarket {
  readonly instrument: Instrument
  readonly bars: readonly HandBar[]
  readonly times: readonly BarTimes[]
}

/** `100 106 97 103 40; …`, hours one after the other; or `NYSE 2024-07-03 12:58 1m: …`, `10m` and `NYSE 2024-07-03 1d: …`, in New York. */
function marketOf(text: string): HandMarket {
  const [, date, clock, unit, rest] = /^NYSE (\S+)(?: (\d\d:\d\d))? (1m|10m|1d): (.*)$/.exec(text) ?? []
  const bars = (rest ?? text).split(';').map((bar) => bar.trim().split(/\s+/).map(Number) as unknown as HandBar)
  if (date === undefined) {
    return { instrument: untickedX, bars, times: bars.map((_, index) => [startTime + index * HOUR_MS, startTime + (index + 1) * HOUR_MS]) }
  }
  const stock = instrument('X', 'equity', { tick: 'none' })
  const days = calendar('XNYS')
  if (unit === '1d') {
    let day = days.session(date) ?? days.next(date)
    const times = bars.map((): BarTimes => {
      const span: BarTimes = [day.open, day.close]
      day = days.next(day.date)
      return span
    })
    return { instrument: stock, bars, times }
  }
  const length = unit === '1m' ? MINUTE_MS : 10 * MINUTE_MS
  const begins = newYork(date, clock ?? '09:30')
  return { instrument: stock, bars, times: bars.map((_, index) => [begins + index * length, begins + (index + 1) * length]) }
}

/** The time of a clock in New York on a date: its offset is asked of the platform, not of our calendar. */
function newYork(date: string, clock: string): number {
  const utc = Date.parse(`${date}T${clock}:00Z`)
  const name = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeZoneName: 'longOffset' })
    .formatToParts(utc)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, hours = '0'] = /GMT([+-]\d\d)/.exec(name ?? '') ?? []
  return utc - Number(hours) * HOUR_MS
}

/** `intrabar olhc, limit touch`, or nothing. */
function policyOf(text: string): Partial<VenuePolicy> {
  const words = text === '' ? [] : text.split(', ').map((pair) => pair.split(' '))
  return Object.fromEntries(words.map(([name = '', value = '']) => [name, policyValue(name, value)]))
}

function policyValue(name: string, value: string): unknown {
  if (name === 'spread') return { bps: Number(value) * 100 }
  if (value.startsWith('queue:')) return { queue: Number(value.slice(6)), seed: 1 }
  if (name === 'slippage') return value.endsWith('bps') ? bpsSlippage(Number(value.slice(0, -3))) : tickSlippage(Number(value))
  return Number.isNaN(Number(value)) ? value : Number(value)
}

/** `buy 10 @ 100 market-at-open`; of what is no fill only how an order ended, with its number where there are several. */
function textOf(event: OrderEvent): string[] {
  if (event.kind === 'filled') {
    const { side, quantity, price, rule, ambiguous } = event.fill
    return [`${side} ${quantity} @ ${Number(price.toFixed(6))} ${rule}${ambiguous ? ' ambiguous' : ''}`]
  }
  if (event.kind === 'canceled' || event.kind === 'expired' || event.kind === 'rejected')
    return [`${event.clientOrderId} ${event.kind}: ${event.why}`]
  return []
}
