// The tables of docs/CONTROLS.md: what each control and guard holds to what, who stands in for it, its three tests, and what it costs to be without.

import { type ControlRow, type LimitControlName, limitControlTable, type TestName } from '../../src/risk/control-table.js'
import { controlBackups, controlCosts, guardCosts } from './ablation-costs.js'
import { breakerRows } from './breaker-rows.js'
import { gateRows } from './gate-rows.js'
import type { Backup, GuardName, GuardRow } from './guard-row.js'

const head = [
  'name',
  'source',
  'what it holds to what',
  'in the config',
  'in `research`',
  'in `guarded`',
  'what it does',
  'code',
  'stands in for it',
  'fires',
  'spares',
  'without it',
  'costs',
]

/** What does more than deny. */
const breaches: Readonly<Partial<Record<LimitControlName, string>>> = {
  'message throttle': 'denies; beyond the second level a breach',
  'repeated executions': 'raises a breach',
}

/** By the marks that they stand between. */
export const controlTables: Readonly<Record<'control' | 'breaker' | 'gate', readonly string[]>> = {
  control: table(limitControlTable.map((row) => controlCells(row, row.name))),
  breaker: table(guards(breakerRows)),
  gate: table(guards(gateRows)),
}

/** Every test that they name. */
export const testsNamed: readonly TestName[] = [
  ...limitControlTable,
  ...Object.values<GuardRow>(breakerRows),
  ...Object.values<GuardRow>(gateRows),
].flatMap(({ fires, spares, ablation }): TestName[] => [fires, spares, ablation])

function controlCells({ source, definition, limits, usual, codes, ...tests }: ControlRow, name: LimitControlName): string[] {
  const settings = limits.length === 0 ? '`protection`' : listed(limits.map((limit) => `limits.${limit}`))
  const does = breaches[name] ?? 'denies'
  const [backups, cost] = [controlBackups[name], controlCosts[name]]
  return [name, source || 'ours', definition, settings, 'off', usual, does, listed(codes), titles(backups), ...proof(tests), money(cost)]
}

function guards(rows: Readonly<Partial<Record<GuardName, GuardRow>>>): string[][] {
  return Object.entries(rows).map(([name, row]) => {
    const { title, source, definition, setting, research, guarded, does, codes, backups } = row
    const cost = guardCosts[name as GuardName]
    return [
      title,
      source || 'ours',
      definition,
      setting,
      research,
      guarded,
      does,
      listed(codes),
      titles(backups),
      ...proof(row),
      money(cost),
    ]
  })
}

function proof({ fires, spares, ablation }: Pick<ControlRow, 'fires' | 'spares' | 'ablation'>): string[] {
  return [fires, spares, ablation].map(([file, name]) => `\`${file}\` › ${name}`)
}

function titles(backups: readonly Backup[]): string {
  const rows: Readonly<Partial<Record<Backup, GuardRow>>> = { ...breakerRows, ...gateRows }
  return backups.map((name) => rows[name]?.title ?? name).join(', ')
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

function money(amount: number): string {
  return amount.toLocaleString('en-US')
}

function table(rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
