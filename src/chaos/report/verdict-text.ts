// The verdict for a terminal: a row a scenario, what failed with the command that replays it, the cells of the matrix that were never hit, and the hash.

import { counted, duration, whole } from '../../report/wording.js'
import { inOneLine } from '../../std/printable.js'
import type { Verdict } from '../verdict/verdict.js'
import { failureName, failuresOf } from './failure.js'
import { type RunGroup, runGroups } from './run-group.js'
import { verdictSentence } from './verdict-sentence.js'

const WIDTH = 120
/** More are in the verdict itself. */
const MOST_FAILURES = 20

/** Lines of at most 120 characters, but for a command, which stays whole; without a line break at the end. */
export function verdictText(verdict: Verdict): string {
  const { sentence, beside } = verdictSentence(verdict)
  return [
    ...inColumns([heads, ...runGroups(verdict.runs).map(row)]),
    '',
    ...failureLines(verdict),
    ...verdict.unhit.flatMap(({ scenario, control }) => wrapped(`never hit: ${control} has to catch ${scenario} first at some seed`)),
    ...(verdict.unhit.length > 0 ? [''] : []),
    ...wrapped(sentence),
    ...wrapped(beside),
    `verdict ${verdict.verdictHash}`,
  ].join('\n')
}

const heads = ['scenario', 'seeds', 'caught first by', 'detect', 'damage / budget', 'ablation', 'failed'] as const
const widest = [30, 6, 28, 9, 20, 9, 6] as const
const isNumber = [false, true, false, true, true, true, true] as const

function row({ kind, name, runs, first, detectMs, damage, budget, unguarded, failed }: RunGroup): readonly string[] {
  return [
    kind === 'scenario' || kind === 'tester' ? name : `${kind}: ${name}`,
    whole(runs.length),
    catchersText(first),
    detectMs === null ? '–' : duration(detectMs.greatest),
    damage === null ? '–' : `${whole(damage.greatest)} / ${budget === null ? '–' : whole(budget.greatest)}`,
    unguarded === null ? '–' : (brokeWithout(runs) ?? whole(unguarded.median)),
    whole(failed.length),
  ]
}

/** The one that was first most often, and how many others were. */
function catchersText(first: RunGroup['first']): string {
  const [most, ...others] = [...first].sort(([, a], [, b]) => b - a).map(([by]) => by)
  return most === undefined ? '–' : withOthers(most, others)
}

/** Where no damage went over its budget without the control: the invariant that broke, and how many others did. */
function brokeWithout(runs: RunGroup['runs']): string | null {
  const broke = new Set(runs.flatMap(({ unguardedBroke }) => unguardedBroke ?? []))
  const [first, ...others] = broke
  return first === undefined || broke.has('damage') ? null : withOthers(first, others)
}

function withOthers(first: string, { length }: readonly unknown[]): string {
  return length === 0 ? first : `${first} +${length}`
}

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const cut = rows.map((cells) => cells.map((cell, column) => shortened(cell, widest[column] as number)))
  const widths = heads.map((_, column) => Math.max(...cut.map((cells) => (cells[column] as string).length)))
  return cut.map((cells) =>
    cells
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] as number) : cell.padEnd(widths[column] as number)))
      .join('  ')
      .trimEnd(),
  )
}

function shortened(cell: string, length: number): string {
  const text = inOneLine(cell)
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

function failureLines({ runs }: Verdict): string[] {
  const failures = failuresOf(runs)
  const shown = failures
    .slice(0, MOST_FAILURES)
    .flatMap((one) => [...wrapped(`${failureName(one)}: ${one.failedGates}`), `  ${inOneLine(one.replay)}`])
  const rest = failures.length - MOST_FAILURES
  return failures.length === 0 ? [] : [...shown, ...(rest > 0 ? [`and ${counted(rest, 'failure')} more`] : []), '']
}

/** At spaces, which line breaks become; lines after the first are indented. A word that is longer than a line is broken. */
function wrapped(text: string): string[] {
  const lines: string[] = []
  let rest = inOneLine(text).replace(/ +/g, ' ')
  while (rest.length > 0) {
    const indent = lines.length === 0 ? '' : '  '
    const room = WIDTH - indent.length
    const space = rest.length <= room ? rest.length : rest.lastIndexOf(' ', room)
    const end = space > 0 ? space : room
    lines.push(`${indent}${rest.slice(0, end)}`)
    rest = rest.slice(end).trimStart()
  }
  return lines
}
