// I15: a strategy that misbehaves leaves the others alone: they signal what they would without it, until a control of the whole account says no.

import type { DecisionRecord } from '../../model/decision.js'
import type { DenialCode } from '../../model/denial.js'
import type { RunResult } from '../../model/run.js'
import { faultCatalog } from '../faults/catalog.js'
import type { PairInvariant } from './pair-invariant.js'

/** What is asked of the account as a whole: after it has said no to one of them, they may differ. */
const ofTheAccount: ReadonlySet<string> = new Set<DenialCode>([
  ...(['BUYING_POWER', 'EQUITY_UNKNOWN', 'SHORT_UNAVAILABLE', 'MAX_POSITION', 'MAX_POSITION_VALUE', 'MAX_GROSS', 'MAX_NET'] as const),
  ...(['MAX_CONCENTRATION', 'MESSAGE_RATE', 'SELF_MATCH', 'TRADING_STATE', 'NO_FREE_ACCOUNT', 'MAX_OPEN_POSITIONS'] as const),
])

export const siblings: PairInvariant = {
  id: 'I15',
  says: 'A strategy that misbehaves leaves what the others signal as it would be, while no control of the account has said no',
  others({ world, schedule }) {
    // Where our fills move the bars everybody sees it.
    if (world.config.impact !== undefined && world.config.impact !== 'none') return []
    const beside = schedule.entries.filter(({ fault, target }) => faultCatalog.get(fault)?.plane === 'strategy' && target === undefined)
    const gone = new Set(beside.map(({ name }) => name))
    // With them goes what somebody does to them alone.
    const entries = schedule.entries.filter(({ name, target = name }) => !gone.has(target))
    return entries.length === schedule.entries.length ? [] : [{ world, schedule: { ...schedule, entries } }]
  },
  compare({ result: beside }, { result: alone }, { world }) {
    const names = new Set(world.strategies.map(({ name, strategy }) => name ?? strategy.name))
    const until = Math.min(firstNo(beside), firstNo(alone), firstPart(beside))
    const [seen, should] = [signalsOf(beside, names, until), signalsOf(alone, names, until)]
    const at = should.findIndex((one, index) => one !== seen[index])
    if (at < 0 && seen.length === should.length) return null
    const place = at < 0 ? should.length : at
    return {
      message: `signal ${place + 1} of the others is ${seen[place] ?? 'none'}, and ${should[place] ?? 'none'} without it`,
      context: { signals: should.length, beside: seen.length },
    }
  },
}

/** When a control of the account first said no to anybody, or found something. */
function firstNo({ denials, risk }: RunResult): number {
  const times = [
    ...denials.flatMap(({ code, time }) => (ofTheAccount.has(code) ? [time] : [])),
    ...(risk?.breaches ?? []).flatMap(({ strategy, time }) => (strategy === null ? [time] : [])),
  ]
  return times.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY)
}

/** When an order first got only a part of its lots: the volume of a bar is for all, and what one took another goes without. */
function firstPart({ fills, orders }: RunResult): number {
  const asked = new Map(orders.map(({ clientOrderId, quantity }) => [clientOrderId, quantity]))
  return fills.find(({ clientOrderId, quantity }) => quantity < (asked.get(clientOrderId) ?? 0))?.time ?? Number.POSITIVE_INFINITY
}

/** Not their sizes: those are shares of the equity of all. */
function signalsOf({ decisions }: RunResult, names: ReadonlySet<string>, until: number): readonly string[] {
  const theirs = (decisions ?? []).filter(({ strategy, time }: DecisionRecord) => names.has(strategy) && time < until)
  return theirs.map(({ time, strategy, instrument, signal }) => `${new Date(time).toISOString()} ${strategy} ${instrument} ${signal.kind}`)
}
