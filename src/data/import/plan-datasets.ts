// Decides which files make which dataset: parts of one series belong together, other instruments and timeframes apart, all in one where the user names it.

import type { Timeframe } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { Layout } from './layout/layout.js'
import { type ImportOptions, symbolOf } from './options.js'
import { withParts } from './rows/open-parts.js'
import type { Part } from './rows/part.js'

/** A dataset to be: what is imported whole or not at all. */
export interface PlannedDataset {
  /** Null where the reader names it by symbol and timeframe. */
  readonly name: string | null
  readonly files: readonly string[]
  /** What tells its parts from other ones of the same files; null for all of them. */
  readonly key: string | null
}

export interface RefusedFile {
  readonly file: string
  readonly error: BenchError
}

/** Files whose parts have one key. */
interface Group {
  readonly files: string[]
  /** Of the first part. */
  readonly layout: Layout
  readonly symbol: string
}

/** Looks at the beginning of every file. One that cannot be recognised is refused and does not stop the others. */
export async function planDatasets(
  files: readonly string[],
  options: ImportOptions & { readonly name?: string | undefined },
): Promise<{ readonly planned: readonly PlannedDataset[]; readonly refused: readonly RefusedFile[] }> {
  const groups = new Map<string, Group>()
  const refused: RefusedFile[] = []
  for (const file of files) {
    try {
      await withParts([file], options, async (parts) => {
        for (const part of parts) {
          const key = keyOf(part)
          const group = groups.get(key) ?? { files: [], layout: part.layout, symbol: symbolOfPart(part) }
          if (!group.files.includes(file)) group.files.push(file)
          groups.set(key, group)
        }
      })
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      refused.push({ file, error })
    }
  }
  refuseMixedQuotes([...groups.values()], options.name)
  if (options.name !== undefined) {
    const all = [...new Set([...groups.values()].flatMap((group) => group.files))]
    return { planned: all.length === 0 ? [] : [{ name: options.name, files: all, key: null }], refused }
  }
  const planned = [...groups].map(([key, group]) => ({
    name: quotesName(group, [...groups.values()], options.timeframe),
    files: group.files,
    key,
  }))
  return { planned, refused }
}

/** Opens the parts of one dataset, each with the instrument that it is of. */
export async function withDatasetParts<Result>(
  { files, key }: PlannedDataset,
  options: ImportOptions,
  use: (parts: readonly Part[]) => Promise<Result>,
): Promise<Result> {
  return withParts(files, options, (parts) => {
    const own = key === null ? parts : parts.filter((part) => keyOf(part) === key)
    return use(own.length === 1 ? own : own.map((part) => ({ ...part, layout: { ...part.layout, symbol: symbolOfPart(part) } })))
  })
}

/** Stacked instruments of one dialect belong together; else those of one symbol. Prices of another kind are another series: quotes, or adjusted ones. */
function keyOf(part: Part): string {
  const { places, dialect, timeframe, adjusted, stamp } = part.layout
  const whose = places.symbol === null ? symbolOfPart(part) : `stacked ${dialect}`
  return [whose, timeframe, places.ask === null ? 'bars' : 'quotes', adjusted, stamp].join('|')
}

function symbolOfPart({ layout, source }: Part): string {
  return layout.symbol ?? symbolOf(source.path)
}

/** `aapl-quotes-1m` where `aapl-1m` is made of the trades. */
function quotesName({ symbol, layout }: Group, groups: readonly Group[], asked: Timeframe | undefined): string | null {
  const { places, timeframe } = layout
  const hasTrades = groups.some((one) => one.symbol === symbol && one.layout.timeframe === timeframe && one.layout.places.ask === null)
  if (places.ask === null || places.symbol !== null || !hasTrades) return null
  return `${symbol}-quotes-${asked ?? timeframe ?? 'bars'}`.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-')
}

function refuseMixedQuotes(groups: readonly Group[], name: string | undefined): void {
  if (name === undefined) return
  const quotes = groups.find(
    ({ layout, symbol }) => layout.places.ask !== null && groups.some((one) => one.symbol === symbol && one.layout.places.ask === null),
  )
  if (quotes === undefined) return
  const message = `the files hold both trades and quotes of ${quotes.symbol}, which cannot be one series`
  throw new BenchError('USAGE', message, "import one kind at a time: '*_trade.zip', then '*_quote.zip' under another --name")
}
