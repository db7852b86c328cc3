// What `bench data check` prints: the verdict, the counts of each check, and the worst findings with their rows and hints.

import pc from 'picocolors'
import type { Finding, FindingGroup, Severity } from '../../data/quality/finding.js'
import { type QualityReport, worstFirst } from '../../data/quality/quality-report.js'
import { hasColor } from '../terminal/colors.js'
import { table } from '../terminal/table.js'

/** Findings that are written out; `--json` and `--html` have more. */
const SHOWN = 12

export function checkText(report: QualityReport): string {
  const { groups } = report
  const lines = [heading(report)]
  if (groups.length > 0) lines.push('', counts(groups), '', ...worst(groups))
  return lines.join('\n')
}

function heading({ name, timeframe, instruments, counts }: QualityReport): string {
  const { bold } = pc.createColors(hasColor(process.stdout))
  const rows = instruments.reduce((sum, one) => sum + one.rows, 0)
  const what = instruments.length === 1 ? instruments[0]!.id : `${instruments.length} instruments`
  return `${bold(name)}  ${what}, ${rows.toLocaleString('en-US')} bars of ${timeframe}: ${verdict(counts)}`
}

function verdict({ error, warning, info }: Readonly<Record<Severity, number>>): string {
  const paint = pc.createColors(hasColor(process.stdout))
  const parts = [
    error > 0 ? paint.red(plural(error, 'error')) : '',
    warning > 0 ? paint.yellow(plural(warning, 'warning')) : '',
    info > 0 ? plural(info, 'note') : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? paint.green('nothing found') : parts.join(', ')
}

/** One line a check, its instruments together. */
function counts(groups: readonly FindingGroup[]): string {
  const byCheck = new Map<string, { instruments: number } & Record<Severity, number>>()
  for (const { check, counts } of groups) {
    const sum = byCheck.get(check) ?? { instruments: 0, error: 0, warning: 0, info: 0 }
    sum.instruments++
    for (const severity of ['error', 'warning', 'info'] as const) sum[severity] += counts[severity]
    byCheck.set(check, sum)
  }
  const count = (value: number) => (value === 0 ? '' : value.toLocaleString('en-US'))
  const rows = [...byCheck].map(([check, sum]) => [check, count(sum.error), count(sum.warning), count(sum.info), String(sum.instruments)])
  return table(['check', 'errors', 'warnings', 'notes', 'instruments'], rows, [1, 2, 3, 4])
}

function worst(groups: readonly FindingGroup[]): string[] {
  const findings = fairly(worstFirst(groups))
  const total = groups.reduce((sum, { counts }) => sum + counts.error + counts.warning + counts.info, 0)
  const lines = findings
    .slice(0, SHOWN)
    .flatMap((finding, index) => described(finding, findings[index + 1]?.hint === finding.hint && index + 1 < SHOWN))
  const rest = total - Math.min(findings.length, SHOWN)
  return rest > 0 ? [...lines, `  … and ${rest.toLocaleString('en-US')} more; --json and --html list the first 20 of each kind`] : lines
}

/** The first of each check before the second of any, errors still first, so that one noisy check hides no other. */
function fairly(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>()
  const ranked = findings.map((finding) => {
    const kind = `${finding.severity} ${finding.check}`
    const turn = seen.get(kind) ?? 0
    seen.set(kind, turn + 1)
    return { finding, order: rank[finding.severity] * 1000 + turn }
  })
  return ranked.sort((a, b) => a.order - b.order).map(({ finding }) => finding)
}

const rank = { error: 0, warning: 1, info: 2 } as const

/** A hint that the next finding has too is written once, below the last of them. */
function described({ severity, check, instrument, row, line, message, hint }: Finding, isHintLater: boolean): string[] {
  const paint = pc.createColors(hasColor(process.stdout))
  const color = { error: paint.red, warning: paint.yellow, info: paint.dim }[severity]
  const place = line !== null ? `, line ${line.toLocaleString('en-US')}` : row !== null ? `, row ${row.toLocaleString('en-US')}` : ''
  const told = `  ${color(severity.padEnd(7))} ${check} · ${instrument}${place}: ${message}`
  return isHintLater ? [told] : [told, `          ${paint.dim(`hint: ${hint}`)}`]
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
