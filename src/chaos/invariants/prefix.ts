// I13: what was decided by a time does not hang on what came after it: over bars that end earlier the same decisions are made.

import { sliceColumns } from '../../data/columns.js'
import { sliceQuotes } from '../../data/quote-columns.js'
import type { BarSeries } from '../../model/bar.js'
import type { DecisionRecord } from '../../model/decision.js'
import type { RunResult } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'
import { randomStream } from '../../std/random.js'
import { faultCatalog } from '../faults/catalog.js'
import type { PairInvariant } from './pair-invariant.js'

/** How far into a world it is cut off, whatever is decided there. */
const SHARE = 0.6

/** From how many places, drawn by the seed, the bar of a decision and of the one after it are each the last. */
const PLACES = 2

export const prefix: PairInvariant = {
  id: 'I13',
  says: 'Decisions do not hang on bars that come after them',
  others({ world, schedule }, { result }) {
    // A fault in the bars may draw by how many there are.
    if (schedule.entries.some(({ fault }) => faultCatalog.get(fault)?.plane === 'data')) return []
    const times = world.series[0]?.columns.closeTime ?? []
    const last = times[times.length - 1] ?? Number.NEGATIVE_INFINITY
    const ends = new Set([times[Math.floor(SHARE * times.length)] ?? last, ...decidedAt(result, schedule.seed)])
    return [...ends]
      .filter((end) => end < last)
      .map((end) => ({ world: { ...world, series: world.series.map((one) => cut(one, end)) }, schedule }))
  },
  compare({ result: whole }, { result: part }) {
    const until = part.equity.time.at(-1) ?? Number.NEGATIVE_INFINITY
    const of = decidedUntil(part, until)
    const should = decidedUntil(whole, until).slice(0, Math.max(of.length, beforeNextOpen(whole, until)))
    const at = should.findIndex((one, index) => JSON.stringify(one) !== JSON.stringify(of[index]))
    if (at < 0 && of.length === should.length) return null
    // Where all of the longer run's are there, the shorter one has more.
    const place = at < 0 ? should.length : at
    return {
      message: `decision ${place + 1} is another where the bars end earlier`,
      context: { decisions: should.length, earlier: of.length },
    }
  },
}

/** Who knows the next bar decides by it at the last one: so that is a bar at which something is decided, to get in and to get out. */
function decidedAt({ decisions }: RunResult, seed: number): readonly EpochMs[] {
  const times = [...new Set((decisions ?? []).map(({ time }) => time))]
  const random = randomStream(seed, 'prefix')
  return Array.from({ length: PLACES }, () => random.integer(times.length)).flatMap((place) => times.slice(place, place + 2))
}

function decidedUntil({ decisions }: RunResult, until: EpochMs): readonly DecisionRecord[] {
  return (decisions ?? []).filter(({ time }) => time <= until)
}

/** How many decisions of those until a close there were before a bar that opens at the same time: its fills may lead to more. What filled there was decided before. */
function beforeNextOpen(run: RunResult, until: EpochMs): number {
  const opened = new Set(run.fills.flatMap((fill) => (fill.time === until && fill.priceSource === 'open' ? [fill.clientOrderId] : [])))
  const decided = decidedUntil(run, until)
  if (opened.size === 0) return decided.length
  return decided.findLastIndex(({ time, orderId }) => time < until || (orderId !== null && opened.has(orderId))) + 1
}

/** The bars that have closed by a time. */
function cut(series: BarSeries, until: EpochMs): BarSeries {
  const { columns, quotes } = series
  const length = columns.closeTime.findLastIndex((time) => time <= until) + 1
  const cutQuotes = quotes === undefined ? {} : { quotes: sliceQuotes(quotes, 0, length) }
  return { ...series, columns: sliceColumns(columns, 0, length), ...cutQuotes }
}
