// Decisions as rows of a table, a row a stage: the signal, the intent that it was sized to, the verdict; and the decisions that such rows were.
//
// The rows hold all that the decision hash is over, so two runs that decide differently differ first where their rows do.

import { type DecisionRecord, isDenied, type JudgedAccount, type JudgedFacts, type SizeCut } from '../model/decision.js'
import type { JudgedGates } from '../model/gate-notes.js'
import { type ChildIntent, isPlain, type OrderIntent, type OrderTerms, plainTerms } from '../model/order.js'
import type { OrderPrice } from '../model/order-price.js'
import type { Signal } from '../model/signal.js'
import type { EpochMs } from '../model/time.js'
import { assert } from '../std/assert.js'
import { parseExact, stringifyExact } from './exact-json.js'
import type { TableColumn } from './parquet.js'

/** One stage of one decision, as it is written: what a column holds is worked out when it is asked for. */
export interface DecisionStage {
  readonly decision: DecisionRecord
  readonly stage: 'signal' | 'intent' | 'verdict'
}

/** The stages of every decision, in order: two or three each. */
export function decisionStages(decisions: readonly DecisionRecord[]): DecisionStage[] {
  const stages: DecisionStage[] = []
  for (const decision of decisions) {
    stages.push({ decision, stage: 'signal' })
    if (decision.intent !== null) stages.push({ decision, stage: 'intent' })
    stages.push({ decision, stage: 'verdict' })
  }
  return stages
}

/** What has no column of its own is in `details`, as JSON; there every number is exact. */
export const decisionColumns: readonly TableColumn<DecisionStage>[] = [
  { name: 'sequence', kind: 'integer', read: ({ decision }) => decision.sequence },
  { name: 'time', kind: 'time', read: ({ decision }) => decision.time },
  { name: 'strategy', kind: 'text', read: ({ decision }) => decision.strategy },
  { name: 'instrument', kind: 'text', read: ({ decision }) => decision.instrument },
  { name: 'tag', kind: 'text', read: tagOf },
  { name: 'stage', kind: 'text', read: ({ stage }) => stage },
  // `enter` …, the role of the order, or the verdict: `denied` where the code says why.
  { name: 'kind', kind: 'text', read: kindOf },
  { name: 'side', kind: 'text', read: sideOf },
  { name: 'quantity', kind: 'double', read: ({ decision: { intent }, stage }) => (stage === 'intent' ? lotsOf(intent) : null) },
  { name: 'order_type', kind: 'text', read: (row) => priceOf(row)?.type ?? null },
  { name: 'limit_price', kind: 'double', read: (row) => limitOf(row) },
  { name: 'trigger_price', kind: 'double', read: (row) => triggerOf(row) },
  { name: 'time_in_force', kind: 'text', read: timeInForceOf },
  { name: 'reason', kind: 'text', read: reasonOf },
  {
    name: 'denial_code',
    kind: 'text',
    read: ({ decision, stage }) => (stage === 'verdict' && isDenied(decision) ? decision.verdict : null),
  },
  { name: 'order_id', kind: 'integer', read: ({ decision, stage }) => (stage === 'verdict' ? decision.orderId : null) },
  // The last close, and the strategy's lots, when it decided.
  { name: 'mark', kind: 'double', read: ({ decision, stage }) => (stage === 'signal' ? decision.mark : null) },
  { name: 'position', kind: 'double', read: ({ decision, stage }) => (stage === 'signal' ? decision.position : null) },
  { name: 'details', kind: 'text', read: detailsOf },
]

/** A row as it is read back: the columns that a decision is made from. */
export interface DecisionRow {
  readonly sequence: number
  readonly time: EpochMs
  readonly strategy: string
  readonly instrument: string
  readonly tag: string | null
  readonly stage: string
  readonly kind: string
  readonly side: string | null
  readonly timeInForce: string | null
  readonly reason: string | null
  readonly denialCode: string | null
  readonly orderId: number | null
  readonly mark: number | null
  readonly position: number | null
  readonly details: string
}

/** The decisions whose stages the rows are. */
export function decisionsOfRows(rows: readonly DecisionRow[]): DecisionRecord[] {
  const decisions: DecisionRecord[] = []
  for (let at = 0; at < rows.length; ) {
    const signal = rows[at++] as DecisionRow
    const intent = rows[at]?.stage === 'intent' ? (rows[at++] as DecisionRow) : null
    const verdict = rows[at++]
    assert(
      signal.stage === 'signal' && verdict?.stage === 'verdict' && verdict.sequence === signal.sequence,
      `decision ${signal.sequence} has a signal and a verdict`,
    )
    decisions.push(decisionOf(signal, intent, verdict))
  }
  return decisions
}

function decisionOf(signal: DecisionRow, intent: DecisionRow | null, verdict: DecisionRow): DecisionRecord {
  const { sequence, time, strategy, instrument, mark } = signal
  const { indicators, ...fields } = parseExact(signal.details) as { readonly indicators: Record<string, number> }
  const { account, others, facts, cut, judged } = parseExact(verdict.details) as VerdictDetails
  return {
    sequence,
    time,
    strategy,
    instrument,
    signal: { kind: signal.kind, ...keyOf(signal), ...fields } as Signal,
    intent: intent === null ? null : intentOf(intent),
    verdict: verdict.denialCode ?? verdict.kind,
    orderId: verdict.orderId,
    ...(others !== undefined && { others }),
    mark,
    position: signal.position ?? 0,
    account: account === undefined ? null : judgedBy(account),
    ...(facts !== undefined && { facts }),
    ...(cut !== undefined && { cut }),
    ...(judged !== undefined && { judged }),
    indicators,
  }
}

/** Earlier runs have `netLots`. */
type StoredAccount = Omit<JudgedAccount, 'heldLots'> & { readonly heldLots?: number; readonly netLots?: number }

function judgedBy({ netLots = 0, ...account }: StoredAccount): JudgedAccount {
  return { heldLots: netLots, ...account }
}

interface VerdictDetails {
  readonly others?: readonly number[]
  readonly account?: StoredAccount
  readonly facts?: JudgedFacts
  readonly cut?: SizeCut
  readonly judged?: JudgedGates
}

function keyOf({ tag, reason }: DecisionRow): Pick<Signal, 'tag' | 'reason'> {
  return { tag: tag ?? undefined, reason: reason ?? undefined }
}

interface IntentDetails extends Pick<OrderIntent, 'quantity' | 'price' | 'closing' | 'reduceOnly'> {
  readonly children: readonly ChildIntent[]
  /** Absent where they are plain. */
  readonly terms?: OrderTerms
  /** Absent where it is in no virtual account. */
  readonly account?: string
}

function intentOf({ strategy, instrument, tag, kind, side, timeInForce, reason, details }: DecisionRow): OrderIntent {
  const { quantity, price, closing, reduceOnly, children, terms = plainTerms, account } = parseExact(details) as unknown as IntentDetails
  return {
    strategy,
    ...(account !== undefined && { account }),
    instrument,
    tag: tag ?? '',
    role: kind as OrderIntent['role'],
    side: side as OrderIntent['side'],
    quantity,
    price,
    timeInForce: timeInForce as OrderIntent['timeInForce'],
    terms,
    closing,
    reduceOnly,
    children,
    reason: reason ?? '',
  }
}

function tagOf({ decision: { signal, intent }, stage }: DecisionStage): string | null {
  return stage === 'signal' ? (signal.tag ?? null) : (intent?.tag ?? signal.tag ?? null)
}

function kindOf({ decision, stage }: DecisionStage): string {
  if (stage === 'signal') return decision.signal.kind
  if (stage === 'intent') return decision.intent?.role ?? ''
  return isDenied(decision) ? 'denied' : decision.verdict
}

function sideOf({ decision: { signal, intent }, stage }: DecisionStage): string | null {
  if (stage === 'signal') return signal.kind === 'enter' ? signal.direction : null
  return stage === 'intent' ? (intent?.side ?? null) : null
}

function lotsOf(intent: OrderIntent | null): number | null {
  return intent !== null && 'lots' in intent.quantity ? intent.quantity.lots : null
}

function priceOf({ decision: { signal, intent }, stage }: DecisionStage): OrderPrice | null {
  if (stage === 'intent') return intent?.price ?? null
  return stage === 'signal' && 'order' in signal ? (signal.order ?? null) : null
}

function limitOf(row: DecisionStage): number | null {
  const { signal } = row.decision
  if (row.stage === 'signal' && signal.kind === 'amend') return signal.limit ?? null
  const price = priceOf(row)
  return price !== null && 'limit' in price ? price.limit : null
}

function triggerOf(row: DecisionStage): number | null {
  const { signal } = row.decision
  if (row.stage === 'signal' && signal.kind === 'amend') return signal.trigger ?? null
  const price = priceOf(row)
  return price !== null && 'trigger' in price ? price.trigger : null
}

function timeInForceOf({ decision: { signal, intent }, stage }: DecisionStage): string | null {
  if (stage === 'intent') return intent?.timeInForce ?? null
  return stage === 'signal' && 'timeInForce' in signal ? (signal.timeInForce ?? null) : null
}

function reasonOf({ decision: { signal, intent }, stage }: DecisionStage): string | null {
  if (stage === 'signal') return signal.reason ?? null
  return stage === 'intent' ? (intent?.reason ?? null) : null
}

function detailsOf({ decision, stage }: DecisionStage): string {
  const { signal, intent, account, indicators } = decision
  if (stage === 'verdict') {
    const { others, facts, cut, judged } = decision
    return stringifyExact({ account: account ?? undefined, others, facts, cut, judged })
  }
  if (stage === 'signal' || intent === null) {
    const { kind: _, tag: __, reason: ___, instrument: ____, ...fields } = signal
    return stringifyExact({ ...fields, indicators })
  }
  const { quantity, price, closing, reduceOnly, children, terms, account: virtual } = intent
  return stringifyExact({ quantity, price, closing, reduceOnly, children, terms: isPlain(terms) ? undefined : terms, account: virtual })
}
