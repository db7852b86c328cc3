// The connections of a run: one line to all venues, and one more for each venue with a latency of its own.

import type { LatencyRule } from '../broker/simulated/latency.js'
import { LatencyLine } from '../broker/simulated/latency-line.js'
import type { Instrument } from '../model/instrument.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import type { BacktestConfig } from './config.js'
import { latencyRule } from './venue-config.js'

const instant: LatencyRule = { entry: 0, response: 0, feed: 0 }

/** Empty where nothing is ever late. */
export function latencyLines({ latency, venues, seed }: BacktestConfig, instruments: readonly Instrument[]): readonly LatencyLine[] {
  const own = Object.entries(venues).flatMap(([venue, policies]) =>
    policies.latency === undefined ? [] : [{ venue, rule: latencyRule(policies.latency) }],
  )
  const common = latencyRule(latency)
  if (common === null && own.every(({ rule }) => rule === null)) return []
  const idsAt = (isThere: (venue: string) => boolean): ReadonlySet<string> =>
    new Set(instruments.filter(({ venue = '' }) => isThere(venue)).map(({ id }) => id))
  const others = idsAt((venue) => !own.some((one) => one.venue === venue))
  return [
    new LatencyLine(common ?? instant, seed, others, null),
    ...own.map(
      ({ venue, rule }) =>
        new LatencyLine(
          rule ?? instant,
          seed,
          idsAt((at) => at === venue),
          venue,
        ),
    ),
  ]
}

/** A venue that the config names and no listing trades on is a slip of the pen. */
export function refuseUnknownVenues({ venues }: BacktestConfig, instruments: readonly Instrument[]): void {
  const known = [...new Set(instruments.flatMap(({ venue }) => (venue === undefined ? [] : [venue])))]
  const unknown = Object.keys(venues).find((venue) => !known.includes(venue))
  if (unknown === undefined) return
  const hint = known.length === 0 ? 'a listing names its venue after an @, as in ACME@XNAS' : `the run trades on ${known.join(', ')}`
  throw new BenchError('BAD_CONFIG', `venues: nothing in this run trades on '${unknown}'`, didYouMean(unknown, known) ?? hint)
}
