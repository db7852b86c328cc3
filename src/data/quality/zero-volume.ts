// Finds bars without volume in a series that reports it.

import { DAY_MS } from '../../model/time.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { counted, share, when } from './wording.js'

/** Above this share, bars without volume are how the series is (minutes without trades written out), not faults in it. */
const USUAL_ZERO_SHARE = 0.01

export const zeroVolume: QualityCheck = {
  id: 'zero-volume',
  what: 'Where volume is reported, every bar has some.',
  severity: 'warning',
  threshold: `any bar with zero volume: warning, one for each stretch; more than ${USUAL_ZERO_SHARE * 100} % of bars, or all: one info`,
  run(bars, report) {
    const { columns, grid, sourceRow } = bars
    const zeros = columns.volume.reduce((count, volume) => (volume === 0 ? count + 1 : count), 0)
    if (zeros === 0) return
    if (zeros > USUAL_ZERO_SHARE * columns.length) {
      report({ severity: 'info', row: null, time: null, ...usual(bars, zeros) })
      return
    }
    forEachZeroRun(columns.volume, (from, to) => {
      const time = columns.openTime[from] as number
      const span = from === to ? when(time, grid.step) : `${when(time, grid.step)} to ${when(columns.openTime[to]!, grid.step)}`
      const moved = columns.high.subarray(from, to + 1).some((high, index) => high > (columns.low[from + index] as number))
      const message = `${counted(to - from + 1, 'bar')} without volume${moved ? ', though prices moved' : ''}: ${span}`
      const hint = 'a run fills no order there; a filled-in bar, or volume that the source did not report?'
      report({ severity: 'warning', row: sourceRow(from), time, message, hint })
    })
  },
}

function usual({ columns, grid }: InspectedBars, zeros: number): { message: string; hint: string } {
  if (zeros === columns.length)
    return { message: 'no bar has a volume', hint: 'usual for indices and forex; a run caps no order by volume' }
  const message = `${counted(zeros, 'bar')} (${share(zeros / columns.length)}) have no volume`
  const hint =
    grid.step >= DAY_MS
      ? 'a thin market, or volume that begins late: a run fills no order there'
      : 'minutes without trades written out: a run fills no order there'
  return { message, hint }
}

function forEachZeroRun(volume: Float64Array, visit: (from: number, to: number) => void): void {
  for (let row = 0; row < volume.length; row++) {
    if (volume[row] !== 0) continue
    const from = row
    while (row + 1 < volume.length && volume[row + 1] === 0) row++
    visit(from, row)
  }
}
