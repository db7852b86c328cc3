// Tells how the numbers of a table are written: with a decimal point or comma, and with signs such as $, % and 1.23M or without.

import { BenchError } from '../../../std/errors.js'
import type { ImportOptions } from '../options.js'
import type { Table } from './table.js'

/** The sign before the decimals. Fails with `USAGE` where commas, or the points of a file of such a land, may stand before decimals as well as between thousands. */
export function decimalOf(table: Table, columns: readonly number[], options: ImportOptions): '.' | ',' {
  if (options.decimal !== undefined) return options.decimal === 'comma' ? ',' : '.'
  const numbers = numbersIn(table, columns)
  if (!numbers.some((text) => text.includes(','))) {
    refuseOpenPoints(table, numbers)
    return '.'
  }
  const signs = new Set(numbers.flatMap((text) => decimalSign(text) ?? []))
  if (signs.size === 1) return [...signs][0] as '.' | ','
  const example = numbers.find((text) => text.includes(',')) as string
  const message =
    signs.size === 2
      ? `${table.sample.path}: some numbers have a decimal point and others a decimal comma, such as '${example}'`
      : `${table.sample.path}: the comma in '${example}' may stand before decimals or between thousands`
  throw new BenchError('USAGE', message, 'say which: --decimal comma, or --decimal point')
}

/** In files with semicolons or dates such as 31.1.2005 the point may part thousands: `1.010` is 1010 there, and a thousandth of it here. */
function refuseOpenPoints({ sample, delimiter, rows }: Table, numbers: readonly string[]): void {
  const pointed = numbers.filter((text) => text.includes('.'))
  if (pointed.length === 0 || !pointed.every((text) => /^[1-9]\d{0,2}(\.\d{3})+$/.test(text))) return
  const hasPointedDates = rows.some((row) => row.some((cell) => /^\d{1,2}\.\d{1,2}\.\d{4}(?:\D|$)/.test(cell)))
  if (delimiter !== ';' && !hasPointedDates) return
  const message = `${sample.path}: the point in '${pointed[0]}' may stand before decimals or between thousands`
  throw new BenchError('USAGE', message, 'say which: --decimal comma where it parts thousands, or --decimal point')
}

/** Whether a number carries signs that plain ones do not. */
export function isDecorated(table: Table, columns: readonly number[], decimal: '.' | ','): boolean {
  const thousands = decimal === '.' ? ',' : '.'
  return numbersIn(table, columns).some((text) => text.includes(thousands) || /[$€£]|[%kmbt]$/i.test(text))
}

function numbersIn({ rows }: Table, columns: readonly number[]): readonly string[] {
  const isNumber = /^[-+]?[$€£]?[-+]?\d[\d.,]*[kmbt%]?$/i
  return rows.flatMap((row) => columns.map((column) => row[column] ?? '')).filter((text) => isNumber.test(text))
}

/** The last sign of a number with both, or one that cannot stand between thousands; null where it may be either. */
function decimalSign(text: string): '.' | ',' | null {
  const digits = text.replaceAll(/[^\d.,]/g, '')
  const [point, comma] = [digits.lastIndexOf('.'), digits.lastIndexOf(',')]
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ','
  if (point < 0 && comma < 0) return null
  const sign = comma >= 0 ? ',' : '.'
  if (digits.indexOf(sign) !== digits.lastIndexOf(sign)) return sign === ',' ? '.' : ','
  const isThousands = /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)
  return isThousands ? null : sign
}
