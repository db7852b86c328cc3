// What happened in a trial, one line a thing: faults as they come on, orders, what said no, trading states, and what did not hold.

import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import { endOf } from '../schedule/entry-end.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from './trial.js'

export interface TimelineEvent {
  readonly time: EpochMs
  readonly kind: 'onset' | 'end' | 'orders' | 'denied' | 'breach' | 'state' | 'violation'
  /** The same of one time said once: how often. */
  readonly count: number
  /** `runaway-1 comes on`, `MAX_ORDER_VALUE of runaway-1`, `runaway-1 buys SYN01` */
  readonly says: string
}

/** In the order of time; of one time a fault comes before what comes of it. From the first onset on, or all of it where nothing came on. */
export function timelineOf({ result, violations, onsets }: Trial, { entries }: Schedule): readonly TimelineEvent[] {
  const faults = entries.flatMap((entry, index) =>
    (onsets[index] ?? []).flatMap((time): Said[] => {
      const end = endOf(entry, time)
      const isOver: Said[] = Number.isFinite(end) ? [[end, 'end', `${entry.name} is over`]] : []
      return [[time, 'onset', `${entry.name} comes on`], ...isOver]
    }),
  )
  const broken = violations.map(({ time, invariant, message }): Said => [time, 'violation', `${invariant}: ${message}`])
  const first = Math.min(...onsets.flat())
  const all = [...faults, ...(result === null ? [] : saidIn(result)), ...broken]
  return counted(Number.isFinite(first) ? all.filter(([time]) => time >= first) : all)
}

type Said = readonly [time: EpochMs, kind: TimelineEvent['kind'], says: string]

function saidIn({ orders, denials, risk }: RunResult): Said[] {
  return [
    ...orders.map(({ createdAt, intent: { strategy, side, instrument, role } }): Said => {
      const verb = side === 'buy' ? 'buys' : 'sells'
      return [createdAt, 'orders', `${strategy} ${verb} ${instrument}, ${role}`]
    }),
    ...denials.map(({ time, code, strategy }): Said => [time, 'denied', `${code} of ${strategy}`]),
    ...(risk?.breaches ?? []).map(({ time, code, strategy }): Said => [time, 'breach', `${code} of ${strategy ?? 'the account'}`]),
    ...(risk?.transitions ?? []).map(
      ({ time, from, to, strategy, cause }): Said => [time, 'state', `${strategy ?? 'the account'}: ${from} to ${to} by ${cause}`],
    ),
  ]
}

function counted(all: readonly Said[]): readonly TimelineEvent[] {
  const events = new Map<string, TimelineEvent>()
  for (const [time, kind, says] of all) {
    const key = `${time} ${kind} ${says}`
    events.set(key, { time, kind, says, count: (events.get(key)?.count ?? 0) + 1 })
  }
  return [...events.values()].sort((a, b) => a.time - b.time)
}
