// The decisions of a run as rows of numbers: a decision costs one row, a bar without a signal nothing.

import type { DecisionRecord, JudgedAccount, SizeCut } from '../../model/decision.js'
import { type ChildIntent, isPlain, type OrderTerms } from '../../model/order.js'
import { RecordTable, type RowCodec } from '../../std/record-table.js'
import { TextCodes } from '../../std/text-codes.js'
import { type RareFields, rareFields, withRareFields } from '../planning/terms.js'
import { INTENT_WIDTH, type IntentTexts, readIntent, writeIntent } from './intent-codec.js'
import { judgedFactsTable } from './judged-facts.js'
import { judgedGatesTable } from './noted-gates.js'
import { readSignal, SIGNAL_WIDTH, type SignalTexts, writeSignal } from './signal-codec.js'

/** A decision without what can be said later: its number in the log, and what the indicators read. */
export type Decided = Omit<DecisionRecord, 'sequence' | 'indicators'>

export function decisionTable(): RecordTable<Decided> {
  return new RecordTable(decisionCodec())
}

/** Whether a row is of a decision about an order. */
export function hasOrder(rows: Float64Array, at: number): boolean {
  return rows[at + At.order] !== 0
}

/** Where the parts of a row begin, and its order. */
const At = { order: 5, signal: 14, intent: 14 + SIGNAL_WIDTH, end: 14 + SIGNAL_WIDTH + INTENT_WIDTH } as const

/** What the codes of a table stand for. */
interface Texts extends SignalTexts, IntentTexts {
  readonly strategy: TextCodes
  readonly instrument: TextCodes
  readonly verdict: TextCodes
  /** Brackets are few: their children stay objects, by the number of their row. */
  readonly children: Map<number, readonly ChildIntent[]>
  /** As are terms that are not plain, and what few signals say. */
  readonly terms: Map<number, OrderTerms>
  readonly rare: Map<number, RareFields>
  /** And what only some accounts are judged by. */
  readonly accounts: Map<number, AccountDetail>
  /** Sizes that limits left less of. */
  readonly cuts: Map<number, SizeCut>
  /** The row of what the stages before risk measured, where they did. */
  readonly gates: Map<number, number>
}

type AccountDetail = Pick<JudgedAccount, 'promised' | 'settledCash' | 'requirement' | 'maintenance' | 'reach' | 'group' | 'rate'>

/** Whether pre-trade risk was asked, and about no limit; above it stands the row of what limits were held against. */
const NOBODY = 0
const PLAIN = 1

function decisionCodec(): RowCodec<Decided> {
  let written = 0
  const facts = judgedFactsTable()
  const gates = judgedGatesTable()
  const texts: Texts = {
    strategy: new TextCodes(),
    instrument: new TextCodes(),
    verdict: new TextCodes(),
    tag: new TextCodes(),
    reason: new TextCodes(),
    role: new TextCodes(),
    timeInForce: new TextCodes(),
    account: new TextCodes(),
    children: new Map(),
    terms: new Map(),
    rare: new Map(),
    accounts: new Map(),
    cuts: new Map(),
    gates: new Map(),
  }
  /** Counted from 1; 0 where there are none. */
  const factsRow = (judged: Decided['facts']): number => {
    if (judged === undefined) return 0
    facts.append(judged)
    return facts.length
  }
  /** What few decisions have, by the number of their row. */
  const keepFew = ({ cut, judged, signal }: Decided, row: number): void => {
    if (cut !== undefined) texts.cuts.set(row, cut)
    if (judged !== undefined) {
      texts.gates.set(row, gates.length)
      gates.append(judged)
    }
    const rare = rareFields(signal)
    if (rare !== null) texts.rare.set(row, rare)
  }
  return {
    width: At.end,
    write(decision, rows, at) {
      const { account } = decision
      rows[at] = written++
      rows[at + 1] = decision.time
      rows[at + 2] = texts.strategy.code(decision.strategy)
      rows[at + 3] = texts.instrument.code(decision.instrument)
      rows[at + 4] = texts.verdict.code(decision.verdict)
      rows[at + At.order] = decision.orderId ?? 0
      rows[at + 6] = decision.mark ?? Number.NaN
      rows[at + 7] = decision.position
      rows[at + 8] = account === null ? NOBODY : PLAIN + factsRow(decision.facts)
      if (account !== null) {
        rows[at + 9] = account.grossExposure
        rows[at + 10] = account.committed
        rows[at + 11] = account.netLots
        rows[at + 12] = account.released
        rows[at + 13] = account.equity
        const detail = detailOf(account)
        if (detail !== null) texts.accounts.set(rows[at], detail)
      }
      writeSignal(decision.signal, texts, rows, at + At.signal)
      writeIntent(decision.intent, texts, rows, at + At.intent)
      keepFew(decision, rows[at])
      if (decision.intent === null) return
      const { children, terms } = decision.intent
      if (children.length > 0) texts.children.set(rows[at], children)
      if (!isPlain(terms)) texts.terms.set(rows[at], terms)
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      const [strategy, instrument] = [texts.strategy.text(number(2)), texts.instrument.text(number(3))]
      const intent = readIntent(strategy, instrument, texts, rows, at + At.intent)
      const children = texts.children.get(number(0))
      const terms = texts.terms.get(number(0))
      const cut = texts.cuts.get(number(0))
      const judged = texts.gates.get(number(0))
      return {
        time: number(1),
        strategy,
        instrument,
        signal: withRareFields(readSignal(texts, rows, at + At.signal), texts.rare.get(number(0))),
        intent: intent === null ? null : { ...intent, ...(children !== undefined && { children }), ...(terms !== undefined && { terms }) },
        verdict: texts.verdict.text(number(4)),
        orderId: number(At.order) === 0 ? null : number(At.order),
        mark: Number.isNaN(number(6)) ? null : number(6),
        position: number(7),
        account:
          number(8) === NOBODY
            ? null
            : {
                equity: number(13),
                grossExposure: number(9),
                committed: number(10),
                netLots: number(11),
                released: number(12),
                ...texts.accounts.get(number(0)),
              },
        ...(number(8) > PLAIN && { facts: facts.at(number(8) - PLAIN - 1) }),
        ...(cut !== undefined && { cut }),
        ...(judged !== undefined && { judged: gates.at(judged) }),
      }
    },
  }
}

/** What an account is judged by besides, without what it has not; null in a plain one. */
function detailOf(account: JudgedAccount): AccountDetail | null {
  const { promised, settledCash, requirement, maintenance, reach, group, rate } = account
  if ((promised ?? settledCash ?? requirement ?? maintenance ?? reach ?? group ?? rate) === undefined) return null
  const detail: { -readonly [Name in keyof AccountDetail]: AccountDetail[Name] } = {}
  if (promised !== undefined) detail.promised = promised
  if (settledCash !== undefined) detail.settledCash = settledCash
  if (requirement !== undefined) detail.requirement = requirement
  if (maintenance !== undefined) detail.maintenance = maintenance
  if (reach !== undefined) detail.reach = reach
  if (group !== undefined) detail.group = group
  if (rate !== undefined) detail.rate = rate
  return detail
}
