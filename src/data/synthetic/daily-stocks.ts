// A synthetic market of correlated daily stocks: one common factor, calm and stressed regimes, each stock with its own beta and noise.

import type { BarColumns, BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import type { IsoDate } from '../../model/time.js'
import { type RandomStream, randomStream } from '../../std/random.js'
import { calendar } from '../calendar/calendar.js'
import type { Session } from '../calendar/session.js'
import { allocateColumns } from '../columns.js'

/** Which stocks to make: how many, over which days, by which seed. */
export interface SyntheticMarket {
  /** How many instruments: SYN01, SYN02 and on. */
  readonly instruments: number
  /** First and last date; bars stand on the XNYS sessions between them. */
  readonly from: IsoDate
  readonly to: IsoDate
  readonly seed: number
}

/** Daily bars of every instrument. The same market gives the same numbers, and one more instrument leaves the others as they were. */
export function syntheticDaily({ instruments, from, to, seed }: SyntheticMarket): BarSeries[] {
  const sessions = calendar('XNYS').sessionsBetween(from, to)
  const factor = commonFactor(sessions.length, randomStream(seed, 'synthetic-market'))
  return Array.from({ length: instruments }, (_, index): BarSeries => {
    const id = `SYN${String(index + 1).padStart(2, '0')}`
    const columns = stock(sessions, factor, randomStream(seed, `synthetic-${id}`))
    return { instrument: instrument(id, 'equity'), timeframe: '1d', columns }
  })
}

/** What moves all stocks: log returns overnight and in the session, and whether the day is stressed. */
interface Factor {
  readonly overnight: Float64Array
  readonly session: Float64Array
  readonly isStressed: Uint8Array
}

/** Daily drift and volatility of the factor, and the chance to leave the regime: calm lasts 200 days on average, stress 30. */
const calm = { drift: 0.0004, volatility: 0.007, leave: 1 / 200 }
const stressed = { drift: -0.001, volatility: 0.021, leave: 1 / 30 }

/** The night's share of a day's variance. */
const nightShare = 0.3

function commonFactor(days: number, stream: RandomStream): Factor {
  const overnight = new Float64Array(days)
  const session = new Float64Array(days)
  const isStressed = new Uint8Array(days)
  let regime = calm
  for (let day = 0; day < days; day++) {
    if (stream.next() < regime.leave) regime = regime === calm ? stressed : calm
    overnight[day] = regime.volatility * Math.sqrt(nightShare) * stream.normal()
    session[day] = regime.drift + regime.volatility * Math.sqrt(1 - nightShare) * stream.normal()
    isStressed[day] = regime === stressed ? 1 : 0
  }
  return { overnight, session, isStressed }
}

function stock(sessions: readonly Session[], factor: Factor, stream: RandomStream): BarColumns {
  const beta = between(stream, 0.6, 1.4)
  const ownVolatility = between(stream, 0.008, 0.016)
  const ownDrift = between(stream, -0.00005, 0.0002)
  const usualVolume = 10 ** between(stream, 5.5, 7)
  const columns = allocateColumns(sessions.length)
  let price = between(stream, 20, 150)
  for (const [day, { open: openTime, close: closeTime }] of sessions.entries()) {
    const isStressed = factor.isStressed[day] === 1
    const own = ownVolatility * (isStressed ? 1.5 : 1)
    const open = cents(price * Math.exp(beta * (factor.overnight[day] as number) + own * Math.sqrt(nightShare) * stream.normal()))
    const sessionReturn = ownDrift + beta * (factor.session[day] as number) + own * Math.sqrt(1 - nightShare) * stream.normal()
    price = open * Math.exp(sessionReturn)
    const close = cents(price)
    const reach = 0.6 * Math.hypot(own, beta * (isStressed ? stressed : calm).volatility)
    columns.openTime[day] = openTime
    columns.closeTime[day] = closeTime
    columns.open[day] = open
    columns.high[day] = cents(Math.max(open, close) * Math.exp(reach * Math.abs(stream.normal())))
    columns.low[day] = cents(Math.min(open, close) * Math.exp(-reach * Math.abs(stream.normal())))
    columns.close[day] = close
    columns.volume[day] = 100 * Math.round((usualVolume / 100) * Math.exp(0.3 * stream.normal() + 10 * Math.abs(sessionReturn)))
  }
  return columns
}

function between(stream: RandomStream, low: number, high: number): number {
  return low + (high - low) * stream.next()
}

function cents(price: number): number {
  return Math.round(price * 100) / 100
}
