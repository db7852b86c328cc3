// Finds bars that stand after a later one; a file that is newest first throughout is one finding.

import type { BarColumns } from '../../model/bar.js'
import type { QualityCheck } from './quality-check.js'
import { counted, when } from './wording.js'

/** From this share of steps back in time on, a series is one that runs backwards: faults in it are few. */
const BACKWARDS_SHARE = 0.9

export const order: QualityCheck = {
  id: 'unsorted',
  what: 'Bars stand in the order of time.',
  severity: 'error',
  threshold: `any bar older than one before it; a series with ${BACKWARDS_SHARE * 100} % of steps backwards is one finding, a warning`,
  run({ source, grid }, report) {
    const back = stepsBack(source)
    if (source.length > 2 && back >= BACKWARDS_SHARE * (source.length - 1)) {
      const message = `the ${counted(source.length, 'bar')} are newest first`
      report({ severity: 'warning', row: 0, time: source.openTime[0] as number, message, hint: 'bench data repair sorts them' })
      return
    }
    let latest = Number.NEGATIVE_INFINITY
    let latestRow = 0
    for (let row = 0; row < source.length; row++) {
      const time = source.openTime[row] as number
      if (time < latest) {
        const message = `the bar of ${when(time, grid.step)} stands after that of ${when(latest, grid.step)} (row ${latestRow})`
        report({ severity: 'error', row, time, message, hint: 'bench data repair sorts the bars' })
      } else if (time > latest) {
        latest = time
        latestRow = row
      }
    }
  },
}

function stepsBack({ length, openTime }: BarColumns): number {
  let steps = 0
  for (let row = 1; row < length; row++) if ((openTime[row] as number) < (openTime[row - 1] as number)) steps++
  return steps
}
