// Reads the timeframe of rows off the distance between them, and refuses one that they contradict.

import { DAY_MS, HOUR_MS, isDaily, MINUTE_MS, SECOND_MS, type Timeframe, timeframeMs } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import type { RowBatch, TimeKind } from '../rows/row-batch.js'
import type { Direction } from './place-rows.js'

/** What the first rows of a file tell. */
export interface FirstRows {
  readonly rows: number
  readonly kind: TimeKind
  /** The earliest stamp. */
  readonly firstTime: number
  readonly direction: Direction
  /** The distance in ms that at least half of the rows have to the row before of their instrument; null where there is none. */
  readonly usual: number | null
  /** The middle one of all distances; null where there is none. */
  readonly median: number | null
}

/** Of the rows as they stand in the file, and of the bars that are to be made of them. */
export interface Timeframes {
  readonly rowsAt: Timeframe
  readonly barsAt: Timeframe
}

/** Looks at the first batch of a file, before its rows are placed. */
export function lookAtRows(batch: RowBatch): FirstRows {
  const times = timesBySymbol(batch)
  const steps = stepsOf(times)
  const share = steps.length === 0 ? 1 : steps.filter((step) => step > 0).length / steps.length
  const direction = share >= 0.75 ? 'oldest-first' : share <= 0.25 ? 'newest-first' : 'mixed'
  const sizes = (share > 0 && share < 1 ? stepsOf(times.map((own) => own.sort())) : steps).map(Math.abs).sort()
  return {
    rows: batch.rows,
    kind: batch.timeKind,
    firstTime: batch.time.subarray(0, batch.rows).reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY),
    direction,
    usual: usualOf(sizes),
    median: sizes[sizes.length >> 1] ?? null,
  }
}

/** The times of each instrument, as they stand in the file. */
function timesBySymbol({ rows, symbol, time }: RowBatch): readonly Float64Array[] {
  const bySymbol: number[][] = []
  for (let row = 0; row < rows; row++) {
    const index = symbol[row] as number
    bySymbol[index] ??= []
    bySymbol[index].push(time[row] as number)
  }
  return bySymbol.map((own) => Float64Array.from(own))
}

/** From each time to the next other one. */
function stepsOf(times: readonly Float64Array[]): Float64Array {
  const steps: number[] = []
  for (const own of times) {
    for (let row = 1; row < own.length; row++) {
      const step = (own[row] as number) - (own[row - 1] as number)
      if (step !== 0) steps.push(step)
    }
  }
  return Float64Array.from(steps)
}

/** Of ascending values the one that at least half of them are; the smaller where two are. */
function usualOf(sizes: Float64Array): number | null {
  for (let start = 0; start < sizes.length; ) {
    let end = start
    while (sizes[end] === sizes[start]) end++
    if ((end - start) * 2 >= sizes.length) return sizes[start] as number
    start = end
  }
  return null
}

/**
 * The timeframe of the rows: what the file tells of itself, else the usual distance, else what was given. Bars that were asked for at a longer one are
 * made of them; a shorter one than the file tells, and a longer one than most distances where there is no usual one, are refused. So are months and
 * longer: a bar spans sessions of known dates here, at most a week of them. Fails with `USAGE`.
 */
export function settleTimeframe(given: Timeframe | undefined, told: Timeframe | null, first: FirstRows, where: string): Timeframes {
  const own = told ?? ownTimeframe(first, given !== undefined, where)
  if (given === undefined) {
    if (own !== null) return { rowsAt: own, barsAt: own }
    const message = `${where}: the timeframe cannot be read off the times: the bars stand at changing distances`
    throw new BenchError('USAGE', message, 'say it: --timeframe 1d, or 5m')
  }
  refuseLong(given, where)
  if (!isDaily(given) && first.kind === 'date') {
    const message = `${where}: the rows have dates without a time of day, which cannot be ${given} bars`
    throw new BenchError('USAGE', message, 'use --timeframe 1d')
  }
  if (own !== null && timeframeMs(own) < timeframeMs(given)) return { rowsAt: own, barsAt: given }
  if (told !== null && timeframeMs(told) > timeframeMs(given)) {
    throw new BenchError('USAGE', `${where}: its bars are of ${told}, so they are not ${given} bars`, `use --timeframe ${told}`)
  }
  if (own === null) refuseShorter(given, first, where)
  return { rowsAt: given, barsAt: given }
}

function ownTimeframe({ rows, kind, usual, median }: FirstRows, isGiven: boolean, where: string): Timeframe | null {
  if (usual === null && kind === 'date' && rows === 1) return '1d'
  const timeframe = usual === null ? null : nameDistance(usual)
  if (timeframe !== null) return timeframe
  const days = Math.round((usual ?? median ?? 0) / DAY_MS)
  if (!isGiven && (days >= 28 || (usual !== null && days > 1))) throw tooLong(where, nameDays(days))
  return null
}

/** Days stand closer than a day where the clocks change, and weeks closer than a week before a holiday. */
function refuseShorter(given: Timeframe, { median }: FirstRows, where: string): void {
  const least = isDaily(given) ? (timeframeMs(given) * 2) / 3 : timeframeMs(given)
  if (median === null || median >= least) return
  const message = `${where}: most bars stand closer than ${given}, at changing distances, so they are not ${given} bars`
  throw new BenchError(
    'USAGE',
    message,
    `say what they are, such as --timeframe ${nearestBelow(median)}; longer bars are made of them when they are read`,
  )
}

/** The longest usual timeframe that a distance holds. */
function nearestBelow(distance: number): Timeframe {
  const usual: readonly Timeframe[] = ['1d', '1h', '30m', '15m', '5m', '1m']
  return usual.find((timeframe) => timeframeMs(timeframe) <= distance) ?? '1s'
}

function refuseLong(given: Timeframe, where: string): void {
  const length = timeframeMs(given)
  if (length > DAY_MS && length !== 7 * DAY_MS) throw tooLong(where, `--timeframe ${given}`)
}

function tooLong(where: string, what: string): BenchError {
  const message = `${where}: ${what}: bars of several days are taken as days and weeks only`
  return new BenchError('USAGE', message, 'import daily bars; if these are, with holes, say --timeframe 1d')
}

function nameDays(days: number): string {
  if (days >= 360) return `its bars are of years (${days} days apart)`
  if (days >= 85) return `its bars are of quarters (${days} days apart)`
  return days >= 28 ? `its bars are of months (${days} days apart)` : `most bars stand ${days} days apart`
}

/** `1w`, `1d`, or whole hours, minutes or seconds below a day; null for others. */
function nameDistance(distance: number): Timeframe | null {
  if (distance === 7 * DAY_MS) return '1w'
  if (distance === DAY_MS) return '1d'
  if (distance > DAY_MS) return null
  if (distance % HOUR_MS === 0) return `${distance / HOUR_MS}h`
  if (distance % MINUTE_MS === 0) return `${distance / MINUTE_MS}m`
  return distance % SECOND_MS === 0 ? `${distance / SECOND_MS}s` : null
}
