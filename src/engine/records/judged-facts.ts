// What limits were held against when an intent was judged, as a row of numbers: kept with the decision, so that it can be told later.

import { type JudgedFacts, judgedFactNames } from '../../model/decision.js'
import { RecordTable } from '../../std/record-table.js'
import type { RunFacts } from '../exposure/risk-facts.js'

/** As the controls saw them; what none of them asked about working orders is NaN. */
export function judgedFacts(facts: RunFacts, instrument: string): JudgedFacts {
  const { close, ageMs, barMs, jump, move, bid, ask } = facts.market(instrument)
  const averageDailyLots = facts.averageDailyLots(instrument)
  const { longLots, shortLots, longValue, shortValue, assetValue, strategyValue, grossValue, netLongValue, netShortValue } =
    facts.askedWorstCase ?? unasked
  return {
    close,
    ageMs,
    barMs,
    jump,
    move,
    bid,
    ask,
    averageDailyLots,
    longLots,
    shortLots,
    longValue,
    shortValue,
    assetValue,
    strategyValue,
    grossValue,
    netLongValue,
    netShortValue,
  }
}

const unasked = {
  longLots: Number.NaN,
  shortLots: Number.NaN,
  longValue: Number.NaN,
  shortValue: Number.NaN,
  assetValue: Number.NaN,
  strategyValue: Number.NaN,
  grossValue: Number.NaN,
  netLongValue: Number.NaN,
  netShortValue: Number.NaN,
}

type FactName = keyof JudgedFacts

export function judgedFactsTable(): RecordTable<JudgedFacts> {
  return new RecordTable({
    width: judgedFactNames.length,
    write(facts, rows, at) {
      // Field by field: V8 looks up what is named by a variable anew.
      rows[at] = facts.close
      rows[at + 1] = facts.ageMs
      rows[at + 2] = facts.barMs
      rows[at + 3] = facts.jump
      rows[at + 4] = facts.move
      rows[at + 5] = facts.bid
      rows[at + 6] = facts.ask
      rows[at + 7] = facts.averageDailyLots
      rows[at + 8] = facts.longLots
      rows[at + 9] = facts.shortLots
      rows[at + 10] = facts.longValue
      rows[at + 11] = facts.shortValue
      rows[at + 12] = facts.assetValue
      rows[at + 13] = facts.strategyValue
      rows[at + 14] = facts.grossValue
      rows[at + 15] = facts.netLongValue
      rows[at + 16] = facts.netShortValue
    },
    read(rows, at) {
      const facts: Partial<Record<FactName, number>> = {}
      for (let column = 0; column < judgedFactNames.length; column++)
        facts[judgedFactNames[column] as FactName] = rows[at + column] as number
      return facts as JudgedFacts
    },
  })
}
