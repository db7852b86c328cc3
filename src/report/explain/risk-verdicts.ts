// What pre-trade risk said of an intent, control by control in the order in which the run asked them: those that need no limit are asked again, those
// that have one speak from what was kept with the decision.

import type { DecisionRecord } from '../../model/decision.js'
import { type DenialRecord, denialText } from '../../model/denial.js'
import type { Instrument } from '../../model/instrument.js'
import { type LimitControlName, limitControlTable } from '../../risk/control-table.js'
import { type ControlVerdict, closingVerdicts, controlVerdicts, type RunControls } from './controls.js'
import { limitText } from './limit-texts.js'
import type { RunRules } from './run-rules.js'

export interface RiskVerdictParts {
  readonly decision: DecisionRecord
  readonly instrument: Instrument
  /** What denied it; null where nothing did, or nobody knows. */
  readonly denial: DenialRecord | null
  readonly controls: RunControls
  readonly rules: RunRules
}

/** Up to the one that denied; none where pre-trade risk was not asked. */
export function riskVerdicts(parts: RiskVerdictParts): readonly ControlVerdict[] {
  const { decision, instrument, denial, controls, rules } = parts
  const { intent, account } = decision
  if (intent === null || account === null) return []
  // It is asked before all others.
  if (denial?.code === 'NOT_CONNECTED') return [refusal('connection', denial)]
  if (isSystemClose(decision)) return closingVerdicts(decision, instrument, controls, denial)
  const first: ControlVerdict[] = rules.isWatched
    ? [{ control: 'trading state', allowed: true, numbers: 'trading is active, or the order closes' }]
    : []
  const limited = (name: LimitControlName): ControlVerdict => ({ control: name, allowed: true, numbers: textOf(name, parts) })
  const all = [
    ...first,
    ...rules.limited.filter(isFirst).map(limited),
    ...controlVerdicts(decision, instrument, controls),
    ...rules.limited.filter((name) => !isFirst(name)).map(limited),
  ]
  const denying = all.findIndex((one) => !one.allowed || (denial !== null && denies(one.control, denial)))
  if (denying < 0) return denial === null ? all : [...all, refusal('limits', denial)]
  const last = all[denying] as ControlVerdict
  return [...all.slice(0, denying), last.allowed && denial !== null ? refusal(last.control, denial) : last]
}

/** The one that counts what any other denies, and so is asked before them. */
function isFirst(name: LimitControlName): boolean {
  return name === 'message throttle'
}

function textOf(name: LimitControlName, { decision, instrument, rules }: RiskVerdictParts): string {
  const { intent, account, mark } = decision
  if (intent === null || account === null || rules.limits === null) return ''
  return limitText(name, {
    decision,
    intent,
    state: { ...account, referencePrice: mark ?? Number.NaN },
    instrument,
    limits: rules.limits,
  })
}

function refusal(control: ControlVerdict['control'], denial: DenialRecord): ControlVerdict {
  return { control, allowed: false, numbers: denialText(denial) }
}

/** Whether a denial is that of a control: by its code, or by the limit that it lacked. */
function denies(control: ControlVerdict['control'], { code, context }: DenialRecord): boolean {
  if (control === 'trading state') return code === 'TRADING_STATE'
  const row = limitControlTable.find(({ name }) => name === control)
  if (row === undefined) return false
  if (code === 'LIMIT_MISSING') return row.limits.some((limit) => limit === context.limit)
  if (code === 'EQUITY_UNKNOWN') return row.limits.some((limit) => ofEquity.has(limit))
  if (code === 'NO_REFERENCE_PRICE')
    return row.limits.some((limit) => ofEquity.has(limit) || limit === 'priceTolerance' || limit === 'orderVolume')
  return row.codes.some((one) => one === code)
}

/** Limits that are shares of equity: without it the first of them refuses. */
const ofEquity: ReadonlySet<string> = new Set([
  'orderEquity',
  'basketEquity',
  'positionEquity',
  'concentration',
  'strategyEquity',
  'grossEquity',
  'netEquity',
])

/** A close that nobody signalled: what the system sends is judged by a profile of its own. */
function isSystemClose({ signal, intent }: DecisionRecord): boolean {
  if (intent === null || !intent.reduceOnly) return false
  if (signal.kind === 'exit') return intent.role !== 'exit'
  return signal.kind === 'amend' && signal.limit === undefined && signal.trigger === undefined
}
