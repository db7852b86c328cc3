// What the columns of a predictions file hold, by the names that models and exports give them.

import { BenchError } from '../../std/errors.js'
import { plainName } from '../import/layout/columns.js'
import type { Table } from '../import/layout/table.js'
import type { TimePlaces } from '../import/layout/time-form.js'

/** Index of each column in a row, from 0; null where there is none. */
export interface PredictionColumns {
  readonly time: TimePlaces
  readonly instrument: number
  readonly direction: number | null
  readonly value: number | null
  readonly confidence: number
  readonly horizon: number | null
  /** Milliseconds in a horizon of 1; null where each says its own unit: 30s, 5m. */
  readonly horizonUnitMs: number | null
  /** All others, kept as text. */
  readonly metadata: readonly number[]
}

const publishNames = ['publish time', 'published', 'published at', 'publishtime', 'publication time', 'available at', 'known at']
const stampNames = ['datetime', 'date time', 'timestamp', 'timestamp utc', 'ts']
const instrumentNames = ['instrument', 'symbol', 'ticker', 'asset']
const directionNames = ['direction', 'side', 'action']
const valueNames = ['value', 'score', 'forecast', 'expected return', 'predicted return', 'strength']
/** A word in them is a direction, a number a value. */
const eitherNames = ['prediction', 'signal']
const confidenceNames = ['confidence', 'probability', 'prob', 'proba']
const horizonUnits: Readonly<Record<string, number | null>> = {
  horizon: null,
  'horizon ms': 1,
  'horizon s': 1_000,
  'horizon sec': 1_000,
  'horizon seconds': 1_000,
  'horizon min': 60_000,
  'horizon minutes': 60_000,
  'horizon hours': 3_600_000,
}

/** Fails with `BAD_DATA` where a column is missing or two could be meant. */
export function predictionColumns({ header, rows, sample: { path } }: Table): PredictionColumns {
  if (header === null) {
    throw new BenchError('BAD_DATA', `${path}: the first line does not name the columns`, `write above the rows: ${usualHeader}`)
  }
  const plain = header.map(plainName)
  const isWord = (index: number): boolean => /[a-z]/i.test(rows.find((row) => row[index])?.[index] ?? '')
  const either = indexOf(plain, eitherNames)
  const direction = indexOf(plain, directionNames) ?? (either !== null && isWord(either) ? either : null)
  const value = indexOf(plain, valueNames) ?? (either === direction ? null : either)
  const missing = (what: string, names: readonly string[]): never => {
    const shown = header.join(',')
    const message = `${path}: no column of ${what} in the header: ${shown.length > 120 ? `${shown.slice(0, 120)}…` : shown}`
    throw new BenchError('BAD_DATA', message, `call it ${names[0]}; ${names.slice(1, 4).join(', ')} are known too`)
  }
  if (direction === null && value === null) missing('directions or values', [...directionNames, ...valueNames])
  const horizon = indexOf(plain, Object.keys(horizonUnits))
  const columns = {
    time: timePlaces(plain, header, path) ?? missing('publish times', ['publish_time', 'published_at', 'timestamp']),
    instrument: indexOf(plain, instrumentNames) ?? missing('instruments', instrumentNames),
    direction,
    value,
    confidence: indexOf(plain, confidenceNames) ?? missing('confidences', confidenceNames),
    horizon,
    horizonUnitMs: horizon === null ? null : (horizonUnits[plain[horizon] as string] ?? null),
  }
  const { time, horizonUnitMs, ...single } = columns
  const used = new Set<number | null>([...time, ...Object.values(single)])
  return { ...columns, metadata: header.flatMap((name, index) => (used.has(index) || name.trim() === '' ? [] : [index])) }
}

const usualHeader = 'publish_time,instrument,direction,confidence'

/** The time of publication wins over any other. Of several that could be meant none is taken. */
function timePlaces(plain: readonly string[], header: readonly string[], path: string): TimePlaces | null {
  for (const names of [publishNames, stampNames]) {
    const found = plain.flatMap((name, index) => (names.includes(name) ? [index] : []))
    if (found.length > 1) {
      const message = `${path}: two columns of times in the header: ${found.map((index) => header[index]).join(' and ')}`
      throw new BenchError('BAD_DATA', message, 'call the one at which a prediction was published publish_time')
    }
    if (found[0] !== undefined) return [found[0]]
  }
  const [date, clock] = [plain.indexOf('date'), plain.indexOf('time')]
  if (date >= 0 && clock >= 0) return [date, clock]
  const only = Math.max(date, clock)
  // An index without a name, as pandas writes it.
  return only >= 0 ? [only] : plain[0] === '' ? [0] : null
}

function indexOf(plain: readonly string[], names: readonly string[]): number | null {
  for (const name of names) if (plain.includes(name)) return plain.indexOf(name)
  return null
}
