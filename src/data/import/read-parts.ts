// Reads one or more files as the series of a dataset: places their rows in time, checks and orders them, and hands on valid bars.

import type { Adjustment, CorporateAction } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import { DAY_MS, type Timeframe, timeframeMs } from '../../model/time.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { calendar } from '../calendar/calendar.js'
import { type LeanFiles, readLeanFiles } from './actions/lean-files.js'
import { leanPlace } from './layout/dialects/lean.js'
import type { ImportOptions } from './options.js'
import type { Part } from './rows/part.js'
import type { RowBatch } from './rows/row-batch.js'
import { OutOfOrder } from './series/build-bars.js'
import { type BatchTaker, type BuiltSeries, SeriesBuilder } from './series/build-series.js'
import { RowChecker } from './series/check-rows.js'
import { placeRows } from './series/place-rows.js'
import { planReading, type ReadingPlan } from './series/plan-reading.js'
import { seriesNotes } from './series/series-notes.js'
import { type RowOrder, sortRows } from './series/sort-rows.js'

export interface ReadProgress {
  /** Of the files on the disk. */
  readonly bytesRead: number
  readonly bytesTotal: number
  /** Sound rows so far. */
  readonly rows: number
}

export interface ReadOptions extends ImportOptions {
  /** Called after each batch of some ten thousand rows. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined
}

/** An instrument, and what the source told of its splits and dividends. */
export interface ReadInstrument {
  readonly instrument: Instrument
  /** Null where the source has no column that tells of them. */
  readonly actions: readonly CorporateAction[] | null
}

export interface PartsReport {
  /** In the order in which the files name them. */
  readonly instruments: readonly ReadInstrument[]
  readonly timeframe: Timeframe
  /** What the prices are adjusted for; null where nobody knows. */
  readonly adjusted: Adjustment | null
  /** Things to know: columns that were left out, rows that were passed over, a tick that the prices do not keep. */
  readonly notes: readonly string[]
}

/**
 * Sends the bars of the parts to `take` and returns what they are. The parts may be given in any order and may repeat each other's rows. Every row is
 * checked; when one is faulty, `FaultyRows` (`BAD_DATA`) names up to twenty and counts all, and nothing more is sent. Also `NO_BARS`, and `USAGE`
 * where an option is needed. Throws `OutOfOrder` where rows that were to come in order do not: see `inOrder`.
 */
export async function readParts(parts: readonly Part[], options: ReadOptions, order: RowOrder, take: BatchTaker): Promise<PartsReport> {
  const plan = await planReading(parts, options)
  if (order === 'as-is' && plan.parts.some(({ first }) => first !== null && first.direction !== 'oldest-first')) throw new OutOfOrder()
  const checker = new RowChecker(plan.instrument, plan.faults)
  const builder = new SeriesBuilder(plan, take)
  const rowNotes: string[] = []
  const read = (append: (rows: RowBatch) => Promise<void>) => readRows(plan, checker, options, rowNotes, append)
  if (order === 'as-is') await read((rows) => builder.append(rows))
  else await sortRows(plan.extra, read, (rows) => builder.append(rows))
  const built = await builder.finish()
  plan.faults.throwIfAny()
  if (built.length === 0) refuseNone(plan)
  const isOffTick = !checker.isOnTick && options.tick === undefined
  const beside = await readBeside(plan, built, options)
  const instruments = built.map(({ instrument, actions }): ReadInstrument => {
    return {
      instrument: isOffTick ? { ...instrument, tick: 'none' } : instrument,
      actions: beside?.actions.length ? beside.actions : actions,
    }
  })
  refuseAdjustedInside(plan, instruments)
  return {
    instruments,
    timeframe: plan.barsAt,
    adjusted: plan.adjusted,
    notes: [...seriesNotes(plan, order, rowNotes, built, isOffTick), ...(beside?.notes ?? [])],
  }
}

/** All rows were of other instruments than the one that was asked for. */
function refuseNone({ only, symbols, where }: ReadingPlan): never {
  const some = `it has ${symbols.names.slice(0, 10).join(', ')}${symbols.names.length > 10 ? ' and more' : ''}`
  const meant = didYouMean(only ?? '', symbols.names)
  throw new BenchError('UNKNOWN_INSTRUMENT', `${where} has no instrument '${only}'`, meant === null ? some : `${meant}; ${some}`)
}

/** A longer bar with a split or a dividend inside has prices from before and after it, which nobody can adjust any more. */
function refuseAdjustedInside({ rowsAt, barsAt, where }: ReadingPlan, instruments: readonly ReadInstrument[]): void {
  const one = instruments.find(({ actions }) => actions !== null && actions.length > 0)
  if (one === undefined || rowsAt === barsAt || timeframeMs(barsAt) <= DAY_MS) return
  const what = `bars of ${barsAt} would hide the days of the splits and dividends of ${one.instrument.id}, so they could not be adjusted`
  throw new BenchError('USAGE', `${where}: ${what}`, `import the bars of ${rowsAt}, and ask for ${barsAt} when you read them`)
}

/** What stands in LEAN's files beside those of one instrument; null where there is none. */
export async function readBeside(
  { parts, instrument }: ReadingPlan,
  built: readonly Pick<BuiltSeries, 'from' | 'to'>[],
  options: ImportOptions,
): Promise<LeanFiles | null> {
  const [first] = parts
  const [only] = built
  const isAsked = options.factors !== undefined || options.mapFile !== undefined
  if (first === undefined || only === undefined || built.length > 1 || (first.part.layout.dialect !== 'lean' && !isAsked)) return null
  const { path, name } = first.part.source
  const days = calendar(instrument.calendar)
  const tickers = parts.map(({ part: { source } }) => leanPlace(source.path, source.name)?.ticker?.toLowerCase() ?? '')
  return readLeanFiles(path, name, options, days.sessionDate(only.from), days.sessionDate(only.to), tickers)
}

/** Tries with the rows as they come, which needs no memory; where they are out of order, once more with rows that are sorted first. */
export async function inOrder<Result>(attempt: (order: RowOrder) => Promise<Result>): Promise<Result> {
  try {
    return await attempt('as-is')
  } catch (error) {
    if (error instanceof OutOfOrder) return attempt('sorted')
    throw error
  }
}

/** Places and checks the rows of one part after the other. */
async function readRows(
  plan: ReadingPlan,
  checker: RowChecker,
  options: ReadOptions,
  notes: string[],
  append: (rows: RowBatch) => Promise<void>,
): Promise<void> {
  const bytesTotal = plan.parts.reduce((sum, { part }) => sum + part.source.bytes, 0)
  let bytesBefore = 0
  let rowsRead = 0
  for (const { part, target, rule } of plan.parts) {
    const file = part.open(target)
    const place = rule === null ? null : placeRows(rule)
    for await (const rows of file.batches) {
      place?.(rows, plan.faults)
      checker.keepSound(rows)
      rowsRead += rows.rows
      if (rows.rows > 0) await append(rows)
      options.onProgress?.({ bytesRead: bytesBefore + part.source.bytesRead, bytesTotal, rows: rowsRead })
    }
    bytesBefore += part.source.bytes
    notes.push(...file.notes.map((note) => (plan.parts.length > 1 ? `${part.source.name}: ${note}` : note)))
  }
}
