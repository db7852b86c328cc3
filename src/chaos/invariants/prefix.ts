// I13: what was decided by a time does not hang on what came after it: over bars that end earlier the same decisions are made.

import { sliceColumns } from '../../data/columns.js'
import { sliceQuotes } from '../../data/quote-columns.js'
import type { BarSeries } from '../../model/bar.js'
import type { DecisionRecord } from '../../model/decision.js'
import type { EpochMs } from '../../model/time.js'
import { faultCatalog } from '../faults/catalog.js'
import type { PairInvariant } from './pair-invariant.js'

/** How far into a world it is cut off. */
const SHARE = 0.6

export const prefix: PairInvariant = {
  id: 'I13',
  says: 'Decisions do not hang on bars that come after them',
  other({ world, schedule }) {
    // A fault in the bars may draw by how many there are.
    if (schedule.entries.some(({ fault }) => faultCatalog.get(fault)?.plane === 'data')) return null
    const times = world.series[0]?.columns.closeTime
    const until = times?.[Math.floor(SHARE * times.length)]
    if (until === undefined) return null
    return { world: { ...world, series: world.series.map((one) => cut(one, until)) }, schedule }
  },
  compare({ result: whole }, { result: part }) {
    const until = part.equity.time.at(-1) ?? Number.NEGATIVE_INFINITY
    const before = (all: readonly DecisionRecord[] | null): readonly string[] =>
      (all ?? []).filter(({ time }) => time < until).map((one) => JSON.stringify(one))
    const [of, should] = [before(part.decisions), before(whole.decisions)]
    const at = should.findIndex((one, index) => one !== of[index])
    if (at < 0 && of.length === should.length) return null
    // Where all of the longer run's are there, the shorter one has more.
    const place = at < 0 ? should.length : at
    return {
      message: `decision ${place + 1} is another where the bars end earlier`,
      context: { decisions: should.length, earlier: of.length },
    }
  },
}

/** The bars that have closed by a time. */
function cut(series: BarSeries, until: EpochMs): BarSeries {
  const { columns, quotes } = series
  const length = columns.closeTime.findLastIndex((time) => time <= until) + 1
  const cutQuotes = quotes === undefined ? {} : { quotes: sliceQuotes(quotes, 0, length) }
  return { ...series, columns: sliceColumns(columns, 0, length), ...cutQuotes }
}
