// Finds an open that the close before, the rest of its bar and the next bar all contradict: a bad opening print.

import type { BarColumns } from '../../model/bar.js'
import { DAY_MS } from '../../model/time.js'
import type { Found } from './finding.js'
import { largeRows, leastMove, localScale } from './local-scale.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { move, when } from './wording.js'

/** Distance of the open from both its neighbours, in scales of the moves inside the bars around. */
const OPEN_PRINT_SCALES = 8

export const openPrints: QualityCheck = {
  id: 'open-print',
  what: 'No open stands alone, far from the close before it (or the next open, for a first bar) and from its own close.',
  severity: 'warning',
  threshold: `farther than ${OPEN_PRINT_SCALES} robust scales of the open-to-close moves around, to the same side of both`,
  run(bars, report) {
    for (const print of findOpenPrints(bars)) report(describe(bars, print))
  },
}

export interface OpenPrint {
  readonly row: number
  /** Log distance of the open from the nearer of its neighbours. */
  readonly distance: number
  readonly scales: number
}

function findOpenPrints({ columns, instrument, grid }: InspectedBars): OpenPrint[] {
  if (columns.length < 2 || (instrument.mayBeNegative && columns.low.some((price) => price <= 0))) return []
  const bodies = bodyMoves(columns)
  const gaps = gapMoves(columns)
  const found: OpenPrint[] = []
  for (const row of largeRows(bodies, OPEN_PRINT_SCALES / 2, 0)) {
    const toClose = -(bodies[row] as number)
    const toNeighbour = gaps[row] as number
    if (toClose * toNeighbour <= 0) continue
    const distance = Math.abs(toClose) < Math.abs(toNeighbour) ? toClose : toNeighbour
    const floor = leastMove(instrument.tick, columns.close[row] as number)
    let scale = localScale(row, columns.length, floor, (at) => bodies[at] as number)
    // The night moves daily opens too.
    if (grid.step >= DAY_MS)
      scale = Math.max(
        scale,
        localScale(row, columns.length, floor, (at) => gaps[at] as number),
      )
    const scales = Math.abs(distance) / scale
    if (scales > OPEN_PRINT_SCALES) found.push({ row, distance, scales })
  }
  return found
}

/** Log return from open to close. */
function bodyMoves({ length, open, close }: BarColumns): Float64Array {
  const moves = new Float64Array(length)
  for (let row = 0; row < length; row++) moves[row] = Math.log((close[row] as number) / (open[row] as number))
  return moves
}

/** Log distance of each open from the close before it; of the first from the open after it. */
function gapMoves({ length, open, close }: BarColumns): Float64Array {
  const moves = new Float64Array(length)
  moves[0] = Math.log((open[0] as number) / (open[1] as number))
  for (let row = 1; row < length; row++) moves[row] = Math.log((open[row] as number) / (close[row - 1] as number))
  return moves
}

function describe({ columns: { open, close, openTime }, sourceRow, grid }: InspectedBars, { row, distance, scales }: OpenPrint): Found {
  const time = openTime[row] as number
  const neighbour = row === 0 ? `the next open ${open[1]}` : `the close before ${close[row - 1]}`
  const message = `open ${open[row]} stands alone on ${when(time, grid.step)}: ${neighbour}, its close ${close[row]}; ${move(distance)}, ${scales.toFixed(0)} scales`
  return { severity: 'warning', row: sourceRow(row), time, message, hint: 'a bad opening print? Orders at the open would fill there' }
}
