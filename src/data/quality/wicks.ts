// Finds a high or a low that no price around it confirms: one bad print inside a bar whose open and close are sound.

import type { BarColumns } from '../../model/bar.js'
import { closeReturns } from './close-returns.js'
import type { Found } from './finding.js'
import { largeRows, leastMove, localScale, SCALE_HALF_WINDOW } from './local-scale.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { move, when } from './wording.js'

/** Length of the wick in scales of the wicks around. The flash crash of 2010-05-06 in the S&P 500 is below 8. */
const WICK_SCALES = 10

/** Length of the wick against the rest of its bar and the usual wick together: a wild bar is wild throughout, a bad print stands alone. */
const WICK_ALONE = 3

/** Where most bars are flat, how far closes move tells how long a wick can be. */
const MOVES_AS_WICK = 0.5

export const wicks: QualityCheck = {
  id: 'wick',
  what: 'No high or low stands alone, far beyond its bar and its neighbours.',
  severity: 'warning',
  threshold: `longer than ${WICK_SCALES} robust scales of the wicks around (${SCALE_HALF_WINDOW} bars on each side), ${WICK_ALONE} times the rest of the bar and a usual wick, and half of it beyond both neighbours`,
  run(bars, report) {
    for (const wick of findWicks(bars)) report(describe(bars, wick))
  },
}

export interface Wick {
  readonly row: number
  readonly side: 'high' | 'low'
  /** Log distance from the body. */
  readonly length: number
  readonly scales: number
}

function findWicks({ columns, instrument }: InspectedBars): Wick[] {
  if (instrument.mayBeNegative && columns.low.some((price) => price <= 0)) return []
  return (['high', 'low'] as const).flatMap((side) => wicksOf(columns, instrument.tick, side)).sort((a, b) => a.row - b.row)
}

function wicksOf(columns: BarColumns, tick: number | 'none', side: 'high' | 'low'): Wick[] {
  const lengths = wickLengths(columns, side)
  const returns = closeReturns(columns)
  const found: Wick[] = []
  for (const row of largeRows(lengths, WICK_SCALES / 2, 0)) {
    const length = lengths[row] as number
    const moves = localScale(row, columns.length, leastMove(tick, columns.close[row] as number), (at) => returns[at] as number)
    const usual = localScale(row, columns.length, moves * MOVES_AS_WICK, (at) => lengths[at] as number)
    const rest = Math.log((columns.high[row] as number) / (columns.low[row] as number)) - length
    if (length > WICK_SCALES * usual && length > WICK_ALONE * (rest + usual) && beyondNeighbours(columns, row, side) >= length / 2)
      found.push({ row, side, length, scales: length / usual })
  }
  return found
}

/** Log distance from the body of each bar to its high or low. */
function wickLengths({ length, open, high, low, close }: BarColumns, side: 'high' | 'low'): Float64Array {
  const lengths = new Float64Array(length)
  for (let row = 0; row < length; row++) {
    const [a, b] = [open[row] as number, close[row] as number]
    lengths[row] = side === 'high' ? Math.log((high[row] as number) / Math.max(a, b)) : Math.log(Math.min(a, b) / (low[row] as number))
  }
  return lengths
}

/** How far the extreme is from the nearest price that the bars before and after reached. */
function beyondNeighbours({ length, high, low }: BarColumns, row: number, side: 'high' | 'low'): number {
  let beyond = Number.POSITIVE_INFINITY
  for (const neighbour of [row - 1, row + 1]) {
    if (neighbour < 0 || neighbour >= length) continue
    const distance =
      side === 'high'
        ? Math.log((high[row] as number) / (high[neighbour] as number))
        : Math.log((low[neighbour] as number) / (low[row] as number))
    beyond = Math.min(beyond, distance)
  }
  return beyond
}

function describe({ columns, sourceRow, grid }: InspectedBars, { row, side, length, scales }: Wick): Found {
  const time = columns.openTime[row] as number
  const price = columns[side][row]
  const body = side === 'high' ? Math.max(columns.open[row]!, columns.close[row]!) : Math.min(columns.open[row]!, columns.close[row]!)
  const message = `${side} ${price} stands alone on ${when(time, grid.step)}, ${move(side === 'high' ? length : -length)} from ${body}, ${scales.toFixed(0)} scales`
  const hint = 'one bad print, or a trade that was cancelled later? Stops and limits of a run would fill there'
  return { severity: 'warning', row: sourceRow(row), time, message, hint }
}
