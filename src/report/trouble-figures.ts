// What went wrong in a run and what it took to stop it, in figures: breaches, emergency stops, time to recover, damage.

import type { StateTransition } from '../model/breach.js'
import type { RunResult } from '../model/run.js'
import { grouped } from './grouped.js'
import { counted, decimal, duration, whole } from './wording.js'

export interface TroubleFigure {
  readonly label: string
  readonly text: string
  /** What it counts, by lines. */
  readonly means: readonly string[]
}

/** Whether a run has anything to say of it. */
export function hasTrouble({ chaos, risk }: RunResult): boolean {
  return chaos !== undefined || (risk !== undefined && risk.breaches.length + risk.transitions.length > 0)
}

export function troubleFigures({ chaos, risk, currency }: RunResult): readonly TroubleFigure[] {
  const { breaches, transitions } = risk ?? { breaches: [], transitions: [] }
  const critical = breaches.filter(({ severity }) => severity === 'critical').length
  return [
    ...(chaos === undefined
      ? []
      : [
          {
            label: 'Damage',
            text: `${decimal(chaos.damage)} ${currency}`,
            means: ['equity at the end without the faults − equity with them', 'below zero: they made money by luck'],
          },
          { label: 'Invariants broken', text: whole(chaos.violations.length), means: ['that did not hold after some event'] },
        ]),
    {
      label: 'Breaches',
      text: critical === 0 ? whole(breaches.length) : `${whole(breaches.length)}, ${whole(critical)} critical`,
      means: ['limits that were passed after the trade', 'what is critical trips its breaker'],
    },
    {
      label: 'Emergency stops',
      text: whole(transitions.filter(({ from, to }) => to === 'halted' && from !== 'halted').length),
      means: ['times that trading was halted, of the account or of one strategy'],
    },
    recovery(transitions),
  ]
}

/** From leaving `active` until it is reached again, of the account or of one strategy. */
function recovery(transitions: readonly StateTransition[]): TroubleFigure {
  const lengths: number[] = []
  let open = 0
  for (const own of grouped(transitions, ({ strategy }) => strategy ?? '').values()) {
    let since: number | null = null
    for (const { time, to } of own) {
      if (to !== 'active') since ??= time
      else if (since !== null) {
        lengths.push(time - since)
        since = null
      }
    }
    if (since !== null) open += 1
  }
  const longest = lengths.length === 0 ? [] : [duration(Math.max(...lengths))]
  const held = open === 0 ? [] : [`${whole(open)} still held`]
  return {
    label: 'Longest recovery',
    text: [...longest, ...held].join(', ') || 'n/a',
    means: [
      'from the time that trading is held back until it is active again, of the account or of one strategy',
      lengths.length + open === 0
        ? 'nothing held it back'
        : `${counted(lengths.length, 'recovery', 'recoveries')}, ${whole(open)} held at the end`,
    ],
  }
}
