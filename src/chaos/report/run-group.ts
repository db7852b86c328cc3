// The runs of one scenario, case or world over all of its seeds, added up: who caught it, how fast, and at what cost.

import { grouped } from '../../report/grouped.js'
import type { Catcher } from '../scenario/catcher.js'
import type { JudgedRun, RunKind } from '../verdict/verdict.js'
import { requiredOf } from '../verdict/verdict-of.js'
import { type Spread, spreadOf } from './spread.js'

export interface RunGroup {
  readonly kind: RunKind
  readonly name: string
  readonly runs: readonly JudgedRun[]
  readonly failed: readonly JudgedRun[]
  readonly named: ReadonlySet<Catcher>
  readonly backups: ReadonlySet<Catcher>
  /** Those of whom one seed or another has to be caught first: a scenario's, where there are seeds enough. */
  readonly required: ReadonlySet<Catcher>
  /** At how many seeds it caught first, and at how many after another. */
  readonly first: ReadonlyMap<Catcher, number>
  readonly later: ReadonlyMap<Catcher, number>
  /** Milliseconds. */
  readonly detectMs: Spread | null
  readonly recoverMs: Spread | null
  /** The account's currency. */
  readonly damage: Spread | null
  readonly budget: Spread | null
  readonly unguarded: Spread | null
  /** Damage in budgets, run by run; only where a budget is above zero. */
  readonly damageShare: Spread | null
  readonly unguardedShare: Spread | null
  /** One that failed, where one of those has an example. */
  readonly shown: JudgedRun | null
}

/** What a reader looks for first. */
const order: readonly RunKind[] = ['tester', 'scenario', 'schedule', 'negative control', 'swarm', 'corpus']

/** By kind, then in the order of the runs. */
export function runGroups(runs: readonly JudgedRun[]): readonly RunGroup[] {
  const groups = [...grouped(runs, ({ kind, name }) => `${kind} ${name}`).values()].map(groupOf)
  return groups.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

/** A schedule in a file has none, whatever its gates. */
export function hasMatrixRow({ kind }: RunGroup): boolean {
  return kind === 'scenario' || kind === 'tester'
}

export function hasFailed({ gates }: JudgedRun): boolean {
  return gates.some(({ passed }) => !passed)
}

/** Failed gates, in a line: `damage: 12.00, at most 10.00; …`. */
export function failedGates({ gates }: JudgedRun): string {
  const failed = gates.filter(({ passed }) => !passed)
  return failed.map(({ name, says }) => `${name}: ${says}`).join('; ')
}

function groupOf(runs: readonly JudgedRun[]): RunGroup {
  const [{ kind, name }] = runs as readonly [JudgedRun, ...JudgedRun[]]
  const failed = runs.filter(hasFailed)
  const first = new Map<Catcher, number>()
  const later = new Map<Catcher, number>()
  for (const { catches } of runs) {
    for (const [index, { by }] of catches.entries()) add(index === 0 ? first : later, by)
  }
  return {
    ...{ kind, name, runs, failed, first, later },
    named: new Set(runs.flatMap((run) => run.named)),
    backups: new Set(runs.flatMap((run) => run.backups)),
    required: requiredOf(runs),
    detectMs: spreadOf(runs.map((run) => run.detectMs)),
    recoverMs: spreadOf(runs.map((run) => run.recoverMs)),
    damage: spreadOf(runs.map((run) => run.damage)),
    budget: spreadOf(runs.map((run) => run.damageBudget)),
    unguarded: spreadOf(runs.map((run) => run.unguardedDamage)),
    damageShare: spreadOf(runs.map((run) => inBudgets(run.damage, run))),
    unguardedShare: spreadOf(runs.map((run) => inBudgets(run.unguardedDamage, run))),
    shown: [...failed, ...runs].find(({ example }) => example !== null) ?? null,
  }
}

function add(counts: Map<Catcher, number>, by: Catcher): void {
  counts.set(by, (counts.get(by) ?? 0) + 1)
}

function inBudgets(damage: number | null, { damageBudget }: JudgedRun): number | null {
  return damage === null || damageBudget === null || damageBudget <= 0 ? null : damage / damageBudget
}
