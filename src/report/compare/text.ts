// A comparison as text for a terminal.

import type colors from 'picocolors'
import type { DecisionRecord } from '../../model/decision.js'
import { grouped } from '../grouped.js'
import { terminalMetrics } from '../terminal-metrics.js'
import { counted, decimal, minute, whole } from '../wording.js'
import type { Comparison, MetricRow } from './comparison.js'
import type { FieldDifference, FirstDifference } from './first-difference.js'

type Paint = ReturnType<typeof colors.createColors>

/** How a table is set: heads, rows, the columns that stand right. */
export type SetTable = (head: readonly string[], rows: readonly (readonly string[])[], right?: readonly number[]) => string

/** The first runs are called A, B, C … in what follows their names. */
export function comparisonText(comparison: Comparison, set: SetTable, paint: Paint): string {
  const { runs, identical, caveats, counts, partings } = comparison
  const heads = runs.map((_, index) => letter(index))
  const head = [
    runs.map(({ name }, index) => `${paint.bold(letter(index))}  ${name}`).join('\n'),
    ...(identical ? [paint.bold(`Identical: ${hashText(comparison)}.`)] : []),
    ...caveats.map((caveat) => paint.yellow(`note: ${caveat}`)),
  ]
  const settings = settingTables(comparison, set, paint)
  if (identical) {
    // The same run can still be told by other figures: of another mode, or of a file that somebody changed.
    const differing = comparison.metrics.filter(({ values }) => values.some((value) => value !== values[0]))
    return [...head, ...(differing.length === 0 ? [] : [metricTable(differing, runs.length, set, paint)]), ...settings].join('\n\n')
  }
  return [
    ...head,
    metricTable(metricsShown(comparison), runs.length, set, paint),
    set(
      ['count', ...heads],
      counts.map(({ name, values }) => [words(name), ...values.map(whole)]),
      [...runs.keys()].map((index) => index + 1),
    ),
    ...settings,
    `hashes: ${hashText(comparison)}`,
    ...partings.map((parting, index) => partingText(parting, ['A', letter(index + 1)], causesText(comparison, index + 1), set, paint)),
  ].join('\n\n')
}

/** A table for each group of settings that differ. */
function settingTables({ runs, settings }: Comparison, set: SetTable, paint: Paint): string[] {
  return [...grouped(settings, ({ group }) => group)].map(([group, rows]) =>
    set(
      [paint.bold(group), ...runs.map((_, index) => letter(index))],
      rows.map(({ name, values }) => [name, ...values.map((value) => short(value))]),
    ),
  )
}

function metricsShown({ metrics }: Comparison): MetricRow[] {
  return metrics.filter(({ id, values }) => terminalMetrics.includes(id) && values.some((value) => value !== null))
}

function metricTable(rows: readonly MetricRow[], runs: number, set: SetTable, paint: Paint): string {
  const heads = Array.from({ length: runs }, (_, index) => letter(index))
  return set(
    ['metric', ...heads.flatMap((head, index) => (index === 0 ? [head] : [head, `${head} − A`]))],
    rows.map((row) => [row.label, ...row.values.flatMap((_, index) => metricCells(row, index, paint))]),
    Array.from({ length: 2 * runs - 1 }, (_, index) => index + 1),
  )
}

function metricCells({ texts, differences, best, unit }: MetricRow, index: number, paint: Paint): string[] {
  const figure = best === index ? paint.bold(`${texts[index]} ◂`) : `${texts[index]}  `
  const difference = differences[index]
  return index === 0 ? [figure] : [figure, difference === null || difference === undefined ? '' : differenceText(difference, unit)]
}

function partingText(parting: FirstDifference, names: readonly [string, string], causes: string, set: SetTable, paint: Paint): string {
  const [a, b] = names
  switch (parting.kind) {
    case 'none':
      return paint.bold(`${a} and ${b} decide and fill alike.`)
    case 'unknown':
      return `${a} and ${b}: ${parting.reason}.`
    case 'decision': {
      const [left, right] = parting.decisions
      const told = [
        paint.bold(`${a} and ${b} part at decision ${parting.agree + 1}: ${named(parting.why, names)}.`),
        `${counted(parting.agree, 'decision')} before it agree.`,
        `  ${a}  ${decisionText(left)}`,
        `  ${b}  ${decisionText(right)}`,
        fieldTable('what was decided', parting.fields, names, set),
        fieldTable('what it was decided from', parting.inputs, names, set),
        causes,
      ]
      return told.filter((part) => part !== '').join('\n')
    }
    case 'fill':
      return [
        paint.bold(`${a} and ${b} part at fill ${parting.agree + 1}: ${named(parting.why, names)}.`),
        `${decisionsText(parting)} ${counted(parting.agree, 'fill')} before it agree.`,
        fieldTable('fill', parting.fields, names, set),
        causes,
      ]
        .filter((part) => part !== '')
        .join('\n')
  }
}

/** What is known of the decisions behind fills that differ. */
export function decisionsText({ decisionsKnown }: { readonly decisionsKnown: boolean }): string {
  return decisionsKnown ? 'All decisions agree.' : 'Nobody can tell whether they decide alike: one of the runs did not keep its decisions.'
}

/** What can have caused the parting of the first run and another: the settings in which the two differ. */
export function causesText({ settings }: Pick<Comparison, 'settings'>, index: number): string {
  const differing = settings.filter(({ values }) => values[0] !== values[index])
  const told = differing.filter(({ group }) => group === 'parameter' || group === 'config' || group === 'strategy')
  const names = told.map(({ name, values }) => `${name} ${short(values[0] ?? null)} → ${short(values[index] ?? null)}`)
  if (differing.some(({ group, name }) => group === 'data' && name.endsWith('hash'))) names.push('other data')
  if (differing.some(({ group }) => group === 'code')) names.push('other code')
  if (names.length === 0) return ''
  const more = names.length > CAUSES_TOLD ? ` and ${names.length - CAUSES_TOLD} more` : ''
  return `What can have caused it: ${names.slice(0, CAUSES_TOLD).join(', ')}${more}.`
}

const CAUSES_TOLD = 6

export function decisionText(decision: DecisionRecord | null): string {
  if (decision === null) return 'none'
  const { time, instrument, signal, intent, verdict } = decision
  const sized =
    intent === null ? '' : `, ${intent.side} ${'lots' in intent.quantity ? whole(intent.quantity.lots) : decimal(intent.quantity.notional)}`
  return `${minute(time)}  ${signal.kind} ${instrument}${sized}, ${verdict}${signal.reason === undefined ? '' : ` (${signal.reason})`}`
}

function fieldTable(head: string, fields: readonly FieldDifference[], names: readonly [string, string], set: SetTable): string {
  if (fields.length === 0) return ''
  return set(
    [head, ...names],
    fields.map(({ field, values }) => [field, ...readable(values)]),
  )
}

/** Both values as people read them: long doubles are cut to ten digits where that still tells them apart. */
export function readable([a, b]: FieldDifference['values']): [string, string] {
  const cut = (value: string | null): string => {
    if (value === null) return '–'
    const number = Number(value)
    return value.length > 11 && Number.isFinite(number) && !/^0|e/.test(value) ? String(Number(number.toPrecision(10))) : value
  }
  return cut(a) === cut(b) ? [a ?? '–', b ?? '–'] : [cut(a), cut(b)]
}

/** `the same data 3f2a…, config 77b1…; another decision, execution` */
export function hashText({ hashes }: Pick<Comparison, 'hashes'>): string {
  const same = hashes.filter((row) => row.same).map(({ name, values }) => `${name} ${values[0]?.slice(0, 12)}`)
  const other = hashes.filter((row) => !row.same).map(({ name }) => name)
  return [['the same', same] as const, ['another', other] as const]
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} ${names.join(', ')}`)
    .join('; ')
}

/** `the first run` is A, `the second run` the other. */
export function named(text: string, [a, b]: readonly [string, string]): string {
  return text.replaceAll('the first run', a).replaceAll('the second run', b)
}

export function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}

/** Long values, such as hashes, are cut: `--json` has them whole. */
function short(value: string | null): string {
  if (value === null) return '–'
  if (/^[0-9a-f]{64}$/.test(value)) return value.slice(0, 12)
  return value.length > 48 ? `${value.slice(0, 47)}…` : value
}

/** A difference in the unit of the figure: fractions as percentage points. */
export function differenceText(difference: number, unit: MetricRow['unit']): string {
  const size = Math.abs(unit === 'fraction' ? difference * 100 : difference)
  const text = size >= 1_000 ? whole(size) : decimal(size)
  const sign = /[1-9]/.test(text) ? (difference > 0 ? '+' : '\u2212') : ''
  return `${sign}${text}${unit === 'fraction' ? ' pp' : ''}`
}

export function words(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
}
