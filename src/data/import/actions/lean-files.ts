// LEAN's files beside its bars: factor files, which hold splits and dividends, and map files, which say when a ticker meant which company.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { CorporateAction } from '../../../model/corporate-action.js'
import type { IsoDate } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import { leanPlace } from '../layout/dialects/lean.js'
import type { ImportOptions } from '../options.js'
import { actionsOfFactors } from './lean-factors.js'
import { actionsOfTickers, readTickerSpans, tickerNotes } from './lean-map.js'

/** What stands beside the bars of one instrument. */
export interface LeanFiles {
  /** Splits and dividends in the order of time, then the listing, changes of ticker and the delisting; all after the first session and up to the last one. */
  readonly actions: readonly CorporateAction[]
  readonly notes: readonly string[]
}

/**
 * Reads the files that the options name, else those in LEAN's own folders: `../factor_files/spy.csv` and `../map_files/spy.csv`. `path` and `name` are those
 * of the bars' source, `first` and `last` the dates of their sessions, `others` the tickers of further sources of the same bars. Fails with `NO_SUCH_FILE` and `BAD_DATA`.
 */
export async function readLeanFiles(
  path: string,
  name: string,
  options: ImportOptions,
  first: IsoDate,
  last: IsoDate,
  others: readonly string[] = [],
): Promise<LeanFiles> {
  const place = leanPlace(path, name)
  const ticker = (place?.ticker ?? options.symbol ?? '').toLowerCase()
  const beside = (folder: string): string | null => {
    const file = place?.market === 'equity' && place.folder !== null ? join(place.folder, folder, `${ticker}.csv`) : ''
    return existsSync(file) ? file : null
  }
  const factorFile = given(options.factors) ?? beside('factor_files')
  const mapFile = given(options.mapFile) ?? beside('map_files')
  const actions = factorFile === null ? [] : actionsOfFactors(await readFile(factorFile, 'utf8'), factorFile)
  const inRange = actions.filter(({ exDate }) => exDate > first && exDate <= last)
  const notes =
    factorFile === null ? [] : [`splits and dividends are from ${basename(factorFile)}: ${inRange.length || 'none'} in this time`]
  if (mapFile === null) return { actions: inRange, notes }
  const spans = readTickerSpans(await readFile(mapFile, 'utf8'), mapFile)
  const named = actionsOfTickers(spans, ticker, first, last, [ticker, ...others])
  return { actions: [...inRange, ...named], notes: [...notes, ...tickerNotes(spans, ticker, first, last)] }
}

function given(file: string | undefined): string | null {
  if (file === undefined) return null
  if (!existsSync(file)) throw new BenchError('NO_SUCH_FILE', `there is no file ${file}`, 'check the path')
  return file
}
