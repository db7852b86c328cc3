// Denials over time: when each one was, and by which code.

import type { DenialRecord } from '../../../model/denial.js'
import { grouped } from '../../grouped.js'
import { counted, whole } from '../../wording.js'
import { encodeColumn } from '../delta-code.js'
import { type ChartTable, codedTimes } from './chart-table.js'

export interface DenialTable extends ChartTable {
  /** The most frequent first; column `code` is an index into them. */
  readonly codes: readonly string[]
}

const DENIALS_CARRIED = 60_000

/** Columns time and code. */
export function denialTable(denials: readonly DenialRecord[]): DenialTable {
  const groups = [...grouped(denials, (denial) => denial.code)].sort(([, a], [, b]) => b.length - a.length)
  const codes = groups.map(([code]) => code)
  const index = new Map(codes.map((code, i) => [code, i]))
  const step = Math.max(1, Math.ceil(denials.length / DENIALS_CARRIED))
  const kept = denials.filter((_, i) => i % step === 0)
  return {
    codes,
    columns: {
      time: codedTimes(Float64Array.from(kept, (denial) => denial.time)),
      code: encodeColumn(
        Float64Array.from(kept, (denial) => index.get(denial.code) ?? 0),
        1,
      ),
    },
    note: step > 1 ? `${whole(kept.length)} of ${counted(denials.length, 'denial')} drawn, one in ${step}.` : '',
  }
}
