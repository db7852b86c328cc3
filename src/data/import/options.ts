// What a user says of a file that its columns do not.

import { basename } from 'node:path'
import type { AssetClass, CalendarId } from '../../model/instrument.js'
import type { Timeframe } from '../../model/time.js'
import type { RemoteOptions } from '../remote.js'
import type { Field } from './layout/columns.js'
import { withoutEnding } from './sources/endings.js'

export interface ImportOptions extends RemoteOptions {
  /** The instrument's id; the file's name in capitals when absent. Of a file with several instruments, the one to take. */
  readonly symbol?: string | undefined
  /** Read off the distance between bars when absent. */
  readonly timeframe?: Timeframe | undefined
  /** IANA zone of times that are written without one; needed for intraday bars of that kind. */
  readonly timeZone?: string | undefined
  /** `equity` when absent. */
  readonly assetClass?: AssetClass | undefined
  /** The asset class's usual calendar when absent. */
  readonly calendar?: CalendarId | undefined
  /** The asset class's usual tick when absent and every price is a multiple of it, else `none`. */
  readonly tick?: number | 'none' | undefined
  /** Whether an intraday bar is stamped with its first or its last moment; needed where the dialect does not say. */
  readonly stamp?: 'start' | 'end' | undefined
  /** Id of the dialect; recognised when absent. */
  readonly dialect?: string | undefined
  /** Which number comes first in dates such as 1/2/2005; read off the whole column when absent. */
  readonly dates?: DateOrder | undefined
  /** The sign before the decimals; read off the prices when absent. */
  readonly decimal?: 'point' | 'comma' | undefined
  /** What columns hold, by their name or their number from 1; it wins over what was recognised. */
  readonly map?: readonly ColumnMapping[] | undefined
  /** LEAN's factor file of the instrument; the one beside LEAN's own folders when absent. */
  readonly factors?: string | undefined
  /** LEAN's map file of the instrument; the one beside LEAN's own folders when absent. */
  readonly mapFile?: string | undefined
}

/** Year, month and day of a date such as 1/2/2005. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy'

export type ColumnMapping = readonly [column: string, field: Field]

/** `data/spy.us.csv` → `SPY.US` */
export function symbolOf(file: string): string {
  return withoutEnding(basename(file)).toUpperCase()
}

/** The options as a provenance states them; what was not given is left out. */
export function statedOptions(options: ImportOptions, timeframe: Timeframe): Record<string, string | number> {
  const { symbol, timeZone, assetClass, calendar, tick, stamp, dialect, dates, decimal } = options
  const map = options.map?.map(([column, field]) => `${column}=${field}`).join(', ')
  const files = { factors: nameOf(options.factors), mapFile: nameOf(options.mapFile) }
  const stated = { symbol, timeframe, timeZone, assetClass, calendar, tick, stamp, dialect, dates, decimal, map, ...files }
  return Object.fromEntries(Object.entries(stated).filter((entry): entry is [string, string | number] => entry[1] !== undefined))
}

function nameOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : basename(path)
}
