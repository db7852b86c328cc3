// What went wrong: faults that were made, limits that were passed, and what held trading back.

import type { Breach, StateTransition } from '../../../model/breach.js'
import type { RunResult } from '../../../model/run.js'
import type { RunChaos, RunFault, RunViolation } from '../../../model/run-chaos.js'
import { grouped } from '../../grouped.js'
import { hasTrouble, troubleFigures } from '../../trouble-figures.js'
import { duration, moment, numbersText, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { type Column, table } from './table.js'

/** More are in run.json. */
const MOST_TRANSITIONS = 50

/** Null where nothing did. */
export function chaos(result: RunResult): Markup | null {
  if (!hasTrouble(result)) return null
  const { chaos: made, risk } = result
  const figures = troubleFigures(result).map(
    ({ label, text, means }) => html`<div title="${meaning(label, ...means)}"><dt>${label}</dt><dd>${text}</dd></div>\n`,
  )
  return section(
    'chaos',
    made === undefined ? 'Breaches' : 'Chaos',
    html`<dl class="figures">${figures}</dl>`,
    ...(made === undefined ? [] : madeTables(made)),
    ...(risk === undefined ? [] : [breachTable(risk.breaches), transitionTable(risk.transitions)]),
  )
}

function madeTables({ faults, violations }: RunChaos): readonly (Markup | null)[] {
  const broken = table<RunViolation>(
    'Invariants that did not hold, each the first time',
    [
      { head: 'Invariant', cell: ({ invariant }) => invariant, rowMeans: () => '' },
      { head: 'Time', cell: ({ time }) => moment(time) },
      {
        head: 'What',
        cell: ({ message, context }) => `${message}${Object.keys(context).length === 0 ? '' : ` (${numbersText(context)})`}`,
      },
    ],
    violations,
  )
  return [table('What was made to go wrong', faultColumns, faults), violations.length === 0 ? null : broken]
}

const faultColumns: readonly Column<RunFault>[] = [
  { head: 'Name', cell: ({ name }) => name, rowMeans: () => '' },
  { head: 'Fault', cell: ({ fault }) => fault },
  { head: 'In', cell: ({ target }) => target ?? '–' },
  {
    head: 'Lasts',
    numeric: true,
    cell: ({ minutes }) => (minutes === null ? 'for good' : duration(minutes * 60_000)),
    means: meaning('Lasts', 'each time that it comes on'),
  },
  { head: 'Times', numeric: true, cell: ({ onsets }) => whole(onsets.length), means: meaning('Times', 'how often it came on') },
  { head: 'First', cell: ({ onsets: [first] }) => (first === undefined ? 'never' : moment(first)) },
]

function breachTable(breaches: readonly Breach[]): Markup | null {
  if (breaches.length === 0) return null
  return table<[string, Breach[]]>(
    'Limits that were passed after the trade',
    [
      { head: 'Code', cell: ([code]) => html`<code>${code}</code>`, rowMeans: () => '' },
      { head: 'Times', numeric: true, cell: ([, all]) => whole(all.length), means: meaning('Times', 'breaches with this code') },
      {
        head: 'Critical',
        numeric: true,
        cell: ([, all]) => whole(all.filter(({ severity }) => severity === 'critical').length),
        means: meaning('Critical', 'of these, those that tripped a breaker'),
      },
      { head: 'Of', cell: ([, all]) => [...new Set(all.map(({ strategy }) => strategy ?? 'the account'))].join(', ') },
      { head: 'First', cell: ([, [first]]) => (first === undefined ? '' : moment(first.time)) },
      { head: 'The first one', cell: ([, [first]]) => (first === undefined ? '' : numbersText(first.context)) },
    ],
    [...grouped(breaches, ({ code }) => code)],
  )
}

function transitionTable(transitions: readonly StateTransition[]): Markup | null {
  if (transitions.length === 0) return null
  const rest = transitions.length - MOST_TRANSITIONS
  const shown = table<StateTransition>(
    'What held trading back, and what let it go',
    [
      { head: 'Time', cell: ({ time }) => moment(time) },
      { head: 'Of', cell: ({ strategy }) => strategy ?? 'the account' },
      { head: 'State', cell: ({ from, to }) => `${from} → ${to}` },
      { head: 'Cause', cell: ({ cause }) => html`<code>${cause}</code>` },
      { head: 'Reason', cell: ({ reason }) => reason },
    ],
    transitions.slice(0, MOST_TRANSITIONS),
  )
  return html`${shown}${rest > 0 && html`<p class="note">${whole(rest)} more in run.json.</p>`}`
}
