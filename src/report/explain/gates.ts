// What the stages before the sizer said of a signal: the governor and the market filters, with the numbers that they had when they were asked.

import { filtersText } from '../../engine/config/filter-config.js'
import { governorText } from '../../engine/config/governor-config.js'
import type { DecisionRecord } from '../../model/decision.js'
import { type DenialRecord, denialText } from '../../model/denial.js'
import { filterTexts, governorTexts } from './gate-texts.js'
import type { RunRules } from './run-rules.js'

export interface GateVerdict {
  readonly stage: 'router' | 'governor' | 'filters'
  readonly passed: boolean
  readonly says: string
}

/** Denials by the stage that makes them; risk has some of the same codes, but is asked later. */
const stageOf: Readonly<Record<string, GateVerdict['stage']>> = {
  NO_FREE_ACCOUNT: 'router',
  ORDER_THROTTLE: 'governor',
  MAX_OPEN_POSITIONS: 'governor',
  COOL_DOWN: 'governor',
  DAILY_TRADES: 'governor',
  SPREAD_UNKNOWN: 'filters',
  SPREAD_TOO_WIDE: 'filters',
  SLIPPAGE: 'filters',
  MARKET_DATA_STALE: 'filters',
  OUTSIDE_WINDOW: 'filters',
  VOLATILITY: 'filters',
  VOLATILITY_UNKNOWN: 'filters',
}

/** In the order they were asked, up to the one that denied; none where the run has none, or the signal opens nothing. */
export function gateVerdicts(decision: DecisionRecord, denial: DenialRecord | null, { config }: RunRules): readonly GateVerdict[] {
  const { intent, account, judged } = decision
  const refused = denial !== null && account === null ? stageOf[denial.code] : undefined
  const opens = isOpening(decision)
  const verdicts: GateVerdict[] = []
  if (opens && intent?.account !== undefined)
    verdicts.push({ stage: 'router', passed: true, says: `goes into the virtual account ${intent.account}` })
  const governor = config?.governor
  if (governor !== undefined)
    verdicts.push(...passed('governor', judged && governorTexts(judged, governor), opens, () => governorText(governor)))
  const filters = config?.filters
  if (filters !== undefined) verdicts.push(...passed('filters', judged && filterTexts(judged, filters), opens, () => filtersText(filters)))
  if (refused === undefined || denial === null) return verdicts
  const place = verdicts.findIndex(({ stage }) => stage === refused)
  return [...verdicts.slice(0, place < 0 ? verdicts.length : place), { stage: refused, passed: false, says: denialText(denial) }]
}

/** What a stage measured; of a run that was saved without its numbers what it held them to. */
function passed(
  stage: GateVerdict['stage'],
  texts: readonly string[] | undefined,
  opens: boolean,
  rule: () => string,
): readonly GateVerdict[] {
  if (texts === undefined) return opens ? [{ stage, passed: true, says: rule() }] : []
  return texts.length === 0 ? [] : [{ stage, passed: true, says: texts.join(', ') }]
}

function isOpening({ signal, intent, verdict }: DecisionRecord): boolean {
  return intent !== null && !intent.reduceOnly && (signal.kind === 'enter' || signal.kind === 'target') && verdict !== 'unchanged'
}
