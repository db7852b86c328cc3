// I12: nothing opens or adds on data that is missing, impossible, old, halted, crossed, wide or far from what it was. Read off the bars themselves.

import type { HaltSource } from '../../broker/simulated/halts/halt-source.js'
import { haltsOf } from '../../broker/simulated/halts/halts.js'
import { calendar } from '../../data/calendar/calendar.js'
import type { BacktestConfig } from '../../engine/config/config.js'
import { haltRules } from '../../engine/config/market-config.js'
import { riskLimits } from '../../engine/config/risk-config.js'
import type { BarFeed, FeedSeries } from '../../engine/time/bar-feed.js'
import type { BarSeries } from '../../model/bar.js'
import type { OrderIntent } from '../../model/order.js'
import { DAY_MS, type EpochMs } from '../../model/time.js'
import type { RiskLimits } from '../../risk/limits.js'
import type { Finding, Invariant } from './invariant.js'
import type { SentRequest } from './sent-request.js'

/** How many bars say how far one moves, and how many times the limit a move has to be for this check: the control reckons more finely. */
const BARS = 240
const LEAST_BARS = 40
const CLEARLY = 2

/** Quotients of the same doubles differ by this part, at most. */
const ROUNDING = 1e-9

export const marketData: Invariant = {
  id: 'I12',
  says: 'Nothing opens or adds on data that is missing, impossible, old, halted, crossed, wide or far off',
  begin({ config, feed }) {
    const limits = riskLimits(config)
    const { dataAge, dataJump, dataSpread } = limits
    if ([dataAge, dataJump, dataSpread].every((one) => one === 'unlimited')) return {}
    const listings = new Map(feed.series.flatMap((one) => (one.executes ? [[one.series.instrument.id, one] as const] : [])))
    const intents = new Map<number, OrderIntent>()
    const halts = haltsOfRun(config, feed)
    return {
      sent(request, time): Finding {
        const intent = opening(request, intents)
        const one = intent === undefined ? undefined : listings.get(intent.instrument)
        if (intent === undefined || one === undefined) return null
        const isHalted = halts?.isHalted(intent.instrument, time) === true
        const why = isHalted ? { says: 'a market that stands still', numbers: {} } : wrong(one, limits, time)
        if (why === null) return null
        return { message: `${intent.strategy} sent to ${intent.side} ${intent.instrument} on ${why.says}`, context: why.numbers }
      },
    }
  },
}

/** Halts of the check's own: what waits at a band for an order of ours they do not know, so that they see no more of them than there are. */
function haltsOfRun({ halts }: BacktestConfig, { series: all }: BarFeed): HaltSource | null {
  const series = all.map((one) => one.series)
  const executing = all.filter(({ executes }) => executes).map((one) => one.series)
  return haltsOf(haltRules(halts), executing, series)
}

interface Wrong {
  readonly says: string
  readonly numbers: Readonly<Record<string, number | string>>
}

/** A new order or a change that is not only to reduce. */
function opening(request: SentRequest, intents: Map<number, OrderIntent>): OrderIntent | undefined {
  if (request.kind === 'submit') intents.set(request.ticket.clientOrderId, request.ticket.intent)
  const intent =
    request.kind === 'submit' ? request.ticket.intent : request.kind === 'modify' ? intents.get(request.change.clientOrderId) : undefined
  return intent?.reduceOnly === true && intent.children.every(({ role }) => role !== 'triggered') ? undefined : intent
}

function wrong(one: FeedSeries, limits: RiskLimits, time: EpochMs): Wrong | null {
  const { series, cursor } = one
  const { index } = cursor
  if (index < 0) return { says: 'no bar', numbers: {} }
  const close = series.columns.close[index] as number
  if (!Number.isFinite(close)) return { says: 'a price that is no number', numbers: { close: String(close) } }
  if (!canBe(close, series)) return { says: 'a price that cannot be', numbers: { close } }
  return old(one, limits, time) ?? jumped(one, limits) ?? badQuote(one, limits)
}

/** Within a session: how long markets are shut between two is not reckoned here. */
function old({ series, cursor }: FeedSeries, { dataAge }: RiskLimits, time: EpochMs): Wrong | null {
  if (typeof dataAge !== 'number' || calendar(series.instrument.calendar).sessionAt(time) === null) return null
  const { close, volume, openTime, closeTime } = series.columns
  let bar = cursor.index
  while (bar > 0 && !((volume[bar] as number) > 0) && close[bar] === close[bar - 1]) bar--
  const tradedAt = closeTime[bar] as number
  const length = (closeTime[cursor.index] as number) - (openTime[cursor.index] as number)
  const age = time - tradedAt
  if (age <= dataAge * length || Math.floor(time / DAY_MS) !== Math.floor(tradedAt / DAY_MS) || !volume.some((one) => one > 0)) return null
  return { says: 'data that is old', numbers: { age_ms: age, limit_ms: dataAge * length } }
}

/** From one price that can be to the next: what came between the two is none. */
function jumped({ series, cursor }: FeedSeries, { dataJump }: RiskLimits): Wrong | null {
  if (typeof dataJump !== 'number') return null
  const { close, openTime, closeTime } = series.columns
  const last = cursor.index
  let [before, from] = [Number.NaN, Number.NaN]
  let squares = 0
  let moves = 0
  for (let bar = Math.max(0, last - BARS - 1); bar < last; bar++) {
    const price = close[bar] as number
    if (!canBe(price, series)) continue
    const moved = Math.abs(price / before - 1)
    before = price
    from = closeTime[bar] as number
    // Of the bars that moved: a price that stood still for hours says nothing.
    if (!(moved > 0 && moved < Number.POSITIVE_INFINITY)) continue
    squares += moved ** 2
    moves++
  }
  const to = closeTime[last] as number
  // Over a night a price may go far; over bars that are missing as far as the root of the time.
  if (moves < LEAST_BARS || Math.floor(to / DAY_MS) !== Math.floor(from / DAY_MS)) return null
  const bars = Math.max(1, (to - from) / (to - (openTime[last] as number)))
  const jump = Math.abs((close[last] as number) / before - 1) / Math.sqrt((squares / moves) * bars)
  return jump > CLEARLY * dataJump ? { says: 'a price that is far off', numbers: { sigmas: jump, limit: dataJump } } : null
}

function canBe(price: number, { instrument }: BarSeries): boolean {
  return Number.isFinite(price) && (price > 0 || instrument.mayBeNegative)
}

function badQuote({ series, cursor }: FeedSeries, { dataSpread }: RiskLimits): Wrong | null {
  const bid = series.quotes?.bidClose[cursor.index] ?? Number.NaN
  const ask = series.quotes?.askClose[cursor.index] ?? Number.NaN
  if (ask < bid) return { says: 'a crossed quote', numbers: { bid, ask } }
  const spread = (ask - bid) / Math.abs((ask + bid) / 2)
  if (typeof dataSpread !== 'number' || !(spread > dataSpread * (1 + ROUNDING))) return null
  return { says: 'a quote that is too wide', numbers: { spread, limit: dataSpread } }
}
