// What a trial cost, who caught it and when: measured against the clean twin of the same world and seed.

import { hasBreaker } from '../../engine/config/watch-rules.js'
import type { BreachCode } from '../../model/breach.js'
import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import type { BenchError } from '../../std/errors.js'
import type { Catcher } from '../scenario/catcher.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { Catch } from '../verdict/verdict.js'
import { containedAt } from './contained.js'
import { damageOf } from './damage.js'
import { misbehavingIn } from './misbehaving.js'
import { isIn, spansOf } from './spans.js'

export interface Measured {
  /** The first by each, in the order of time. */
  readonly catches: readonly Catch[]
  /** When the first fault came on; null where none did. */
  readonly onset: EpochMs | null
  /** What it cost, as `damageOf` counts it; the account's currency, 0 of a run that was refused or ended. */
  readonly damage: number
  /** The last time that it still hurt after it was caught, Infinity where it went on; null where nothing was caught or nothing began. */
  readonly contained: EpochMs | null
}

/** Refusals before a run begins. */
const REFUSED: Readonly<Record<string, Catcher>> = {
  BAD_DATA: 'DATA_REFUSED',
  NO_BARS: 'DATA_REFUSED',
  BAD_CONFIG: 'CONFIG_REFUSED',
  USAGE: 'CONFIG_REFUSED',
}

/** Who refused a run before it began; null for an error that nobody is there to catch. */
export function refusedBy(refusal: BenchError): Catcher | null {
  return REFUSED[refusal.code] ?? null
}

/** A warning stops nothing: it is a catch only of whom `named` has. */
export function measured(trial: Trial, twin: RunResult, schedule: Schedule, named: readonly Catcher[] = []): Measured {
  const onset = firstOnset(trial)
  const { result, refusal } = trial
  if (result === null) {
    const by = refusal && refusedBy(refusal)
    // Before it began: no time has passed.
    const time = onset ?? twin.equity.time[0] ?? 0
    return { catches: by === null ? [] : [{ by, time, strategy: null }], onset: time, damage: 0, contained: null }
  }
  const names = new Set(result.strategies.map(({ name }) => name))
  const { strategies: misbehaving, isAll } = misbehavingIn(schedule, names)
  // Where nothing but strategies misbehaves, and as long as one does, only what is said to it or to the account is of it.
  const spans = spansOf(schedule, trial, 'strategy')
  const isOfIt = ({ strategy, time }: Catch): boolean => strategy === null || misbehaving.has(strategy) || (!isAll && !isIn(spans, time))
  const catches = catchesOf(result, twin, onset, isOfIt, named)
  const [first] = catches
  return {
    catches,
    onset,
    damage: damageOf(result, twin, misbehaving),
    contained: first === undefined ? null : containedAt(result, twin, first.time, schedule, trial, misbehaving),
  }
}

/** From the first onset to the first catch; null where nothing was caught. */
export function detectMs({ onset, catches: [first] }: Measured): number | null {
  return onset === null || first === undefined ? null : first.time - onset
}

/** From there until it hurt for the last time; null where it did not recover. */
export function recoverMs({ contained, catches: [first] }: Measured): number | null {
  return contained === null || contained === Number.POSITIVE_INFINITY || first === undefined ? null : contained - first.time
}

function firstOnset({ onsets }: Trial): EpochMs | null {
  const all = onsets.flat()
  return all.length === 0 ? null : Math.min(...all)
}

/** What said no from the onset on, to what is wrong, and did not say it in the twin: by the same, of the same strategy, at the same time. */
function catchesOf(
  result: RunResult,
  twin: RunResult,
  onset: EpochMs | null,
  isOfIt: (one: Catch) => boolean,
  named: readonly Catcher[],
): readonly Catch[] {
  const usual = new Set(refusalsOf(twin, named).map(keyOf))
  if (onset === null) return []
  return firstOfEach(refusalsOf(result, named).filter((one) => one.time >= onset && !usual.has(keyOf(one)) && isOfIt(one)))
}

/** Everything that said no in a run, whatever for: the first by each, in the order of time. */
export function refusalsFirst(result: RunResult): readonly Catch[] {
  return firstOfEach(refusalsOf(result))
}

function firstOfEach(refusals: readonly Catch[]): readonly Catch[] {
  const first = new Map<Catcher, Catch>()
  for (const one of refusals) {
    const known = first.get(one.by)
    if (known === undefined || one.time < known.time) first.set(one.by, one)
  }
  // A trading state is what somebody else set: of one time it comes last.
  const follows = ({ by }: Catch): number => Number(by === 'TRADING_STATE')
  return [...first.values()].sort((a, b) => a.time - b.time || follows(a) - follows(b))
}

/**
 * Of one time in the order in which they come: monitors look at a mark before strategies are asked, a control raises its breach with the denial that it is
 * of, and a venue answers last.
 */
function refusalsOf({ denials, risk, orders }: RunResult, named: readonly Catcher[] = []): readonly Catch[] {
  const breaches = (risk?.breaches ?? []).filter(
    ({ severity, code }) => severity === 'critical' || (isOnlyTold(code) && named.includes(code)),
  )
  const denied = new Set<string>(denials.map(({ code }) => code))
  const told = [...breaches.filter(({ code }) => !denied.has(code)), ...denials, ...breaches.filter(({ code }) => denied.has(code))]
  return [
    ...told.map(({ code, time, strategy }): Catch => ({ by: code, time, strategy })),
    ...orders.flatMap(({ status, updatedAt, intent }): Catch[] =>
      status === 'rejected' ? [{ by: 'VENUE_REJECTED', time: updatedAt, strategy: intent.strategy }] : [],
    ),
  ]
}

/** A warning is all that there is of it: no breaker follows, or what was warned of is mended already. */
function isOnlyTold(code: BreachCode): boolean {
  return code === 'RECONCILIATION' || !hasBreaker(code)
}

function keyOf({ by, time, strategy }: Catch): string {
  return `${by} ${time} ${strategy}`
}
