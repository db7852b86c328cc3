import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyDecision, type Said } from '../../tests/fixtures/any-decision.js'
import { RunLog } from '../engine/records/run-log.js'
import type { DecisionRecord } from '../model/decision.js'
import { decisionColumns, decisionStages, decisionsOfRows } from './decision-rows.js'
import { decisionRowOf } from './run-store/read-tables.js'

const decisions = fc.array(anyDecision, { size: 'max', maxLength: 60 }).map(numbered)

function numbered(said: readonly Said[]): DecisionRecord[] {
  return said.map((one, index) => ({ sequence: index + 1, ...one, indicators: { fast: index, slow: Number.NaN } }))
}

/** The rows as they would be read back. */
function decisionRows(list: readonly DecisionRecord[]) {
  return decisionStages(list).map((stage) => Object.fromEntries(decisionColumns.map((column) => [column.name, column.read(stage)])))
}

function hashOf(list: readonly DecisionRecord[]): string {
  const log = new RunLog(false)
  for (const one of list) log.decision(one)
  return log.decisionHash
}

describe('decisions as rows', () => {
  test('are the same decisions when read back', () => {
    fc.assert(
      fc.property(decisions, (list) => {
        const back = decisionsOfRows(decisionRows(list).map(decisionRowOf))
        expect(hashOf(back)).toBe(hashOf(list))
        expect(back.map(({ orderId, others, mark, account, indicators }) => ({ orderId, others, mark, account, indicators }))).toEqual(
          list.map(({ orderId, others, mark, account, indicators }) => ({ orderId, others, mark, account, indicators })),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('of earlier runs have the lots by their earlier name', () => {
    const account = { equity: 1, grossExposure: 2, committed: 3, heldLots: -4, released: 0 }
    const [said] = fc.sample(anyDecision, { numRuns: 1, seed: 1 }) as [Said]
    const rows = decisionRows(numbered([{ ...said, account }])).map(decisionRowOf)
    const earlier = rows.map((row) => ({ ...row, details: row.details.replace('"heldLots"', '"netLots"') }))
    expect(earlier).not.toEqual(rows)
    expect(decisionsOfRows(earlier)[0]?.account).toEqual(account)
  })

  test('differ first in the rows of the first decision that hashes differently', () => {
    fc.assert(
      fc.property(decisions, decisions, (one, other) => {
        const [rows, others] = [decisionRows(one), decisionRows(other)]
        const at = rows.findIndex((row, index) => JSON.stringify(rowOf(row)) !== JSON.stringify(rowOf(others[index])))
        const unlike = one.findIndex((_, index) => hashOf(one.slice(0, index + 1)) !== hashOf(other.slice(0, index + 1)))
        if (unlike >= 0) expect(rows[at]?.sequence).toBe(unlike + 1)
      }),
      { numRuns: 60 },
    )
  })

  test('have a row for the signal, one for the intent where there is one, and one for the verdict', () => {
    const [said] = fc.sample(anyDecision, { numRuns: 1, seed: 1 }) as [Said]
    const stages = decisionRows(numbered([{ ...said, intent: null, verdict: 'NOTHING_TO_CLOSE' }]))
    expect(stages).toMatchObject([{ stage: 'signal' }, { stage: 'verdict', kind: 'denied', denial_code: 'NOTHING_TO_CLOSE' }])
  })
})

/** What of a row is hashed: the links and inputs that follow from it are left out. */
function rowOf(row: ReturnType<typeof decisionRows>[number] | undefined): unknown {
  if (row === undefined) return null
  const { order_id: _, mark: __, position: ___, details, ...fields } = row
  return { ...fields, details: row.stage === 'verdict' ? '' : String(details).replace(/"indicators":\{.*\}/, '') }
}
