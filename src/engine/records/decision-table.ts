// The decisions of a run as rows of numbers: a decision costs one row, a bar without a signal nothing.

import type { JudgedAccount, SizeCut } from '../../model/decision.js'
import { type ChildIntent, isPlain, type OrderTerms } from '../../model/order.js'
import { RecordTable, type RowCodec } from '../../std/record-table.js'
import { type RareFields, rareFields, withRareFields } from '../planning/terms.js'
import type { DecisionHash } from './decision-hash.js'
import { DECISION_WIDTH, type Decided, readDecision, writeDecision } from './decision-row.js'
import { judgedFactsTable } from './judged-facts.js'
import { judgedGatesTable } from './noted-gates.js'

/** A table of decisions, each hashed as its row is written: they are appended one by one, and never replaced. */
export function decisionTable(hash: DecisionHash): RecordTable<Decided> {
  return new RecordTable(decisionCodec(hash))
}

/** Whether a row is of a decision about an order. */
export function hasOrder(rows: Float64Array, at: number): boolean {
  return rows[at + At.order] !== 0
}

/** The columns after those that are hashed. */
const At = {
  row: DECISION_WIDTH,
  order: DECISION_WIDTH + 1,
  mark: DECISION_WIDTH + 2,
  position: DECISION_WIDTH + 3,
  judged: DECISION_WIDTH + 4,
  account: DECISION_WIDTH + 5,
  end: DECISION_WIDTH + 10,
} as const

/** What few decisions have, by the number of their row. */
interface Few {
  /** Children of intents. */
  readonly children: Map<number, readonly ChildIntent[]>
  /** Terms that are not plain, and what few signals say. */
  readonly terms: Map<number, OrderTerms>
  readonly rare: Map<number, RareFields>
  /** What only some accounts are judged by. */
  readonly accounts: Map<number, AccountDetail>
  /** Sizes that limits left less of. */
  readonly cuts: Map<number, SizeCut>
  /** The row of what the stages before risk measured, where they did. */
  readonly gates: Map<number, number>
  /** Ids of orders. */
  readonly others: Map<number, readonly number[]>
}

/** What only some accounts have. */
const details = ['promised', 'leaving', 'settledCash', 'requirement', 'maintenance', 'reach', 'own', 'group', 'rate'] as const

type AccountDetail = Pick<JudgedAccount, (typeof details)[number]>

/** Whether pre-trade risk was asked, and about no limit; above it stands the row of what limits were held against. */
const NOBODY = 0
const PLAIN = 1

function decisionCodec(hash: DecisionHash): RowCodec<Decided> {
  let written = 0
  const { texts } = hash
  const facts = judgedFactsTable()
  const gates = judgedGatesTable()
  const few: Few = {
    children: new Map(),
    terms: new Map(),
    rare: new Map(),
    accounts: new Map(),
    cuts: new Map(),
    gates: new Map(),
    others: new Map(),
  }
  /** Counted from 1; 0 where there are none. */
  const factsRow = (judged: Decided['facts']): number => {
    if (judged === undefined) return 0
    facts.append(judged)
    return facts.length
  }
  const keepFew = ({ cut, judged, others, intent }: Decided, rare: RareFields | null, row: number): void => {
    if (cut !== undefined) few.cuts.set(row, cut)
    if (judged !== undefined) {
      few.gates.set(row, gates.length)
      gates.append(judged)
    }
    if (others !== undefined) few.others.set(row, others)
    if (rare !== null) few.rare.set(row, rare)
    if (intent === null) return
    if (intent.children.length > 0) few.children.set(row, intent.children)
    if (!isPlain(intent.terms)) few.terms.set(row, intent.terms)
  }
  return {
    width: At.end,
    write(decision, rows, at) {
      const { account } = decision
      const row = written++
      writeDecision(decision, texts, rows, at)
      const rare = rareFields(decision.signal)
      hash.addRow(decision, rare, rows, at)
      rows[at + At.row] = row
      rows[at + At.order] = decision.orderId ?? 0
      rows[at + At.mark] = decision.mark ?? Number.NaN
      rows[at + At.position] = decision.position
      rows[at + At.judged] = account === null ? NOBODY : PLAIN + factsRow(decision.facts)
      if (account !== null) {
        rows[at + At.account] = account.grossExposure
        rows[at + At.account + 1] = account.committed
        rows[at + At.account + 2] = account.heldLots
        rows[at + At.account + 3] = account.released
        rows[at + At.account + 4] = account.equity
        const detail = detailOf(account)
        if (detail !== null) few.accounts.set(row, detail)
      }
      keepFew(decision, rare, row)
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      const { time, strategy, instrument, signal, intent, verdict } = readDecision(texts, rows, at)
      const row = number(At.row)
      const children = few.children.get(row)
      const terms = few.terms.get(row)
      const cut = few.cuts.get(row)
      const judged = few.gates.get(row)
      const others = few.others.get(row)
      const order = number(At.order)
      const mark = number(At.mark)
      return {
        time,
        strategy,
        instrument,
        signal: withRareFields(signal, few.rare.get(row)),
        intent: intent === null ? null : { ...intent, ...(children !== undefined && { children }), ...(terms !== undefined && { terms }) },
        verdict,
        orderId: order === 0 ? null : order,
        ...(others !== undefined && { others }),
        mark: Number.isNaN(mark) ? null : mark,
        position: number(At.position),
        account:
          number(At.judged) === NOBODY
            ? null
            : {
                grossExposure: number(At.account),
                committed: number(At.account + 1),
                heldLots: number(At.account + 2),
                released: number(At.account + 3),
                equity: number(At.account + 4),
                ...few.accounts.get(row),
              },
        ...(number(At.judged) > PLAIN && { facts: facts.at(number(At.judged) - PLAIN - 1) }),
        ...(cut !== undefined && { cut }),
        ...(judged !== undefined && { judged: gates.at(judged) }),
      }
    },
  }
}

/** What an account is judged by besides, without what it has not; null in a plain one. */
function detailOf(account: JudgedAccount): AccountDetail | null {
  const found = details.filter((name) => account[name] !== undefined)
  return found.length === 0 ? null : Object.fromEntries(found.map((name) => [name, account[name]]))
}
