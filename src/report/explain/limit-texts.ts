// What each control with a limit compared when it let an order pass, in words with the numbers: from the facts that were kept with the decision.

import type { DecisionRecord, JudgedFacts } from '../../model/decision.js'
import type { Instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { onlyReduces } from '../../risk/account-model.js'
import type { AccountState } from '../../risk/control.js'
import type { LimitControlName } from '../../risk/control-table.js'
import type { Limit, RiskLimits } from '../../risk/limits.js'
import { mostLots, mostValue } from '../../risk/order-worth.js'
import { wholeDown } from '../../std/whole-down.js'
import { decimal, percent, price, whole } from '../wording.js'

/** What an order was judged by. */
export interface Judged {
  readonly decision: DecisionRecord
  readonly intent: OrderIntent
  readonly state: AccountState
  readonly instrument: Instrument
  readonly limits: Required<RiskLimits>
}

export function limitText(name: LimitControlName, judged: Judged): string {
  const { decision, intent, limits } = judged
  if (name === 'message throttle') {
    const { messages } = limits
    const most = typeof messages === 'object' && messages !== null ? messages.reject : null
    return `${kept(decision.judged?.messages)} of ${most ?? 'any number'} sent in a second`
  }
  if (name === 'over-exit') return intent.reduceOnly ? 'with all other exits it closes no more than is held' : 'it is no exit'
  if (onlyReduces(intent)) return 'it only reduces'
  return texts[name](judged, decision.facts ?? null)
}

const texts: Readonly<
  Record<Exclude<LimitControlName, 'message throttle' | 'over-exit'>, (judged: Judged, facts: JudgedFacts | null) => string>
> = {
  'repeated executions': ({ limits: { repeatedExecutions: limit } }) =>
    typeof limit === 'object' && limit !== null ? `${limit.count} fills in ${limit.seconds} s would stop the strategy` : 'no limit',
  'market data': marketText,
  'price tolerance': ({ limits, state }) =>
    `its limit pays at most ${shareText(limits.priceTolerance)} beyond the mark of ${price(state.referencePrice)} or its trigger`,
  'order value': ({ intent, state, instrument, limits }) => {
    const value = mostValue(intent, state, instrument)
    const bounds = [limits.orderValue, typeof limits.orderEquity === 'number' ? limits.orderEquity * state.equity : null]
    const most = Math.min(...bounds.filter((bound) => typeof bound === 'number'))
    return `${decimal(value)} of at most ${decimal(most)}`
  },
  'order size': ({ intent, state, instrument, limits }, facts) => {
    const lots = mostLots(intent, state, instrument)
    const daily = facts?.averageDailyLots ?? Number.NaN
    const most = typeof limits.orderVolume === 'number' ? wholeDown(limits.orderVolume * daily) : Number.NaN
    return `${whole(lots)} lots of ${known(most, whole)}, ${shareText(limits.orderVolume)} of ${known(daily, whole)} a day`
  },
  position: (_, facts) =>
    `at worst ${known(facts?.longLots ?? Number.NaN, whole)} lots with every buy filled, ${known(facts?.shortLots ?? Number.NaN, whole)} with every sell`,
  'position value': (judged, facts) =>
    worstText(facts === null ? Number.NaN : Math.max(facts.longValue, facts.shortValue), judged.limits.positionEquity, judged),
  concentration: (judged, facts) => worstText(facts?.assetValue, judged.limits.concentration, judged),
  'strategy value': (judged, facts) => worstText(facts?.strategyValue, judged.limits.strategyEquity, judged),
  'gross exposure': (judged, facts) => worstText(facts?.grossValue, judged.limits.grossEquity, judged),
  'net exposure': (judged, facts) =>
    worstText(facts === null ? Number.NaN : Math.max(facts.netLongValue, -facts.netShortValue), judged.limits.netEquity, judged),
  'self-match': () => 'it meets no working order of the account',
  'duplicate orders': ({ limits }) => `no such order in the last ${limits.duplicateSeconds} s`,
  'daily trades': ({ decision, limits }) => `${kept(decision.judged?.limitTrades)} of ${limits.dailyTrades} in the session`,
  protection: () => 'it carries a stop',
  'basket value': ({ limits }) => `with what it asked for within a second at most ${shareText(limits.basketEquity)} of equity`,
}

function marketText({ limits, state }: Judged, facts: JudgedFacts | null): string {
  if (facts === null) return `last close ${price(state.referencePrice)}`
  const { close, ageMs, barMs, jump, move, bid, ask } = facts
  const age = typeof limits.dataAge === 'number' ? ` of at most ${seconds(limits.dataAge * barMs)}` : ''
  const most = typeof limits.dataJump === 'number' ? ` of at most ${limits.dataJump} σ` : ''
  const moved = Number.isNaN(jump) ? (Number.isNaN(move) ? '' : `, moved ${percent(move)}`) : `, moved ${decimal(jump)} σ${most}`
  const quoted = Number.isNaN(bid) ? '' : `, bid ${price(bid)} ask ${price(ask)}`
  return `last close ${price(close)}, ${seconds(ageMs)} old${age}${moved}${quoted}`
}

/** A worst case against a share of equity. */
function worstText(value: number | undefined, share: Limit, { state }: Judged): string {
  const most = typeof share === 'number' ? `${decimal(share * state.equity)}, ${percent(share)} of equity` : 'any amount'
  return `at worst ${known(value ?? Number.NaN, decimal)} of ${most}`
}

function shareText(share: Limit): string {
  return typeof share === 'number' ? percent(share) : 'any share'
}

/** A count that runs of older versions did not keep. */
function kept(count: number | undefined): string {
  return count === undefined ? 'a number' : whole(count)
}

function known(value: number, text: (value: number) => string): string {
  return Number.isNaN(value) ? 'unknown' : text(value)
}

function seconds(ms: number): string {
  return `${whole(ms / 1000)} s`
}
