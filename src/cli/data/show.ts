// `bench data show`: what a dataset or file is, and how its bars look.

import pc from 'picocolors'
import { loadBars } from '../../data/load-bars.js'
import type { LoadedBars, LoadedSeries } from '../../data/loaded-bars.js'
import { seriesFacts } from '../../data/series-facts.js'
import type { CorporateAction } from '../../model/corporate-action.js'
import { counted } from '../../report/wording.js'
import { hasColor } from '../terminal/colors.js'
import { sizeText } from '../terminal/size.js'
import type { DataShowOptions } from './catalog-options.js'
import { loadOptionsOf } from './selection.js'
import { barsOf, manySeries, oneSeries, type ShownSeries } from './show-series.js'
import { type StoredDataset, storedDataset } from './stored-dataset.js'

export async function dataShow(name: string, options: DataShowOptions): Promise<void> {
  const load = loadOptionsOf(options)
  const [bars, stored] = [await loadBars(name, load), await storedDataset(name, load)]
  const shown = bars.series.map((series): ShownSeries => ({ series, facts: seriesFacts(series), actions: actionsOf(stored, series) }))
  process.stdout.write(options.json ? `${json(bars, stored, shown, options)}\n` : `${text(bars, stored, shown, options)}\n`)
}

function actionsOf(stored: StoredDataset | null, { instrument }: LoadedSeries): readonly CorporateAction[] {
  return stored?.dataset.instruments.find((one) => one.instrument.id === instrument.id)?.actions ?? []
}

/** Rows that are shown of each end when nobody says: none of many instruments, which have one line each. */
const usualRows = 3

function json(bars: LoadedBars, stored: StoredDataset | null, shown: readonly ShownSeries[], { head, tail }: DataShowOptions): string {
  const { provenance, dataHash } = bars
  return JSON.stringify({
    ...provenance,
    schema: 'bench.data-show/1',
    kind: stored === null ? 'file' : 'dataset',
    ...(stored === null ? {} : storedFacts(stored)),
    instruments: shown.map(({ series, facts, actions }) => ({
      instrument: series.instrument,
      hash: series.dataHash,
      ...facts,
      actions,
      head: barsOf(series, 'head', head ?? usualRows),
      tail: barsOf(series, 'tail', tail ?? usualRows),
    })),
    dataHash,
  })
}

function storedFacts({ dataset: { version, engineVersion }, folder, bytes }: StoredDataset) {
  return { version, engineVersion, folder, bytes }
}

function text(bars: LoadedBars, stored: StoredDataset | null, shown: readonly ShownSeries[], options: DataShowOptions): string {
  const paint = pc.createColors(hasColor(process.stdout))
  const { name, label, notes, synthetic } = bars.provenance
  const facts = factsOf(bars, stored).filter(([, value]) => value !== '')
  const isOne = shown.length === 1
  const rows = { head: options.head ?? (isOne ? usualRows : 0), tail: options.tail ?? (isOne ? usualRows : 0) }
  return [
    `${paint.bold(name)}  ${synthetic && !/synthetic/i.test(label) ? `synthetic: ${label}` : label}`,
    '',
    ...facts.map(([heading, value]) => `${paint.dim(heading.padEnd(10))} ${value}`),
    ...notes.map((note) => paint.yellow(`note: ${note}`)),
    '',
    ...(isOne ? [] : [manySeries(shown)]),
    ...(isOne || rows.head + rows.tail > 0 ? shown.map((one) => oneSeries(one, rows)) : []),
  ].join('\n')
}

function factsOf({ provenance, dataHash, series }: LoadedBars, stored: StoredDataset | null): readonly (readonly [string, string])[] {
  const { source, timeframe, adjusted, options } = provenance
  const actions = stored?.dataset.instruments.flatMap((one) => one.actions ?? []) ?? []
  const isPart = stored !== null && dataHash !== stored.dataset.dataHash
  return [
    ['source', source.name],
    ['', source.url ?? ''],
    ['license', source.license ?? ''],
    ['read from', source.sha256 === undefined ? '' : `${sizeText(source.bytes ?? 0)}, sha256 ${source.sha256}`],
    ['bars of', `${timeframe}, ${series.length === 1 ? '1 instrument' : `${series.length} instruments`}`],
    ['adjusted', adjusted === undefined ? 'unknown' : adjustedText[adjusted]],
    ['actions', actions.length === 0 ? '' : actionsText(actions)],
    ['options', optionsText(options)],
    ['version', stored === null ? '' : `${stored.dataset.version}, written by ${stored.dataset.engineVersion}`],
    ['stored', stored === null ? '' : `${sizeText(stored.bytes)} in ${stored.folder}`],
    ['data', isPart ? `${dataHash} (the part shown; whole: ${stored.dataset.dataHash})` : dataHash],
  ]
}

const adjustedText = { none: 'no: prices as they were traded', splits: 'for splits', all: 'for splits and dividends' } as const

function actionsText(actions: readonly CorporateAction[]): string {
  const count = (kind: CorporateAction['kind']) => actions.filter((action) => action.kind === kind).length
  const changes = count('ticker-change')
  const named = changes > 0 ? [counted(changes, 'change of ticker', 'changes of ticker')] : []
  if (count('listing') > 0) named.push('a listing')
  if (count('delisting') > 0) named.push('a delisting')
  return [`${count('split')} splits`, `${count('dividend')} dividends`, ...named].join(', ')
}

function optionsText(options: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
