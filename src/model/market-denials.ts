// Why a market is not traded in, with the same numbers whichever stage says so: the filters and pre-trade risk both look at the market.

import type { Denial } from './denial.js'

/** Never seen trading is older than every limit. */
export function dataStale(ageMs: number, limitMs: number): Denial {
  return { code: 'MARKET_DATA_STALE', context: { age_s: seconds(ageMs), limit_s: seconds(limitMs) } }
}

/** Both as parts of the middle between bid and ask; NaN where one of the two is not there. */
export function spreadTooWide(spread: number, limit: number): Denial {
  return { code: 'SPREAD_TOO_WIDE', context: { spread_bps: basisPoints(spread), limit_bps: basisPoints(limit) } }
}

function seconds(ms: number): number | string {
  return Number.isFinite(ms) ? ms / 1000 : 'unknown'
}

function basisPoints(part: number): number | string {
  return Number.isNaN(part) ? 'unknown' : Number((part * 1e4).toPrecision(9))
}
