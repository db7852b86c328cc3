// Where a config says what a control held an order to: the keys of a denial's code, with what they are set to.

import type { BreachCode } from '../../model/breach.js'
import type { DenialCode } from '../../model/denial.js'
import { type ControlRow, limitControlTable } from '../../risk/control-table.js'
import type { RiskLimits } from '../../risk/limits.js'
import { percentText } from '../../std/percent-text.js'

/** Limits that are no share of anything. */
const plain: ReadonlySet<keyof RiskLimits> = new Set<keyof RiskLimits>([
  ...(['orderValue', 'positionLots', 'dataAge', 'dataJump', 'duplicateSeconds', 'dailyTrades'] as const),
])

/** Of the controls with several limits, the one that a code is about. */
const own: Partial<Record<DenialCode | BreachCode, keyof RiskLimits>> = {
  MARKET_DATA_STALE: 'dataAge',
  PRICE_JUMP: 'dataJump',
  SPREAD_TOO_WIDE: 'dataSpread',
}

/** A key of a config, and what it is set to where that is worth saying. */
export interface ConfigKey {
  readonly key: string
  readonly value: string | null
}

/** `limits.orderValue` and `limits.orderEquity` of `MAX_ORDER_VALUE`; those that are not in force are left out. */
export function limitKeys(code: DenialCode | BreachCode, limits: Required<RiskLimits>): ConfigKey[] {
  const rows: readonly ControlRow[] = limitControlTable
  const names = rows.filter(({ codes }) => codes.includes(code)).flatMap((row) => row.limits)
  const about = own[code] === undefined ? names : names.filter((name) => name === own[code])
  return about
    .filter((name) => limits[name] !== 'unlimited')
    .map((name) => ({ key: `limits.${name}`, value: valueText(name, limits[name]) }))
}

/** `limits.orderEquity (5%)` */
export function keyText({ key, value }: ConfigKey): string {
  return value === null ? key : `${key} (${value})`
}

function valueText(name: keyof RiskLimits, value: RiskLimits[keyof RiskLimits]): string {
  if (value === null) return 'missing'
  if (typeof value === 'object') return JSON.stringify(value)
  return plain.has(name) || typeof value !== 'number' ? String(value) : `${percentText(value)}`
}
