// Turns ordered rows of any number of instruments into bars, instrument by instrument, and hands them on.

import type { BarColumns, QuoteColumns } from '../../../model/bar.js'
import type { Adjustment, CorporateAction } from '../../../model/corporate-action.js'
import { type Instrument, instrument } from '../../../model/instrument.js'
import type { EpochMs, IsoDate, Timeframe } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import { calendar } from '../../calendar/calendar.js'
import { Resampler } from '../../resample.js'
import { ActionCollector } from '../actions/corporate-actions.js'
import { type ExtraColumns, RowBatch } from '../rows/row-batch.js'
import type { SymbolTable } from '../rows/symbol-table.js'
import { BarBuilder, type BarRules } from './build-bars.js'

/** Takes valid bars of an instrument in the order of time. The columns are filled again after each call: copy what you keep. */
export type BatchTaker = (instrument: Instrument, bars: BarColumns, quotes: QuoteColumns | null) => void | Promise<void>

export interface SeriesRules extends BarRules {
  /** Of the bars that are made of the rows. */
  readonly barsAt: Timeframe
  readonly adjusted: Adjustment | null
  readonly extra: ExtraColumns
  readonly symbols: SymbolTable
  /** The files, for messages. */
  readonly where: string
  /** The one instrument to take; null for all. */
  readonly only: string | null
}

/** One instrument on its way. */
interface Series {
  readonly instrument: Instrument
  readonly builder: BarBuilder
  readonly actions: ActionCollector | null
  readonly resampler: Resampler | null
  /** When its first and last bars open, as far as they came. */
  from: EpochMs
  to: EpochMs
}

/** What is known of an instrument once all its rows were taken. */
export interface BuiltSeries {
  readonly instrument: Instrument
  /** Null where no column tells of them. */
  readonly actions: readonly CorporateAction[] | null
  /** Days of dividends among them that may have been splits. */
  readonly doubtful: readonly IsoDate[]
  /** When the first and the last bar open. */
  readonly from: EpochMs
  readonly to: EpochMs
  readonly builder: BarBuilder
}

export class SeriesBuilder {
  readonly #rules: SeriesRules
  readonly #take: BatchTaker
  /** By the index of their symbol; null for those that are not taken. */
  readonly #series: (Series | null | undefined)[] = []
  /** By their small letters. */
  readonly #ids = new Map<string, string>()
  readonly #grouped: RowBatch
  #done: RowBatch

  constructor(rules: SeriesRules, take: BatchTaker) {
    this.#rules = rules
    this.#take = take
    this.#grouped = new RowBatch(rules.extra, rules.symbols.isStacked ? undefined : 0)
    this.#done = new RowBatch(rules.extra)
  }

  /** Rows in the order of time; those of several instruments may be mixed. Throws `OutOfOrder`. */
  async append(rows: RowBatch): Promise<void> {
    const grouped = this.#rules.symbols.isStacked ? groupBySymbol(rows, this.#grouped, this.#rules.symbols.names.length) : rows
    for (let start = 0; start < grouped.rows; ) {
      const end = endOfGroup(grouped, start)
      const series = this.#seriesOf(grouped.symbol[start] as number)
      if (series !== null) {
        this.#done = withRoom(this.#done, end - start + 1)
        series.builder.append(grouped, start, end, this.#done)
        await this.#pass(series)
      }
      start = end
    }
  }

  /** Sends the last bars, and returns what there was. */
  async finish(): Promise<readonly BuiltSeries[]> {
    const built: BuiltSeries[] = []
    for (const series of this.#series) {
      if (!series) continue
      series.builder.finish(this.#done)
      await this.#pass(series)
      const last = series.resampler?.finish()
      if (last !== undefined) await this.#send(series.instrument, last, null)
      const { instrument: own, builder, from, to } = series
      const actions = series.actions?.finish() ?? null
      for (const fault of series.actions?.impossible ?? []) this.#rules.faults.add(fault)
      built.push({ instrument: own, actions, doubtful: series.actions?.doubtful ?? [], from, to, builder })
    }
    return built
  }

  async #pass(series: Series): Promise<void> {
    const done = this.#done
    if (done.rows === 0) return
    if (series.from === Number.NEGATIVE_INFINITY) series.from = done.time[0] as number
    series.to = done.time[done.rows - 1] as number
    series.actions?.append(done)
    const bars = barsOf(done)
    if (series.resampler === null) await this.#send(series.instrument, bars, quotesOf(done))
    else await this.#send(series.instrument, series.resampler.append(bars), null)
  }

  async #send(own: Instrument, bars: BarColumns, quotes: QuoteColumns | null): Promise<void> {
    if (bars.length > 0 && this.#rules.faults.isEmpty) await this.#take(own, bars, quotes)
  }

  #seriesOf(symbol: number): Series | null {
    const known = this.#series[symbol]
    if (known !== undefined) return known
    const id = this.#rules.symbols.names[symbol] as string
    const { only } = this.#rules
    const series = only === null || only === id ? this.#startSeries(id) : null
    this.#series[symbol] = series
    return series
  }

  /** Folders and commands do not always tell capitals from small letters, so two such symbols are one instrument or a slip. */
  #refuseNamesake(id: string): void {
    const namesake = this.#ids.get(id.toLowerCase())
    this.#ids.set(id.toLowerCase(), id)
    if (namesake === undefined) return
    const message = `${this.#rules.where}: the symbols '${namesake}' and '${id}' differ in capitals only`
    throw new BenchError('BAD_DATA', message, 'write them alike if they are one instrument; or take one of them with --symbol')
  }

  #startSeries(id: string): Series {
    const { instrument: rules, rowsAt, barsAt, extra, adjusted } = this.#rules
    this.#refuseNamesake(id)
    const own = instrument(id, rules.assetClass, { ...rules, id })
    const days = calendar(own.calendar)
    return {
      instrument: own,
      builder: new BarBuilder(this.#rules, extra),
      actions:
        rowsAt === '1d' && (extra.dividend || extra.split || extra.adjustedClose)
          ? new ActionCollector(adjusted, (openTime) => days.sessionDate(openTime))
          : null,
      resampler: rowsAt === barsAt ? null : new Resampler(own, rowsAt, barsAt),
      from: Number.NEGATIVE_INFINITY,
      to: Number.NEGATIVE_INFINITY,
    }
  }
}

function endOfGroup({ rows, symbol }: RowBatch, start: number): number {
  const own = symbol[start]
  if (symbol[rows - 1] === own) return rows
  let end = start + 1
  while (symbol[end] === own) end++
  return end
}

/** The rows by instrument, in the order in which they were among their own: a counting sort. */
function groupBySymbol(rows: RowBatch, grouped: RowBatch, symbols: number): RowBatch {
  const { symbol } = rows
  let isGrouped = true
  for (let row = 1; row < rows.rows && isGrouped; row++) isGrouped = (symbol[row] as number) >= (symbol[row - 1] as number)
  if (isGrouped) return rows
  const next = new Uint32Array(symbols + 1)
  for (let row = 0; row < rows.rows; row++) next[(symbol[row] as number) + 1]! += 1
  for (let index = 1; index <= symbols; index++) next[index]! += next[index - 1] as number
  const places = new Uint32Array(rows.rows)
  for (let row = 0; row < rows.rows; row++) places[row] = next[symbol[row] as number]!++
  for (const [index, column] of grouped.columns.entries()) {
    const from = rows.columns[index] as Float64Array
    for (let row = 0; row < rows.rows; row++) column[places[row] as number] = from[row] as number
  }
  grouped.rows = rows.rows
  return grouped
}

function withRoom(batch: RowBatch, rows: number): RowBatch {
  return batch.capacity >= rows ? batch : new RowBatch(batch.extra, rows)
}

function barsOf({ rows, time, closeTime, open, high, low, close, volume }: RowBatch): BarColumns {
  const view = (column: Float64Array) => column.subarray(0, rows)
  return {
    length: rows,
    openTime: view(time),
    closeTime: view(closeTime),
    open: view(open),
    high: view(high),
    low: view(low),
    close: view(close),
    volume: view(volume),
  }
}

function quotesOf({ rows, bid, ask }: RowBatch): QuoteColumns | null {
  if (bid === null || ask === null) return null
  const [bidOpen, bidHigh, bidLow, bidClose] = bid.map((column) => column.subarray(0, rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const [askOpen, askHigh, askLow, askClose] = ask.map((column) => column.subarray(0, rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  return { length: rows, bidOpen, bidHigh, bidLow, bidClose, askOpen, askHigh, askLow, askClose }
}
