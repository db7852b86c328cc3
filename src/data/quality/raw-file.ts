// The rows of a file as they stand, faults and all: what an import would refuse is kept, in the order of the file, each row with its line.

import type { BarSeries } from '../../model/bar.js'
import type { Adjustment, CorporateAction } from '../../model/corporate-action.js'
import type { Timeframe } from '../../model/time.js'
import { allocateColumns } from '../columns.js'
import type { ImportOptions } from '../import/options.js'
import { readBeside } from '../import/read-parts.js'
import { FaultList } from '../import/rows/faults.js'
import { withParts } from '../import/rows/open-parts.js'
import type { Part } from '../import/rows/part.js'
import { RowBatch } from '../import/rows/row-batch.js'
import { lineOf, type RowId } from '../import/rows/row-id.js'
import { placeRows } from '../import/series/place-rows.js'
import { planReading, type ReadingPlan } from '../import/series/plan-reading.js'
import type { Stamp } from '../part-overlap.js'
import { FindingCollector, type FindingGroup } from './finding.js'
import { actionsOfRows } from './raw-actions.js'
import { unplacedRows, unreadableRows } from './unreadable-rows.js'

export interface RawFile {
  readonly timeframe: Timeframe
  readonly series: readonly RawSeries[]
  /** What the prices are adjusted for; null where nobody knows. */
  readonly adjusted: Adjustment | null
  /** Whether bid and ask stand beside the prices. */
  readonly hasQuotes: boolean
  /** Rows that are no bars, as findings. */
  readonly rowGroups: readonly FindingGroup[]
  /** The same rows, all of them. */
  readonly lostRows: readonly LostRow[]
}

export interface RawSeries extends BarSeries {
  /** Line of each row, from 1; of Parquet its row. */
  readonly lines: Float64Array
  /** Which end of a bar its stamp is. */
  readonly stamp: Stamp
  /** Splits and dividends that the file tells, or one beside it. */
  readonly actions: readonly CorporateAction[]
}

export interface LostRow {
  readonly instrument: string
  readonly line: number
  readonly message: string
  readonly hint: string
}

/** Reads any file that an import reads. Fails as it does where not a single row can be read, and with `USAGE` where an option is needed. */
export async function readRawFile(file: string, options: ImportOptions): Promise<RawFile> {
  return withParts([file], options, (parts) => readRows(file, parts, options))
}

async function readRows(file: string, parts: readonly Part[], options: ImportOptions): Promise<RawFile> {
  const plan = await planReading(parts, options)
  const unreadable = new AllFaults(file)
  const unplaced = new AllFaults(file)
  const batches: RowBatch[] = []
  for (const { part, rule, target } of plan.parts) {
    const place = rule === null ? null : placeRows(rule)
    for await (const batch of part.open({ ...target, faults: unreadable }).batches) {
      place?.(batch, unplaced)
      batches.push(placedRows(batch))
    }
  }
  const id = plan.symbols.names[0] ?? ''
  const groups = [groupOf(unreadableRows.id, unreadable, id), groupOf(unplacedRows.id, unplaced, id)]
  return {
    timeframe: plan.rowsAt,
    series: await withFilesBeside(seriesOf(batches, plan), plan, options),
    adjusted: plan.adjusted,
    hasQuotes: plan.extra.quotes,
    rowGroups: groups.filter(({ findings }) => findings.length > 0),
    lostRows: [...lostOf(unreadable, id), ...lostOf(unplaced, id)],
  }
}

/** A list of faults that keeps them all. */
class AllFaults extends FaultList {
  readonly all: { readonly id: RowId; readonly message: string; readonly hint: string }[] = []

  constructor(file: string) {
    super(file, 'line')
  }

  override add(fault: { readonly id: RowId; readonly message: string; readonly hint: string }): void {
    super.add(fault)
    this.all.push(fault)
  }
}

function lostOf({ all }: AllFaults, instrument: string): LostRow[] {
  return all.map(({ id, message, hint }) => ({ instrument, line: lineOf(id), message, hint }))
}

function groupOf(check: string, { all }: AllFaults, instrument: string): FindingGroup {
  const collector = new FindingCollector(check, instrument, (index) => lineOf(all[index]!.id))
  for (const [index, { message, hint }] of all.entries()) collector.add({ severity: 'error', row: index, time: null, message, hint })
  const group = collector.group()
  // Such a row is no bar, so only its line tells where it is.
  return { ...group, findings: group.findings.map((finding) => ({ ...finding, row: null })) }
}

/** A copy of the rows that have a time: the batch itself is filled again. */
function placedRows(batch: RowBatch): RowBatch {
  const copy = new RowBatch(batch.extra, batch.rows)
  for (let row = 0; row < batch.rows; row++) if (!Number.isNaN(batch.closeTime[row] as number)) copy.append(batch, row, row + 1)
  return copy
}

/** The rows of each instrument, in the order of the file. */
function seriesOf(parts: readonly RowBatch[], plan: ReadingPlan): RawSeries[] {
  const counts = new Map<number, number>()
  for (const { rows, symbol } of parts) {
    for (let row = 0; row < rows; row++) counts.set(symbol[row]!, (counts.get(symbol[row]!) ?? 0) + 1)
  }
  return [...counts].map(([symbol, count]) => ({
    instrument: { ...plan.instrument, id: plan.symbols.names[symbol] ?? '' },
    timeframe: plan.rowsAt,
    ...rowsOf(parts, symbol, count),
    stamp: plan.stamp,
    actions: actionsOfRows(parts, symbol, plan),
  }))
}

/** What LEAN's factor file tells is of the one instrument that it stands beside. */
async function withFilesBeside(series: RawSeries[], plan: ReadingPlan, options: ImportOptions): Promise<readonly RawSeries[]> {
  const spans = series.map(({ columns: { openTime } }) => ({
    from: openTime.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY),
    to: openTime.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY),
  }))
  const beside = await readBeside(plan, spans, options)
  return beside === null || beside.actions.length === 0 ? series : series.map((one) => ({ ...one, actions: beside.actions }))
}

function rowsOf(parts: readonly RowBatch[], symbol: number, count: number): Pick<RawSeries, 'columns' | 'lines'> {
  const columns = allocateColumns(count)
  const lines = new Float64Array(count)
  let next = 0
  for (const part of parts) {
    for (let row = 0; row < part.rows; row++) {
      if (part.symbol[row] !== symbol) continue
      columns.openTime[next] = part.time[row]!
      for (const name of ['closeTime', 'open', 'high', 'low', 'close', 'volume'] as const) columns[name][next] = part[name][row]!
      lines[next++] = lineOf(part.id[row]!)
    }
  }
  return { columns, lines }
}
