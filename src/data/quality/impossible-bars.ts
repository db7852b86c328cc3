// Finds bars that cannot have been: a high below the close, a price that is not finite or not above zero, a negative volume.

import { priceFault } from '../validate-columns.js'
import type { QualityCheck } from './quality-check.js'

export const impossibleBars: QualityCheck = {
  id: 'impossible-bar',
  what: 'The high is the highest and the low the lowest of the four prices; prices are finite and above zero; volume is not negative.',
  severity: 'error',
  threshold: 'any violation',
  run({ source, instrument }, report) {
    for (let row = 0; row < source.length; row++) {
      const fault = priceFault(source, row, instrument)
      if (fault === null) continue
      const { message, hint } = fault
      report({ severity: 'error', row, time: source.openTime[row] as number, message, hint })
    }
  },
}
