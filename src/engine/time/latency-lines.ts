// The connections of a run: one line to all venues, and one more for each venue with a latency of its own.

import type { LatencyRule } from '../../broker/simulated/latency.js'
import { LatencyLine } from '../../broker/simulated/latency-line.js'
import type { Instrument } from '../../model/instrument.js'
import type { BacktestConfig } from '../config/config.js'
import { latencyRule } from '../config/venue-config.js'

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
