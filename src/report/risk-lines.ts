// What came after the trades, in a few lines: the trading state at the end, breaches by code, and what set or let go of a latch.

import type { Breach, StateTransition } from '../model/breach.js'
import type { RunRisk } from '../model/run.js'
import { grouped } from './grouped.js'
import { minute, whole } from './wording.js'

/** More are in run.json. */
const MOST = 8

/** Numbers of what was watched, for a summary in JSON. */
export function riskCounts({ breaches, transitions, account }: RunRisk) {
  const critical = breaches.filter(({ severity }) => severity === 'critical').length
  return { state: account, breaches: breaches.length, critical, transitions: transitions.length }
}

/** Empty where nothing came of it. */
export function riskLines({ breaches, transitions, account, strategies }: RunRisk): string[] {
  if (breaches.length === 0 && transitions.length === 0) return []
  const held = Object.entries(strategies).filter(([, level]) => level !== account)
  const shown = transitions.slice(0, MOST)
  const rest = transitions.length - shown.length
  return [
    `Trading state at the end: ${[account, ...held.map(([name, level]) => `${name} ${level}`)].join(', ')}`,
    ...(breaches.length === 0 ? [] : [`Breaches: ${[...grouped(breaches, ({ code }) => code)].map(breachText).join(', ')}`]),
    ...shown.map(transitionText),
    ...(rest > 0 ? [`and ${whole(rest)} more`] : []),
  ]
}

function breachText([code, all]: readonly [string, readonly Breach[]]): string {
  const critical = all.filter(({ severity }) => severity === 'critical').length
  return `${whole(all.length)} ${code}${critical === 0 ? '' : ` (${whole(critical)} critical)`}`
}

function transitionText({ time, strategy, from, to, cause, reason }: StateTransition): string {
  const who = cause === 'OPERATOR' ? `operator: ${reason}` : reason
  return `${minute(time)}  ${strategy ?? 'account'} ${from} → ${to}  ${who}`
}
