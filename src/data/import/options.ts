// What a user says of a file that its columns do not.

import { basename } from 'node:path'
import { type AssetClass, type CalendarId, type Instrument, instrument } from '../../model/instrument.js'
import type { Timeframe } from '../../model/time.js'

export interface ImportOptions {
  /** The instrument's id; the file's name in capitals when absent. */
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
  /** Whether an intraday bar is stamped with its first or its last moment; `start` when absent. */
  readonly stamp?: 'start' | 'end' | undefined
}

/** The instrument that the options describe, before its prices were seen. */
export function describedInstrument(file: string, { symbol, assetClass, calendar, tick }: ImportOptions): Instrument {
  const overrides = { ...(calendar === undefined ? {} : { calendar }), ...(tick === undefined ? {} : { tick }) }
  return instrument(symbol ?? symbolOf(file), assetClass ?? 'equity', overrides)
}

/** `data/spy.us.csv` → `SPY.US` */
export function symbolOf(file: string): string {
  return basename(file)
    .replace(/\.(csv|txt|parquet)$/i, '')
    .toUpperCase()
}

/** The options as a provenance states them; what was not given is left out. */
export function statedOptions(options: ImportOptions, timeframe: Timeframe): Record<string, string | number> {
  const { symbol, timeZone, assetClass, calendar, tick, stamp } = options
  const stated = { symbol, timeframe, timeZone, assetClass, calendar, tick, stamp }
  return Object.fromEntries(Object.entries(stated).filter((entry): entry is [string, string | number] => entry[1] !== undefined))
}
