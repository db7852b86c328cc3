// `bench data export`: bars of a dataset or file as one file that other programs read, and that imports back to the same bars.

import { type ExportedFile, exportBars, formatOf } from '../../data/export/export-bars.js'
import { loadBars } from '../../data/load-bars.js'
import type { LoadedBars, LoadedSeries } from '../../data/loaded-bars.js'
import { isDaily, timeframeMs } from '../../model/time.js'
import { sizeText } from '../terminal/size.js'
import type { DataExportOptions } from './catalog-options.js'
import { loadOptionsOf } from './selection.js'
import { storedDataset } from './stored-dataset.js'

export async function dataExport(name: string, file: string, options: DataExportOptions): Promise<void> {
  formatOf(file)
  const load = loadOptionsOf(options)
  const [bars, stored] = [await loadBars(name, load), await storedDataset(name, load)]
  const exported = await exportBars(bars.series, file, { replace: options.replace })
  const notes = [
    ...(options.adjust === undefined && stored?.dataset.instruments.some(({ actions = [] }) => actions.length > 0) ? [actionsNote] : []),
    ...(bars.series.some(endsEarly) ? [endsNote] : []),
  ]
  process.stdout.write(options.json ? `${json(bars, exported, notes)}\n` : text(bars, file, exported))
  if (!options.json) process.stderr.write(notes.map((note) => `note: ${note}\n`).join(''))
}

const actionsNote = 'the splits and dividends of these bars are not in the file; --adjust all writes prices adjusted for them'
const endsNote = 'some bars end before their length is over, as at a close; an import reads their begin alone, so its hash will be another'

/** Whether a bar of less than a day ends where neither its length nor the next bar would end it. */
function endsEarly({ timeframe, columns: { openTime, closeTime, length } }: LoadedSeries): boolean {
  if (isDaily(timeframe)) return false
  const lengthMs = timeframeMs(timeframe)
  for (let row = 0; row < length; row++) {
    const next = row + 1 < length ? (openTime[row + 1] as number) : Number.POSITIVE_INFINITY
    if (closeTime[row] !== Math.min((openTime[row] as number) + lengthMs, next)) return true
  }
  return false
}

function json({ series, dataHash }: LoadedBars, exported: ExportedFile, notes: readonly string[]): string {
  const instruments = series.map(({ instrument, columns }) => ({ instrument: instrument.id, rows: columns.length }))
  return JSON.stringify({ schema: 'bench.data-export/1', ...exported, dataHash, instruments, notes })
}

function text({ series, dataHash }: LoadedBars, file: string, { rows, bytes, format }: ExportedFile): string {
  const what = series.length === 1 ? series[0]?.instrument.id : `${series.length} instruments`
  const lines = [`wrote ${rows.toLocaleString('en-US')} rows of ${what} to ${file} (${sizeText(bytes)})`, `  data ${dataHash}`]
  if (format !== 'arrow') lines.push(`  ${importCommand(series, file)}`)
  return `${lines.join('\n')}\n`
}

/** Reads the file back as the same bars: what a file cannot say of its instruments is said by flags. */
function importCommand(series: LoadedBars['series'], file: string): string {
  const [first] = series
  if (first === undefined) return ''
  const { id, assetClass, calendar, tick } = first.instrument
  const symbol = series.length === 1 ? `--symbol ${quoted(id)} ` : ''
  return `bench data import ${quoted(file)} ${symbol}--timeframe ${first.timeframe} --asset-class ${assetClass} --calendar ${calendar} --tick ${tick}`
}

function quoted(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
