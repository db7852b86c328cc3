// The gates of a tested strategy that no scenario has, each with what to do where it fails.

import type { Breach } from '../../model/breach.js'
import { type DecisionRecord, isDenied } from '../../model/decision.js'
import type { RunResult } from '../../model/run.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import { counted } from '../../report/wording.js'
import { refusedBy } from '../judging/measure.js'
import type { Trial } from '../trial/trial.js'
import type { Gate, GateName } from '../verdict/verdict.js'

const advice: Readonly<Partial<Record<GateName, string>>> = {
  invariants:
    'where it is I13 the strategy knows bars that have not come yet; any other is a defect of the workbench, and the command below makes the run again',
  'orders leaked': 'a defect of the workbench: the command below makes the run again',
  damage: 'give each entry a stop, size by risk and not by what was lost, and cap what is held',
  'same again': 'keep state in memory(), draw from random, and read no clock: what is outside of them differs from run to run',
  'ran to its end': 'run it alone: bench backtest shows what throws, and with --isolate worker at which event it loops or leaks',
}

/** A gate that failed says what to do besides. */
export function withAdvice({ name, passed, says }: Gate): Gate {
  const what = advice[name]
  return { name, passed, says: passed || what === undefined ? says : advised(says, what) }
}

function advised(says: string, what: string): string {
  return `${says}; to mend it, ${what}`
}

export function fallWithin(fall: number, budget: number): Gate {
  return { name: 'damage', passed: fall <= budget, says: `${fall.toFixed(2)} below its peak, at most ${budget.toFixed(2)}` }
}

/** Where nothing goes wrong no control has anything to refuse, and no breaker anything to stop. */
export function leftAlone(result: RunResult): Gate {
  const refused = refusedIn(result)
  const says = refused === null ? 'no control said no' : advised(refused.says, refused.mends)
  return { name: 'negative control', passed: refused === null, says }
}

/** What is wrong, and what to do about it. */
interface Told {
  readonly says: string
  readonly mends: string
}

/** What it threw, or else who said no in a run and how often; null where nobody did. */
export function refusedIn({ denials, risk }: RunResult): Told | null {
  const failed = risk?.breaches.find(({ code }) => code === 'STRATEGY_FAILED')
  if (failed !== undefined) return failureOf(failed)
  const counts = new Map<string, number>()
  for (const { code } of [...denials, ...(risk?.breaches ?? []).filter(({ severity }) => severity === 'critical')])
    counts.set(code, (counts.get(code) ?? 0) + 1)
  if (counts.size === 0) return null
  const refused = [...counts].map(([code, count]) => `${code} ${count} times`).join(', ')
  const rubbish = denials.find(({ code }) => code === 'NOT_FINITE')
  const mends =
    rubbish === undefined ? askForLess : `look where its ${rubbish.context.field} comes from, which was ${rubbish.context.value}`
  return { says: `said no: ${refused}`, mends }
}

const askForLess =
  'ask for less: docs/CONTROLS.md has each limit of the guarded profile, and --config takes your own, such as those of its backtests'

/** Once it is over the strategy trades on where it would have, unless a latch holds it that it has not earned by running away; `isReplaced` where another did in its place. What threw does not recover. */
export function recovers(trial: Trial, twin: RunResult, name: string, over: EpochMs, isReplaced = false): Gate {
  const says = (isReplaced ? null : runAway(trial, name)) ?? whyNot(trial, twin, name, over)
  return { name: 'recovers', passed: says === null, says: says ?? 'trades on, or is held by a latch' }
}

/** What only a strategy that runs away brings upon itself, whatever the market does. */
const runaway: ReadonlySet<string> = new Set(['MESSAGE_RATE', 'REPEATED_EXECUTION', 'MAX_BASKET_VALUE'])

function runAway({ result }: Trial, name: string): string | null {
  const stopped = result?.risk?.transitions.find(({ strategy, cause }) => strategy === name && runaway.has(cause))
  if (stopped === undefined) return null
  return advised(`${stopped.cause} stopped it at ${formatTime(stopped.time)}, as it stops a runaway`, lookAround)
}

const lookAround = 'look at position and working at each bar, and wait for no fill that may never come'

function whyNot({ result, refusal, ended }: Trial, twin: RunResult, name: string, over: EpochMs): string | null {
  if (result === null) {
    const isOfBars = refusal !== null && refusedBy(refusal) === 'DATA_REFUSED'
    return isOfBars ? null : advised(`the run ended: ${(ended ?? refusal)?.message}`, lookAround)
  }
  const failed = result.risk?.breaches.find(({ code, strategy }) => code === 'STRATEGY_FAILED' && strategy === name)
  if (failed !== undefined) return advised(failureOf(failed).says, failureOf(failed).mends)
  const later = (run: RunResult) => (run.decisions ?? []).filter(({ strategy, time }) => strategy === name && time > over)
  const entries = later(twin).filter(isEntry).length
  const found = later(result)
  if (entries < 2 || found.some(isEntry) || isHeld(result, name)) return null
  const what = found.length === 0 ? 'silent' : 'it enters nothing'
  const since = Number.isFinite(over) ? `since ${formatTime(over)}` : 'from the beginning'
  return advised(`${what} ${since}${refusalsText(found)}, where it enters ${entries} times if nothing goes wrong`, lookAround)
}

/** `, MAX_ORDER_VALUE refused it 3 entries` */
function refusalsText(decisions: readonly DecisionRecord[]): string {
  const refused = decisions.filter((one) => opens(one) && isDenied(one)).map(({ verdict }) => verdict)
  return refused.length === 0 ? '' : `, ${[...new Set(refused)].join(' and ')} refused it ${counted(refused.length, 'entry', 'entries')}`
}

/** The handler is named: a backtest in which nothing goes wrong may never have called it. */
function failureOf({ time, context: { handler, cause, message } }: Breach): Told {
  const mending = mends[cause as string]?.(handler) ?? `handle ${handler} without throwing`
  return { says: `it failed at ${formatTime(time)}: ${message}`, mends: mending }
}

/** By the code of the error; what is not here was thrown. */
const mends: Readonly<Record<string, (handler: unknown) => string>> = {
  BAD_STRATEGY: (handler) => `look at what ${handler} returns`,
  STRATEGY_STOPPED: (handler) => `have ${handler} come to its end`,
}

/** Counted alike in the run and in its twin: one that only cancels, or gets out, trades on no more than one that is silent. */
function isEntry(decision: DecisionRecord): boolean {
  return opens(decision) && !isDenied(decision)
}

function opens({ signal }: DecisionRecord): boolean {
  return signal.kind === 'enter' || (signal.kind === 'target' && signal.weight !== 0)
}

/** By a latch of its own or of the account, at the end. */
function isHeld({ risk }: RunResult, name: string): boolean {
  const last = (strategy: string | null) => risk?.transitions.findLast((one) => one.strategy === strategy)?.to ?? 'active'
  return last(null) !== 'active' || last(name) !== 'active'
}
