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
      for (let column = 0; column < judgedFactNames.length; column++) rows[at + column] = facts[judgedFactNames[column] as FactName]
    },
    read(rows, at) {
      const facts: Partial<Record<FactName, number>> = {}
      for (let column = 0; column < judgedFactNames.length; column++)
        facts[judgedFactNames[column] as FactName] = rows[at + column] as number
      return facts as JudgedFacts
    },
  })
}
