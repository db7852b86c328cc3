// I11: what holds trading back is set by every critical breach with a breaker, and lets go only when an operator, the next session or a statement that agrees says so.

import type { OperatorDeed } from '../../engine/config/breaker-config.js'
import type { Breach, TradingLevel } from '../../model/breach.js'
import type { Statement } from '../../model/broker.js'
import { assetOf } from '../../model/instrument.js'
import { DAY_MS, type EpochMs } from '../../model/time.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { Finding, Invariant } from './invariant.js'
import type { SentRequest } from './sent-request.js'

const order: readonly TradingLevel[] = ['active', 'reducing', 'halted']

/** What holds one strategy or the account (null) back, as it ought to be. */
interface Scope {
  readonly strategy: string | null
  /** By cause. */
  readonly held: Map<string, TradingLevel>
}

export const latches: Invariant = {
  id: 'I11',
  says: 'Trading is held back by every breach that says so, and goes on only when an operator, a new session or books that agree let it',
  begin({ postTrade, portfolio, config }, { rules }) {
    if (postTrade === null) return {}
    const breakers = rules?.breakers ?? {}
    const deeds = config.operator.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    const { breaches } = postTrade.result
    const scopes = new Map<string | null, Scope>()
    let seen = 0
    let day = Number.NaN

    const scopeOf = (strategy: string | null): Scope => {
      const known = scopes.get(strategy) ?? { strategy, held: new Map<string, TradingLevel>() }
      scopes.set(strategy, known)
      return known
    }
    const trip = ({ code, severity, strategy }: Breach): void => {
      const rule = breakers[code as 'DRAWDOWN']
      if (rule !== undefined && severity === 'critical') scopeOf(strategy).held.set(code, rule.action === 'halt' ? 'halted' : 'reducing')
    }
    const operate = ({ do: deed, strategy }: OperatorDeed): void => {
      const { held } = scopeOf(strategy ?? null)
      if (deed === 'unlatch') for (const cause of held.keys()) if (cause !== 'STRATEGY_FAILED') held.delete(cause)
      if (deed === 'kill') held.set('KILL_SWITCH', 'reducing')
      if (deed === 'halt') held.set('OPERATOR', 'halted')
      if (deed === 'reduce' && held.get('OPERATOR') !== 'halted') held.set('OPERATOR', 'reducing')
    }
    /** An operator goes before all else of a time, and lets go of what was set until then. */
    const advance = (time: EpochMs): void => {
      while (seen < breaches.length && (breaches[seen] as Breach).time < time) trip(breaches[seen++] as Breach)
      for (let deed = deeds[0]; deed !== undefined && Date.parse(deed.at) <= time; deed = deeds[0]) {
        operate(deed)
        deeds.shift()
      }
      while (seen < breaches.length) trip(breaches[seen++] as Breach)
      // The limit of a day lets go at an open that this check does not know: from the next day on it need hold nothing.
      const today = Math.floor(time / DAY_MS)
      if (today !== day) scopes.get(null)?.held.delete('DAILY_LOSS')
      day = today
    }
    const look = (): Finding => {
      for (const { strategy, held } of scopes.values()) {
        let should = 0
        for (const level of held.values()) should = Math.max(should, order.indexOf(level))
        const is = postTrade.levelOf(strategy)
        if (order.indexOf(is) >= should) continue
        const name = strategy ?? 'the account'
        return {
          message: `${name} is ${is}, and ${[...held.keys()].join(' and ')} hold it back`,
          context: { is, should: order[should] as string },
        }
      }
      return null
    }
    const check = (time: EpochMs): Finding => {
      advance(time)
      return scopes.size === 0 ? null : look()
    }
    return {
      // A deed of an operator asks for the end of orders at once, while others of that time are yet to come.
      sent: (request, time) => (endsOnly(request) ? null : check(time)),
      afterEvent(event) {
        const held = scopes.get(null)?.held
        if (event.kind === 'statement' && held?.has('RECONCILIATION') && hasOurLots(event.statement, portfolio))
          held.delete('RECONCILIATION')
        return null
      },
      afterTime: check,
    }
  },
}

/** Whether it asks for the end of orders and nothing else: that goes out whatever holds trading back. */
function endsOnly({ kind }: SentRequest): boolean {
  return kind !== 'submit' && kind !== 'modify'
}

/** Whether a statement has what we hold, asset by asset. */
function hasOurLots({ lots }: Statement, portfolio: Portfolio): boolean {
  const left = new Map(lots)
  for (const { instrument, quantity } of portfolio.openPositions()) {
    const asset = assetOf(instrument)
    left.set(asset, (left.get(asset) ?? 0) - quantity)
  }
  return [...left.values()].every((rest) => rest === 0)
}
