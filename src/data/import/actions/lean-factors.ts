// Splits and dividends out of LEAN's factor files: `date,price_factor,split_factor,reference_close`, where the factors hold up to and on that date.
//
// Format: QuantConnect, LEAN data format for US equities. A raw price times both factors is the adjusted price.

import type { CorporateAction } from '../../../model/corporate-action.js'
import type { IsoDate } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import { calendar } from '../../calendar/calendar.js'

interface FactorRow {
  /** The last session with these factors. */
  readonly date: IsoDate
  readonly priceFactor: number
  readonly splitFactor: number
  /** The raw close of that session; null where the file has none. */
  readonly close: number | null
}

/** The steps between rows, in the order of time, each on the session after its row's date. Fails with `BAD_DATA` on a row of another kind. */
export function actionsOfFactors(text: string, file: string): readonly CorporateAction[] {
  const rows = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => readRow(line, number, file))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  return rows.slice(1).flatMap((after, index) => actionsBetween(rows[index] as FactorRow, after))
}

function readRow(line: string, number: number, file: string): FactorRow {
  const match = /^(\d{4})(\d\d)(\d\d),([\d.]+),([\d.]+)(?:,([\d.]+))?$/.exec(line)
  const [, year, month, day, price, split, close] = match ?? []
  const [priceFactor, splitFactor] = [Number(price), Number(split)]
  if (match === null || !(priceFactor > 0) || !(splitFactor > 0)) {
    const hint = 'a factor file has rows such as 20140606,0.9304792,0.142857,645.57'
    throw new BenchError('BAD_DATA', `${file}: line ${number} is no row of factors: ${line.slice(0, 60)}`, hint)
  }
  return { date: `${year}-${month}-${day}`, priceFactor, splitFactor, close: Number(close) > 0 ? Number(close) : null }
}

/** The factors of today's shares are 1; a step up is a split or a dividend on the next session. */
function actionsBetween(before: FactorRow, after: FactorRow): CorporateAction[] {
  const ratio = plainRatio(after.splitFactor / before.splitFactor)
  const factor = before.priceFactor / after.priceFactor
  const actions: CorporateAction[] = []
  if (ratio === 1 && factor === 1) return actions
  const exDate = calendar('XNYS').next(before.date).date
  if (ratio !== 1) actions.push({ kind: 'split', exDate, ratio })
  if (factor !== 1) {
    const amount = before.close === null ? null : Math.round(((1 - factor) * before.close * 1e4) / ratio) / 1e4
    actions.push({ kind: 'dividend', exDate, amount, factor })
  }
  return actions
}

/** Factors are rounded to some seven digits: the simple fraction that is meant, where there is one within that. */
function plainRatio(ratio: number): number {
  for (let denominator = 1; denominator <= 20; denominator++) {
    const numerator = Math.round(ratio * denominator)
    if (numerator > 0 && Math.abs(ratio - numerator / denominator) < 2e-5 * ratio) return numerator / denominator
  }
  return ratio
}
