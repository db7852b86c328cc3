// Time is epoch milliseconds, UTC, in a double. A timeframe is the nominal length of a bar.

import { BenchError } from '../std/errors.js'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number

/** A calendar date as `YYYY-MM-DD`, in the zone of the calendar that it belongs to. */
export type IsoDate = string

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** `10s`, `1m`, `5m`, `1h`, `1d`, `1w`: a count and a unit. */
export type Timeframe = `${number}${'s' | 'm' | 'h' | 'd' | 'w'}`

const unitMs = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS } as const

/** Reads a timeframe, or fails with the forms that are taken. */
export function parseTimeframe(text: string): Timeframe {
  if (/^[1-9]\d*[smhdw]$/.test(text)) return text as Timeframe
  throw new BenchError('USAGE', `'${text}' is not a timeframe`, 'write a count and a unit: 10s, 1m, 5m, 1h, 1d or 1w')
}

/** The nominal length in milliseconds: a day is 24 hours here, whatever the session. */
export function timeframeMs(timeframe: Timeframe): number {
  const unit = timeframe.at(-1) as keyof typeof unitMs
  return Number(timeframe.slice(0, -1)) * unitMs[unit]
}

/** True for bars that hold a whole session or more; their times come from the calendar. */
export function isDaily(timeframe: Timeframe): boolean {
  return timeframeMs(timeframe) >= DAY_MS
}

/** `2005-01-31T14:30:00Z`, without milliseconds when they are zero. */
export function formatTime(time: EpochMs): string {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}
