// The gates: what a judged run has to pass, each with the numbers that were compared.

import type { RunResult } from '../../model/run.js'
import { formatTime, MINUTE_MS } from '../../model/time.js'
import type { Violation } from '../invariants/invariant.js'
import type { Catcher } from '../scenario/catcher.js'
import type { Breakage, Budget } from '../scenario/scenario.js'
import { isFound, type Sign, signText } from '../scenario/sign.js'
import type { Trial } from '../trial/trial.js'
import type { Gate } from '../verdict/verdict.js'
import { detectMs, type Measured, recoverMs, refusedBy } from './measure.js'
import { trialHash } from './trial-hash.js'

export function heldInvariants(violations: readonly Violation[]): Gate {
  const says = violations.map(({ invariant, message }) => `${invariant}: ${message}`).join('; ')
  return { name: 'invariants', passed: violations.length === 0, says: says || 'all held' }
}

/** A run may be refused before it begins, by whom that is expected of; what ends in its midst is caught by nobody. */
export function ranToItsEnd({ refusal, ended }: Trial, expected: readonly Catcher[]): Gate {
  const by = refusal && refusedBy(refusal)
  const error = by !== null && expected.includes(by) ? ended : (ended ?? refusal)
  const says =
    error === null
      ? refusal === null
        ? 'to its last bar'
        : `refused before it began: ${refusal.message}`
      : `${error.code}: ${error.message}`
  return { name: 'ran to its end', passed: error === null, says }
}

/** What goes wrong has to come to something: bars, decisions, fills, words of the broker or breaches that are others than without it. */
export function itHappened({ result, refusal, ended }: Trial, without: Trial): Gate {
  const what = result === null ? (refusal ?? ended)?.code : without.result === null ? 'the run' : differenceOf(result, without.result)
  return {
    name: 'it happened',
    passed: what !== undefined,
    says: what === undefined ? 'the run is the same without it' : `${what}: not as without it`,
  }
}

function differenceOf(run: RunResult, other: RunResult): string | undefined {
  if (run.hashes.data !== other.hashes.data) return 'bars'
  if (run.hashes.execution !== other.hashes.execution) return 'fills'
  if (run.hashes.decision !== other.hashes.decision) return 'decisions'
  if (breachesOf(run) !== breachesOf(other)) return 'breaches'
  return wordsOf(run) === wordsOf(other) ? undefined : 'words of the broker'
}

/** The rest of what risk has to say is who there was. */
function breachesOf({ risk }: RunResult): string {
  return JSON.stringify([risk?.breaches, risk?.transitions])
}

/** What was taken in, and what a run notes of words that it did not take in, such as those that came twice. */
function wordsOf({ events, notes }: RunResult): string {
  return JSON.stringify([events, notes])
}

/** Asked where anybody is named. */
export function caughtInTime(seen: Measured, named: readonly Catcher[], budget: Budget): readonly Gate[] {
  return [namedControlFirst(seen, named), timeToDetect(seen, budget), ...timeToRecover(seen, budget)]
}

function namedControlFirst({ catches: [first] }: Measured, named: readonly Catcher[]): Gate {
  const passed = first !== undefined && named.includes(first.by)
  return { name: 'named control first', passed, says: `${first?.by ?? 'nothing'} caught it first, named: ${named.join(' or ')}` }
}

function timeToDetect(seen: Measured, { detectMinutes }: Budget): Gate {
  const ms = detectMs(seen)
  const passed = ms !== null && ms <= detectMinutes * MINUTE_MS
  return { name: 'time to detect', passed, says: `${minutes(ms)}, at most ${detectMinutes} min` }
}

/** Not asked where there is nothing to recover from: the run did not begin, or nobody caught it, which has a gate of its own. */
function timeToRecover(seen: Measured, { recoverMinutes }: Budget): readonly Gate[] {
  if (seen.contained === null) return []
  const ms = recoverMs(seen)
  const passed = ms !== null && ms <= recoverMinutes * MINUTE_MS
  return [{ name: 'time to recover', passed, says: `${minutes(ms)}, at most ${recoverMinutes} min` }]
}

/** What a schedule of several entries has to leave in its run beside the first catch. */
export function alsoFound({ result }: Trial, also: readonly Sign[]): Gate {
  const missing = also.filter((sign) => result === null || !isFound(sign, result))
  const says = missing.length === 0 ? also.map(signText).join(', ') : `not found: ${missing.map(signText).join(', ')}`
  return { name: 'also found', passed: missing.length === 0, says }
}

/** Both in the account's currency. */
export function damageWithin(damage: number, most: number): Gate {
  return { name: 'damage', passed: damage <= most, says: `${damage.toFixed(2)}, at most ${most.toFixed(2)}` }
}

/** I5 watches every order that is sent: the one that it found, and when. */
export function nothingLeaked({ violations }: Trial): Gate {
  const leak = violations.find(({ invariant }) => invariant === 'I5')
  const says = leak === undefined ? 'none' : `order ${leak.context.order} at ${formatTime(leak.time)}: ${leak.message}`
  return { name: 'orders leaked', passed: leak === undefined, says }
}

export function sameAgain(one: Trial, other: Trial): Gate {
  const [first, second] = [trialHash(one), trialHash(other)]
  return { name: 'same again', passed: first === second, says: `${first} and ${second}` }
}

/** What is held to invariants here runs elsewhere too. Of worlds in which reconciliation, which a backtest has not, finds nothing to mend. */
export function asBacktest(run: RunResult, backtest: RunResult): Gate {
  const what = differenceOf(run, backtest)
  return { name: 'as a backtest', passed: what === undefined, says: what === undefined ? 'the same' : `${what}: not as in a backtest` }
}

/** What is named and breaks without the control and its backups. Its run is held to what the config with them promises. */
export function brokenWithout(without: Trial, { damage }: Measured, budget: Budget, breaks: readonly Breakage[]): readonly Breakage[] {
  if (without.refusal !== null) return []
  return breaks.filter((what) => {
    if (what === 'damage') return damage > budget.damage
    return what === 'run' ? without.ended !== null : without.violations.some(({ invariant }) => invariant === what)
  })
}

/** Without its control and the backups it has to hurt: one of what is named breaks. */
export function ablation({ refusal }: Trial, { damage }: Measured, broken: readonly Breakage[], breaks: readonly Breakage[]): Gate {
  if (refusal !== null) return { name: 'ablation', passed: false, says: `the run without it was refused: ${refusal.message}` }
  const says = `without it ${damage.toFixed(2)} of damage, ${broken.length === 0 ? 'nothing' : broken.join(' and ')} of ${breaks.join(', ')} breaks`
  return { name: 'ablation', passed: broken.length > 0, says }
}

/** What no config switches off catches first without everything that one can. */
export function neverOff({ catches: [first] }: Measured, named: readonly Catcher[]): Gate {
  const passed = first !== undefined && named.includes(first.by)
  return { name: 'never off', passed, says: `nothing switches it off: ${first?.by ?? 'nothing'} catches it all the same` }
}

function minutes(ms: number | null): string {
  return ms === null ? 'never' : `${(ms / MINUTE_MS).toFixed(1)} min`
}
