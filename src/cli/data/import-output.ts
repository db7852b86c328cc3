// What `bench data import` prints: what was imported, what was recognised, and what was refused and why.

import pc from 'picocolors'
import type { Dataset } from '../../data/catalog/dataset.js'
import { describeLayout } from '../../data/import/layout/describe-layout.js'
import type { RefusedFile } from '../../data/import/plan-datasets.js'
import type { Preview } from '../../data/import/preview-parts.js'
import type { Part } from '../../data/import/rows/part.js'
import type { BarColumns } from '../../model/bar.js'
import { formatTime } from '../../model/time.js'
import { hasColor } from '../terminal/colors.js'
import { table } from '../terminal/table.js'

/** What a dry run shows of one dataset. */
export interface PreviewedDataset extends Preview {
  readonly parts: readonly Part[]
}

export function importedJson(catalog: string, datasets: readonly Dataset[], refused: readonly RefusedFile[]): string {
  return `${JSON.stringify({ schema: 'bench.import/1', catalog, datasets, refused: refused.map(refusedJson) })}\n`
}

export function previewJson(previews: readonly PreviewedDataset[], refused: readonly RefusedFile[]): string {
  const datasets = previews.map(({ parts, instrument, timeframe, bars }) => ({
    files: parts.map(({ source: { path }, layout }) => ({ path, layout })),
    instrument: instrument.id,
    timeframe,
    bars: rowsOf(bars),
  }))
  return `${JSON.stringify({ schema: 'bench.import-preview/1', datasets, refused: refused.map(refusedJson) })}\n`
}

/** One dataset in full, many as a table. */
export function importedText(datasets: readonly Dataset[], refused: readonly RefusedFile[]): string {
  const done = datasets.length > 3 ? summary(datasets) : datasets.map(describe).join('')
  return `${done}${refusedText(refused)}`
}

export function previewText(previews: readonly PreviewedDataset[], refused: readonly RefusedFile[]): string {
  return `${previews.map(onePreview).join('\n')}${refusedText(refused)}nothing was stored: this was a dry run\n`
}

function describe({ name, timeframe, instruments, notes }: Dataset): string {
  const bars = instruments.map(
    ({ instrument, rows, from, to }) => `${instrument.id} ${rows.toLocaleString('en-US')} bars of ${timeframe}, ${day(from)} to ${day(to)}`,
  )
  return [
    `imported ${name}: ${bars.join('; ')}`,
    ...notes.map((note) => `  ${note}`),
    `  bench backtest buy-and-hold --data ${name}`,
    '',
  ].join('\n')
}

function summary(datasets: readonly Dataset[]): string {
  const rows = datasets.map(({ name, timeframe, instruments, notes }) => [
    name,
    timeframe,
    String(instruments.length),
    instruments.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en-US'),
    day(Math.min(...instruments.map(({ from }) => from))),
    day(Math.max(...instruments.map(({ to }) => to))),
    notes.length === 0 ? '' : `${notes[0]}${notes.length > 1 ? `, and ${notes.length - 1} more` : ''}`,
  ])
  return `${table(['imported', 'bars of', 'instruments', 'bars', 'from', 'to', 'notes'], rows, [2, 3])}\n`
}

/** Files of one layout are described once. */
function onePreview({ parts, instrument, timeframe, bars }: PreviewedDataset): string {
  const [first] = parts
  if (first === undefined) return ''
  const name = parts.length === 1 ? first.source.path : `${first.source.path} and ${parts.length - 1} more`
  const facts = describeLayout({
    ...first.layout,
    symbol: first.layout.symbol ?? instrument.id,
    timeframe: first.layout.timeframe ?? timeframe,
  })
  const width = Math.max(...facts.map(([what]) => what.length))
  return [
    bold(name),
    ...facts.map(([what, how]) => `  ${what.padEnd(width)}  ${how}`),
    ...first.layout.notes.map((note) => `  ${note}`),
    '',
    firstBars(instrument.id, bars),
    '',
  ].join('\n')
}

function firstBars(symbol: string, bars: BarColumns): string {
  const rows = rowsOf(bars).map(({ openTime, closeTime, open, high, low, close, volume }) =>
    [symbol, openTime, closeTime, open, high, low, close, volume].map(String),
  )
  return table(['bars as stored', 'open time', 'close time', 'open', 'high', 'low', 'close', 'volume'], rows, [3, 4, 5, 6, 7])
}

function rowsOf(bars: BarColumns) {
  return Array.from({ length: bars.length }, (_, row) => ({
    openTime: formatTime(bars.openTime[row] as number),
    closeTime: formatTime(bars.closeTime[row] as number),
    open: bars.open[row],
    high: bars.high[row],
    low: bars.low[row],
    close: bars.close[row],
    volume: bars.volume[row],
  }))
}

function refusedText(refused: readonly RefusedFile[]): string {
  return refused
    .map(({ file, error }) => `refused ${file}\n  ${error.code}: ${error.message.replace(`${file}: `, '')}\n  hint: ${error.hint}\n`)
    .join('')
}

function refusedJson({ file, error: { code, message, hint } }: RefusedFile) {
  return { file, code, message, hint }
}

function bold(text: string): string {
  return pc.createColors(hasColor(process.stdout)).bold(text)
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
