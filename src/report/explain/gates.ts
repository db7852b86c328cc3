// What the stages before the sizer said of a signal: the governor with what it had counted, and the market filters.

import { filtersText } from '../../engine/filter-config.js'
import type { DecisionRecord } from '../../model/decision.js'
import { type DenialRecord, denialText } from '../../model/denial.js'
import type { CalendarId } from '../../model/instrument.js'
import type { RunRecord } from './run-record.js'
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
export function gateVerdicts(
  decision: DecisionRecord,
  denial: DenialRecord | null,
  { config }: RunRules,
  record: RunRecord,
  calendar: CalendarId,
): readonly GateVerdict[] {
  const { intent, account } = decision
  const refused = denial !== null && account === null ? stageOf[denial.code] : undefined
  if (refused === undefined && !isAsked(decision)) return []
  const verdicts: GateVerdict[] = []
  if (intent?.account !== undefined)
    verdicts.push({ stage: 'router', passed: true, says: `goes into the virtual account ${intent.account}` })
  if (config?.governor !== undefined)
    verdicts.push({ stage: 'governor', passed: true, says: countsText(decision, config.governor, record, calendar) })
  if (config?.filters !== undefined) verdicts.push({ stage: 'filters', passed: true, says: filtersText(config.filters) })
  if (refused === undefined || denial === null) return verdicts
  const place = verdicts.findIndex(({ stage }) => stage === refused)
  return [...verdicts.slice(0, place < 0 ? verdicts.length : place), { stage: refused, passed: false, says: denialText(denial) }]
}

/** They are asked about what opens or adds, once it has a size. */
function isAsked({ signal, intent }: DecisionRecord): boolean {
  return intent !== null && !intent.reduceOnly && (signal.kind === 'enter' || signal.kind === 'target')
}

function countsText(
  decision: DecisionRecord,
  { throttle, maxOpenPositions, dailyTrades, coolDown }: NonNullable<NonNullable<RunRules['config']>['governor']>,
  record: RunRecord,
  calendar: CalendarId,
): string {
  const parts = [
    throttle && `${record.sentBefore(decision, throttle.seconds * 1000, null) + 1} of ${throttle.orders} orders in ${throttle.seconds} s`,
    maxOpenPositions && `${record.openPositions(decision)} of ${maxOpenPositions} positions open`,
    dailyTrades && `${record.tradesInSession(decision, calendar) + 1} of ${dailyTrades} trades in the session`,
    coolDown && `${record.lossesInARow(decision)} of ${coolDown.losses} losses in a row`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? 'it limits nothing' : parts.join(', ')
}
