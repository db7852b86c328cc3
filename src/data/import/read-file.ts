// Reads a CSV or Parquet file as valid bars, batch by batch, and says what it found.

import { existsSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { BarColumns } from '../../model/bar.js'
import type { Instrument } from '../../model/instrument.js'
import type { Timeframe } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { Source } from '../catalog/dataset.js'
import { withDuckDb } from '../duckdb.js'
import { BarBuilder } from './build-bars.js'
import { openCsv } from './csv.js'
import { FaultList } from './faults.js'
import { describedInstrument, type ImportOptions } from './options.js'
import { openParquet } from './parquet.js'
import { placeBars } from './place-bars.js'
import type { RawFile } from './raw-bars.js'
import { settleTimeframe } from './timeframe.js'

export interface FileReport {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly source: Source
  /** Things to know: columns that were left out, a tick that the prices do not keep. */
  readonly notes: readonly string[]
}

/** Takes valid bars in the order of time. */
export type BatchTaker = (instrument: Instrument, batch: BarColumns) => void | Promise<void>

/**
 * Sends the file's bars to `take` and returns what they are. Every row is checked; when one is faulty, `FaultyRows` (`BAD_DATA`) names up to twenty
 * and counts all, and nothing more is sent. Also `NO_SUCH_FILE`, `NO_BARS`, and `USAGE` where an option is needed.
 */
export async function readBarFile(file: string, options: ImportOptions, take: BatchTaker): Promise<FileReport> {
  const faults = new FaultList(file, isParquet(file) ? 'row' : 'line')
  return withRawFile(file, faults, (raw) => readAll(raw, file, options, faults, take))
}

/** The timeframe that `readBarFile` will settle on, off the file's first rows; null when none of them is sound. */
export async function timeframeOfFile(file: string, options: ImportOptions): Promise<Timeframe | null> {
  if (options.timeframe !== undefined) return options.timeframe
  return withRawFile(file, new FaultList(file, 'line'), async (raw) => {
    for await (const batch of raw.batches) return settleTimeframe(undefined, batch, basename(file))
    return null
  })
}

async function withRawFile<Result>(file: string, faults: FaultList, use: (raw: RawFile) => Promise<Result>): Promise<Result> {
  refuseMissing(file)
  if (!isParquet(file)) return use(await openCsv(file, file, faults))
  return withDuckDb(async (connection) => use(await openParquet(connection, file, file, faults)))
}

/** Whether a file is read as Parquet: by its ending. */
function isParquet(file: string): boolean {
  return extname(file).toLowerCase() === '.parquet'
}

async function readAll(raw: RawFile, file: string, options: ImportOptions, faults: FaultList, take: BatchTaker): Promise<FileReport> {
  const instrument = describedInstrument(file, options)
  const where = basename(file)
  let timeframe: Timeframe | null = null
  let builder: BarBuilder | null = null
  for await (const batch of raw.batches) {
    if (builder === null) {
      timeframe = settleTimeframe(options.timeframe, batch, where)
      builder = new BarBuilder(
        instrument,
        placeBars(batch.timeKind, timeframe, instrument, options, where),
        options.stamp ?? 'start',
        faults,
      )
    }
    await takeSound(builder.append(batch), instrument, faults, take)
  }
  if (builder !== null) await takeSound(builder.finish(), instrument, faults, take)
  faults.throwIfAny()
  if (builder === null || timeframe === null) throw new BenchError('NO_BARS', `${file} has a header but no rows`, 'is the file whole?')
  const source = { name: where, sha256: await raw.sha256(), bytes: raw.bytes }
  return { timeframe, source, ...settleTick(instrument, builder.isOnTick, options, raw.notes) }
}

async function takeSound(bars: BarColumns, instrument: Instrument, faults: FaultList, take: BatchTaker): Promise<void> {
  if (faults.isEmpty && bars.length > 0) await take(instrument, bars)
}

/** Adjusted prices are no multiples of a tick, and orders at such prices must not be refused. */
function settleTick(instrument: Instrument, isOnTick: boolean, { tick }: ImportOptions, notes: readonly string[]) {
  if (isOnTick || tick !== undefined) return { instrument, notes }
  const note = `prices are not all multiples of ${instrument.tick}: the instrument has no tick`
  return { instrument: { ...instrument, tick: 'none' as const }, notes: [...notes, note] }
}

function refuseMissing(file: string): void {
  if (!existsSync(file)) throw new BenchError('NO_SUCH_FILE', `there is no file ${file}`, 'check the path')
  if (!statSync(file).isFile()) throw new BenchError('NO_SUCH_FILE', `${file} is not a file`, 'name one CSV or Parquet file')
}
