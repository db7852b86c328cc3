// Reads a file of predictions, CSV or Parquet: every row is checked, and what is not sorted is sorted.

import { basename } from 'node:path'
import { comparePredictions, type Prediction, type PredictionSource } from '../../model/prediction.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { withDuckDb } from '../duckdb.js'
import { decimalOf } from '../import/layout/decimal.js'
import { timeFormOf } from '../import/layout/time-form.js'
import type { ImportOptions } from '../import/options.js'
import { FaultList } from '../import/rows/faults.js'
import { rowId } from '../import/rows/row-id.js'
import { fileSource } from '../import/sources/byte-source.js'
import { isParquet } from '../import/sources/endings.js'
import { predictionColumns } from './columns.js'
import { parquetRows } from './parquet-rows.js'
import type { PredictionRows } from './prediction-rows.js'
import { PublishTimes } from './publish-time.js'
import { type RowForm, readRow } from './read-row.js'
import { textRows } from './text-rows.js'

/** What the file does not say of itself, and which of its predictions to take. */
export interface PredictionFileOptions extends Pick<ImportOptions, 'timeZone' | 'dates' | 'decimal'> {
  /** Only those of these instruments. */
  readonly instruments?: readonly string[] | undefined
  /** Only those published at or after `from` and before `to`. */
  readonly from?: EpochMs | undefined
  readonly to?: EpochMs | undefined
}

/** What a predictions file holds, sorted by publish time, with what was left out of it. */
export interface PredictionFile extends PredictionSource {
  /** Hex sha256 of the file. */
  readonly sha256: string
  /** Things to tell the user, such as how many were left out. */
  readonly notes: readonly string[]
}

/**
 * The predictions of a file, by time and instrument. A faulty row (`FaultyRows`, `BAD_DATA`) or two of one instrument at one time refuse the file.
 * Also `NO_SUCH_FILE`, and `USAGE` where the times have no zone.
 */
export async function readPredictions(path: string, options: PredictionFileOptions = {}): Promise<PredictionFile> {
  const source = fileSource(path)
  const all = isParquet(path)
    ? await withDuckDb(async (connection) => readRows(await parquetRows(connection, source), path, options))
    : await readRows(await textRows(source), path, options)
  if (all.length === 0) throw new BenchError('BAD_DATA', `${path}: there are no predictions in it`, 'is it the right file?')
  const { instruments, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = options
  const ofInstruments = instruments === undefined ? all : all.filter(({ instrument }) => instruments.includes(instrument))
  const predictions = ofInstruments.filter(({ time }) => time >= from && time < to)
  const name = basename(path)
  const notes = [
    leftOut(name, all.length - ofInstruments.length, 'of other instruments'),
    leftOut(name, ofInstruments.length - predictions.length, 'published before --from or after --to'),
  ].filter((note) => note !== null)
  return { name, predictions, sha256: await source.sha256(), notes }
}

function leftOut(name: string, count: number, why: string): string | null {
  return count === 0 ? null : `${name}: ${count.toLocaleString('en-US')} ${count === 1 ? 'prediction' : 'predictions'} ${why} left out`
}

interface Placed {
  readonly prediction: Prediction
  readonly line: number
}

async function readRows(opened: PredictionRows, path: string, options: PredictionFileOptions): Promise<Prediction[]> {
  const form = await formOf(opened, path, options)
  const faults = new FaultList(path, opened.unit)
  const placed: Placed[] = []
  for await (const { line, cells, width } of opened.rows()) {
    const read =
      width === form.names.length
        ? readRow(cells, form)
        : { message: `${width} cells where the header has ${form.names.length}`, hint: 'is the row cut off, or a comma in a number?' }
    if ('message' in read) faults.add({ id: rowId(0, line), ...read })
    else placed.push({ prediction: read, line })
  }
  placed.sort((a, b) => comparePredictions(a.prediction, b.prediction))
  addRepeats(placed, opened.unit, faults)
  faults.throwIfAny()
  return placed.map(({ prediction }) => prediction)
}

async function formOf({ table }: PredictionRows, path: string, options: PredictionFileOptions): Promise<RowForm> {
  const columns = predictionColumns(table)
  const numbers = [columns.value, columns.confidence].filter((place) => place !== null)
  const form = await timeFormOf(table, columns.time, options)
  return {
    names: table.header as readonly string[],
    columns,
    decimal: decimalOf(table, numbers, options),
    times: new PublishTimes(form, options.timeZone, path),
  }
}

/** Two words on one instrument at one time: nobody says which of them counts. */
function addRepeats(sorted: readonly Placed[], unit: string, faults: FaultList): void {
  for (let index = 1; index < sorted.length; index++) {
    const [before, { prediction, line }] = sorted.slice(index - 1, index + 1) as [Placed, Placed]
    if (comparePredictions(before.prediction, prediction) !== 0) continue
    const message = `a second prediction of ${prediction.instrument} at ${formatTime(prediction.time)}: ${unit} ${before.line} has one`
    faults.add({ id: rowId(0, line), message, hint: 'leave one of them out' })
  }
}
