// Makes a prediction of the cells of one row, or says what is wrong with them.

import { directionOf, faultOfPrediction, type PredictedDirection, type Prediction } from '../../model/prediction.js'
import { parseTimeframe, timeframeMs } from '../../model/time.js'
import { type CellFault, shown } from '../import/rows/cell-fault.js'
import { isBlank, numberFault } from '../import/rows/number-cells.js'
import { parseDecorated } from '../import/rows/parse-number.js'
import type { PredictionColumns } from './columns.js'
import type { PublishTimes } from './publish-time.js'

/** How the rows of a file are read. */
export interface RowForm {
  /** Names of the columns as they stand in the header. */
  readonly names: readonly string[]
  readonly columns: PredictionColumns
  readonly decimal: '.' | ','
  readonly times: PublishTimes
}

/** The cells have no blanks around them. */
export function readRow(cells: readonly string[], form: RowForm): Prediction | CellFault {
  const { columns, names, times } = form
  const time = times.read(columns.time.map((place) => cells[place]).join(' '))
  if (Number.isNaN(time)) return times.fault
  const instrument = cells[columns.instrument] as string
  if (isBlank(instrument)) return { message: 'has no instrument', hint: 'name the instrument of the row' }
  const value = readValue(cells, form)
  if (typeof value !== 'number') return value
  const confidence = readNumber(cells[columns.confidence] as string, names[columns.confidence] as string, form.decimal)
  if (typeof confidence !== 'number') return confidence
  const horizonMs = columns.horizon === null ? null : readHorizon(cells[columns.horizon] as string, columns.horizonUnitMs)
  if (horizonMs !== null && typeof horizonMs !== 'number') return horizonMs
  const kept = columns.metadata.filter((place) => cells[place] !== '')
  const metadata = kept.length === 0 ? none : Object.fromEntries(kept.map((place) => [names[place], cells[place]] as const))
  const read = { time, instrument, direction: directionOf(value), value, confidence, horizonMs, metadata } as Prediction
  return faultOfPrediction(read) ?? read
}

/** One object for all rows without any. */
const none = Object.freeze({})

/** The value, or 1, −1 or 0 for a direction alone. Where a row has both they must agree. */
function readValue(cells: readonly string[], { columns, names, decimal }: RowForm): number | CellFault {
  const { direction: directionAt, value: valueAt } = columns
  const value = valueAt === null ? null : readNumber(cells[valueAt] as string, names[valueAt] as string, decimal)
  if (value !== null && typeof value !== 'number') return value
  if (directionAt === null) return value as number
  const text = cells[directionAt] as string
  const direction = directions[text.toLowerCase()]
  if (direction === undefined) {
    const hint = 'write long, short or flat; buy, sell, hold, up, down, 1, -1 and 0 are known too'
    return { message: `${names[directionAt]} '${shown(text)}' is no direction`, hint }
  }
  if (value === null) return signs[direction]
  if (directionOf(value) === direction) return value
  return { message: `the direction is ${direction} and the value ${value}`, hint: 'correct one of them, or leave one of the columns out' }
}

const directions: Readonly<Record<string, PredictedDirection>> = Object.fromEntries(
  (
    [
      ['long', ['long', 'buy', 'up', 'bullish', 'bull', '1', '+1', '1.0']],
      ['short', ['short', 'sell', 'down', 'bearish', 'bear', '-1', '-1.0']],
      ['flat', ['flat', 'neutral', 'hold', '0', '0.0', '-0.0']],
    ] as const
  ).flatMap(([direction, words]) => words.map((word) => [word, direction] as const)),
)
const signs = { long: 1, short: -1, flat: 0 } as const

function readNumber(text: string, name: string, decimal: '.' | ','): number | CellFault {
  const plain = decimal === '.' ? text : text.replace(',', '.')
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : parseDecorated(text, decimal)
  return Number.isFinite(number) ? number : numberFault(name, text)
}

/** `30s`, `5m`, `1h`, `1d`, or a number where the column's name has the unit. */
function readHorizon(text: string, unitMs: number | null): number | null | CellFault {
  if (isBlank(text)) return null
  if (unitMs !== null) return /^\d+(\.\d+)?$/.test(text) ? Number(text) * unitMs : numberFault('horizon', text)
  if (/^[1-9]\d*[smhdw]$/.test(text)) return timeframeMs(parseTimeframe(text))
  return {
    message: `horizon '${shown(text)}' has no unit that is known`,
    hint: 'write 30s, 5m, 1h or 1d; or call the column horizon_seconds',
  }
}
