// The run in one sentence, said plainly: what it made, against what, at which worst fall; or why it did not trade.

import type { RunResult } from '../model/run.js'
import { counted, date, roundPercent, whole } from './wording.js'

/** The figures that the sentence needs; null where the sample does not carry them. Fractions. */
export interface VerdictFigures {
  readonly totalReturn: number | null
  readonly cagr: number | null
  readonly maxDrawdown: number | null
  readonly winRate: number | null
  readonly exposure: number | null
}

/** A curve to hold the run against, such as buy-and-hold with the same cash. */
export interface BenchmarkCurve {
  readonly name: string
  /** Epoch ms, ascending; equity in the run's currency, begun with the run's cash. */
  readonly time: Float64Array
  readonly equity: Float64Array
}

/** The sentence, and what to know beside it: of ruin, of the trades, or why there are none. */
export interface Verdict {
  /** `Made 112 % (3.9 % a year) against 178 % for buy-and-hold, worst fall −34.0 %.` */
  readonly sentence: string
  readonly beside: string
}

export function verdict(result: RunResult, figures: VerdictFigures, benchmark: BenchmarkCurve | null): Verdict {
  if (result.counts.fills === 0) return { sentence: 'Did not trade.', beside: whyNoTrade(result) }
  const beside = [ruinSentence(result), tradesSentence(result, figures)].filter((text) => text !== '').join(' ')
  return { sentence: madeSentence(figures, result.initialCash, benchmark), beside }
}

/** What the benchmark made of the same cash, as a fraction; null for an empty curve. */
export function benchmarkReturn({ equity }: Pick<BenchmarkCurve, 'equity'>, initialCash: number): number | null {
  const end = equity.at(-1)
  return end === undefined || initialCash <= 0 ? null : end / initialCash - 1
}

/** What kept a run from trading, as far as its own records tell. */
export function whyNoTrade(result: RunResult): string {
  const { counts, denials, orders, series, strategies } = result
  const longest = Math.max(0, ...series.map((one) => one.bars))
  const slow = strategies.find((strategy) => strategy.warmUp >= longest)
  if (slow !== undefined) return `${slow.name} warms up over ${counted(slow.warmUp, 'bar')}, and the longest series has ${whole(longest)}.`
  if (counts.signals === 0) return `The strategy gave no signal in ${counted(counts.bars, 'bar')}.`
  const reasons: string[] = []
  if (denials.length > 0) reasons.push(`${counted(denials.length, 'order')} denied (${tally(denials.map((denial) => denial.code))})`)
  const unfilled = orders.filter((order) => order.status !== 'denied')
  if (unfilled.length > 0)
    reasons.push(`${counted(unfilled.length, 'order')} never filled (${tally(unfilled.map((order) => order.status))})`)
  const signals = `It gave ${counted(counts.signals, 'signal')}`
  return reasons.length > 0 ? `${signals}: ${reasons.join(' and ')}.` : `${signals}, and none of them called for an order.`
}

/** `BUYING_POWER 8, ZERO_QUANTITY 4`: the most frequent first. */
function tally(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return ranked.map(([name, count]) => `${name} ${whole(count)}`).join(', ')
}

function madeSentence({ totalReturn, cagr, maxDrawdown }: VerdictFigures, cash: number, benchmark: BenchmarkCurve | null): string {
  if (totalReturn === null) return 'What it made cannot be said.'
  const made = `${totalReturn < 0 ? 'Lost' : 'Made'} ${roundPercent(Math.abs(totalReturn))}`
  const yearly = cagr === null ? '' : ` (${roundPercent(cagr)} a year)`
  const other = benchmark === null ? null : benchmarkReturn(benchmark, cash)
  const against = benchmark === null || other === null ? '' : ` against ${roundPercent(other)} for ${benchmark.name}`
  const fall = maxDrawdown === null ? '' : `, worst fall ${roundPercent(maxDrawdown)}`
  return `${made}${yearly}${against}${fall}.`
}

function ruinSentence({ equity }: RunResult): string {
  const ruin = equity.equity.findIndex((value) => value <= 0)
  return ruin < 0 ? '' : `Equity fell to zero or below on ${date(equity.time[ruin] as number)}: a real account would have ended there.`
}

function tradesSentence({ counts, openPositions }: RunResult, { winRate, exposure }: VerdictFigures): string {
  if (counts.roundTrips === 0) return `No round trip was closed; ${counted(openPositions.length, 'position')} still open at the end.`
  const won = winRate === null ? '' : `, ${roundPercent(winRate)} of them won`
  const invested = exposure === null ? '' : `; in the market ${roundPercent(exposure)} of the time`
  return `${counted(counts.roundTrips, 'round trip')}${won}${invested}.`
}
