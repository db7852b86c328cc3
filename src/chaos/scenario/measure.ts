// What a trial cost, who caught it and when: measured against the clean twin of the same world and seed.

import type { BreachCode } from '../../model/breach.js'
import { sign } from '../../model/order.js'
import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import type { Trial } from '../trial/trial.js'
import type { Catcher } from './scenario.js'
import type { Catch } from './verdict.js'

export interface Measured {
  /** The first by each, in the order of time. */
  readonly catches: readonly Catch[]
  /** When the first fault came on; null where none did. */
  readonly onset: EpochMs | null
  /** Equity of the twin at the end less that of the trial; the account's currency. */
  readonly damage: number
  /** The last time that it still hurt after it was caught; null where nothing was caught. */
  readonly contained: EpochMs | null
}

/** No breaker belongs to these: a warning is all that there is of them. */
const onlyTold: ReadonlySet<BreachCode> = new Set<BreachCode>(['VAR', 'CONCENTRATION', 'CORRELATION_BREAK', 'EXPOSURE', 'RECONCILIATION'])

/** Refusals before a run begins; one that ends by any other error was caught by nobody. */
const REFUSED: Readonly<Record<string, Catcher>> = {
  BAD_DATA: 'DATA_REFUSED',
  NO_BARS: 'DATA_REFUSED',
  BAD_CONFIG: 'CONFIG_REFUSED',
  USAGE: 'CONFIG_REFUSED',
}

/** `troubled` are the strategies that misbehave, or whose place one takes. A warning stops nothing: it is a catch only of whom `named` has. */
export function measured(trial: Trial, twin: RunResult, troubled: ReadonlySet<string>, named: readonly Catcher[] = []): Measured {
  const onset = firstOnset(trial)
  const { result, refusal } = trial
  if (result === null) {
    const by = REFUSED[refusal?.code ?? '']
    // Before it began: no time has passed.
    const time = onset ?? twin.equity.time[0] ?? 0
    if (by === undefined) return { catches: [], onset: time, damage: 0, contained: null }
    return { catches: [{ by, time, strategy: null }], onset: time, damage: 0, contained: time }
  }
  const catches = catchesOf(result, twin, onset, troubled, named)
  return { catches, onset, damage: lastEquity(twin) - lastEquity(result), contained: containedAt(result, catches, troubled) }
}

function firstOnset({ onsets }: Trial): EpochMs | null {
  const all = onsets.flat()
  return all.length === 0 ? null : Math.min(...all)
}

function lastEquity({ equity }: RunResult): number {
  return equity.equity.at(-1) ?? Number.NaN
}

/**
 * What said no from the onset on and did not say it in the twin: by the same, of the same strategy, at the same time. Where nothing but strategies
 * misbehaves, only what said it to them or to the account. A trading state is what somebody else set: of one time it comes last.
 */
function catchesOf(
  result: RunResult,
  twin: RunResult,
  onset: EpochMs | null,
  troubled: ReadonlySet<string>,
  named: readonly Catcher[],
): readonly Catch[] {
  const usual = new Set(refusalsOf(twin, named).map(keyOf))
  const names = new Set(result.strategies.map(({ name }) => name))
  const isTheirs = [...troubled].every((name) => names.has(name))
  const theirs = refusalsOf(result, named).filter((one) => {
    if (onset === null || one.time < onset || usual.has(keyOf(one))) return false
    return !isTheirs || one.strategy === null || troubled.has(one.strategy)
  })
  return firstOfEach(theirs)
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
  const follows = ({ by }: Catch): number => Number(by === 'TRADING_STATE')
  return [...first.values()].sort((a, b) => a.time - b.time || follows(a) - follows(b))
}

function refusalsOf({ denials, risk, orders }: RunResult, named: readonly Catcher[] = []): readonly Catch[] {
  const breaches = (risk?.breaches ?? []).filter(
    ({ severity, code }) => severity === 'critical' || (onlyTold.has(code) && named.includes(code)),
  )
  return [
    ...denials.map(({ code, time, strategy }): Catch => ({ by: code, time, strategy })),
    ...breaches.map(({ code, time, strategy }): Catch => ({ by: code, time, strategy })),
    ...orders.flatMap(({ status, updatedAt, intent }): Catch[] =>
      status === 'rejected' ? [{ by: 'VENUE_REJECTED', time: updatedAt, strategy: intent.strategy }] : [],
    ),
  ]
}

function keyOf({ by, time, strategy }: Catch): string {
  return `${by} ${time} ${strategy}`
}

/** The last time that a troubled strategy made a position larger; the first catch where none did after it. */
function containedAt({ fills }: RunResult, [first]: readonly Catch[], troubled: ReadonlySet<string>): EpochMs | null {
  if (first === undefined) return null
  let last = first.time
  const held = new Map<string, number>()
  for (const { strategy, instrument, side, quantity, time } of fills) {
    const key = `${strategy} ${instrument}`
    const before = held.get(key) ?? 0
    const after = before + sign(side) * quantity
    held.set(key, after)
    if (troubled.has(strategy) && time > last && Math.abs(after) > Math.abs(before)) last = time
  }
  return last
}
