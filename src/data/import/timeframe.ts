// Reads the timeframe off the distance between bars, and refuses one that the bars contradict.

import { DAY_MS, HOUR_MS, isDaily, MINUTE_MS, SECOND_MS, type Timeframe, timeframeMs } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { RawBars } from './raw-bars.js'

/**
 * The timeframe that was given, else the distance that at least half of the first batch's bars have to the bar before. Weekly and longer bars are
 * refused: their closing times are not known here.
 */
export function settleTimeframe(given: Timeframe | undefined, first: RawBars, where: string): Timeframe {
  const usual = usualDistance(first)
  if (given !== undefined) return checkGiven(given, first, usual, where)
  if (usual === null && first.timeKind === 'date' && first.rows === 1) return '1d'
  const timeframe = usual === null ? null : nameDistance(usual)
  if (timeframe !== null) return timeframe
  if (usual !== null && usual > DAY_MS) throw tooLong(where, `most bars stand ${usual / DAY_MS} days apart`)
  const message = `${where}: the timeframe cannot be read off the times: the bars stand at changing distances`
  throw new BenchError('USAGE', message, 'say it: --timeframe 1d, or 5m')
}

function tooLong(where: string, what: string): BenchError {
  return new BenchError(
    'USAGE',
    `${where}: bars longer than a day are not imported: ${what}`,
    'import daily bars; if these are, with holes, say --timeframe 1d',
  )
}

function checkGiven(given: Timeframe, first: RawBars, usual: number | null, where: string): Timeframe {
  if (timeframeMs(given) > DAY_MS) throw tooLong(where, `--timeframe ${given}`)
  if (!isDaily(given) && first.timeKind === 'date') {
    throw new BenchError(
      'USAGE',
      `${where}: the rows have dates without a time of day, which cannot be ${given} bars`,
      'use --timeframe 1d',
    )
  }
  if (usual !== null && usual < timeframeMs(given)) {
    const apart = nameDistance(usual) ?? `${usual} ms`
    throw new BenchError('USAGE', `${where}: most bars stand ${apart} apart, so they are not ${given} bars`, `use --timeframe ${apart}`)
  }
  return given
}

/** The distance that at least half of the rows have to the row before, in ms; null when there is none. */
function usualDistance({ time, rows }: RawBars): number | null {
  const counts = new Map<number, number>()
  let usual: number | null = null
  let most = 0
  for (let row = 1; row < rows; row++) {
    const distance = (time[row] as number) - (time[row - 1] as number)
    const count = (counts.get(distance) ?? 0) + 1
    counts.set(distance, count)
    if (count <= most || distance <= 0) continue
    most = count
    usual = distance
  }
  return most * 2 >= rows - 1 ? usual : null
}

/** `1d`, or whole hours, minutes or seconds below a day; null for others. */
function nameDistance(distance: number): Timeframe | null {
  if (distance === DAY_MS) return '1d'
  if (distance > DAY_MS) return null
  if (distance % HOUR_MS === 0) return `${distance / HOUR_MS}h`
  if (distance % MINUTE_MS === 0) return `${distance / MINUTE_MS}m`
  return distance % SECOND_MS === 0 ? `${distance / SECOND_MS}s` : null
}
