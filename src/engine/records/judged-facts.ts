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

export function judgedFactsTable(): RecordTable<JudgedFacts> {
  return new RecordTable({
    width: judgedFactNames.length,
    write(facts, rows, at) {
      for (const [column, name] of judgedFactNames.entries()) rows[at + column] = facts[name]
    },
    read(rows, at) {
      return Object.fromEntries(judgedFactNames.map((name, column) => [name, rows[at + column]])) as unknown as JudgedFacts
    },
  })
}
