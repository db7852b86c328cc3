// Monthly returns as one column, months without a session left out.

import { monthlyReturns } from '../../../metrics/monthly-returns.js'
import type { IsoDate } from '../../../model/time.js'

export function monthlyChanges(date: readonly IsoDate[], equity: Float64Array, initial: number): Float64Array {
  const months = monthlyReturns(date, equity, initial).flatMap((year) => year.months)
  return Float64Array.from(months.filter((value) => value !== null))
}
