// The bars of one session: where they begin and end, and how much of the day's movement and volume each has.

import { DAY_MS, HOUR_MS, type Timeframe, timeframeMs } from '../../model/time.js'

/** Parallel columns, one entry a bar. */
export interface SessionGrid {
  readonly bars: number
  /** Milliseconds from the session's open. */
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** Each bar's share of the session's length, of its variance and of its volume; each column sums to 1. */
  readonly time: Float64Array
  readonly variance: Float64Array
  readonly volume: Float64Array
}

/** Gives the grid of a session by its length; sessions of one length share theirs. */
export function sessionGrids(timeframe: Timeframe): (sessionMs: number) => SessionGrid {
  const known = new Map<number, SessionGrid>()
  return (sessionMs) => {
    const grid = known.get(sessionMs) ?? makeGrid(sessionMs, timeframe)
    known.set(sessionMs, grid)
    return grid
  }
}

/** Bars begin at the session's open; the last ends at its close. */
function makeGrid(sessionMs: number, timeframe: Timeframe): SessionGrid {
  const length = timeframeMs(timeframe) >= DAY_MS ? sessionMs : timeframeMs(timeframe)
  const bars = Math.ceil(sessionMs / length)
  const opens = Float64Array.from({ length: bars }, (_, bar) => bar * length)
  const closes = opens.map((open) => Math.min(open + length, sessionMs))
  const { volatility, volume } = sessionMs > AROUND_THE_CLOCK_MS ? dayRound : openToClose
  const shares = (weight: (position: number) => number) => {
    const weights = opens.map((open, bar) => {
      const close = closes[bar] as number
      return weight((open + close) / 2 / sessionMs) * (close - open)
    })
    const sum = weights.reduce((all, one) => all + one, 0)
    return weights.map((one) => one / sum)
  }
  return { bars, opens, closes, time: shares(() => 1), variance: shares((at) => volatility(at) ** 2), volume: shares(volume) }
}

/** Sessions longer than this have no open and close that people wait for. */
const AROUND_THE_CLOCK_MS = 12 * HOUR_MS

interface Activity {
  /** At a position in the session from 0 to 1, against other positions. */
  volatility(position: number): number
  volume(position: number): number
}

/** The U of an exchange: most happens after the open and before the close, about three times as much as at midday. */
const openToClose: Activity = {
  volatility: (position) => 0.7 + 0.9 * (2 * position - 1) ** 2,
  volume: (position) => 0.6 + 1.4 * (2 * position - 1) ** 2,
}

/** A market that trades round the clock is busiest when London and New York are both awake, at about two thirds of its day. */
const dayRound: Activity = {
  volatility: (position) => 0.75 + 0.5 * Math.cos(Math.PI * (position - 0.65)) ** 2,
  volume: (position) => 0.5 + Math.cos(Math.PI * (position - 0.65)) ** 2,
}
