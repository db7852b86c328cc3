// A row of the table of guards: what stops trading after a trade, and what refuses a signal before it is sized. A row without its three tests does not compile.

import type { BacktestConfig } from '../../src/engine/config/config.js'
import type { BreachCode } from '../../src/model/breach.js'
import type { DenialCode } from '../../src/model/denial.js'
import type { LimitControlName, TestName } from '../../src/risk/control-table.js'

/** By the names that the config has for them. */
export type BreakerName = keyof Exclude<BacktestConfig['breakers'], string>
export type GateName = keyof NonNullable<BacktestConfig['governor']> | keyof NonNullable<BacktestConfig['filters']>
export type GuardName = BreakerName | GateName

/** What would stand in for a control or a guard that is off. */
export type Backup = LimitControlName | GuardName

export interface GuardRow {
  readonly title: string
  /** The rule that asks for it; empty where it is only our own. */
  readonly source: string
  readonly definition: string
  readonly setting: string
  /** What the profiles take. */
  readonly research: string
  readonly guarded: string
  readonly does: string
  readonly codes: readonly (DenialCode | BreachCode)[]
  readonly backups: readonly Backup[]
  readonly fires: TestName
  readonly spares: TestName
  /** What happens without it and its backups, in money. */
  readonly ablation: TestName
}

/** Where it is shown to fire and to spare; what it costs to be without is shown for all of them in one place. */
export function proof(
  guard: GuardName,
  file: string,
  [fires, spares]: readonly [string, string],
): Pick<GuardRow, 'fires' | 'spares' | 'ablation'> {
  return { fires: [file, fires], spares: [file, spares], ablation: ['tests/controls/guard-ablations.test.ts', guard] }
}
