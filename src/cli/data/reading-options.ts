// How stored bars are read: options of every verb that takes bars from the catalog.

import type { Reading } from '../../data/reading.js'
import { parseTimeframe } from '../../model/time.js'
import type { OptionTable } from '../options.js'
import { oneOf } from '../readers.js'

const data = { group: 'Data', belongs: 'run' } as const

export const readingOptions = {
  timeframe: {
    ...data,
    value: 'LENGTH',
    read: parseTimeframe,
    description: '10s, 1m, 5m, 1h, 1d, 1w; longer than the stored one is made of it',
    default: 'as stored',
  },
  hours: {
    ...data,
    value: 'WHICH',
    read: oneOf('regular', 'all'),
    description: 'leave out bars before the open and after the close, or keep them: regular, all',
    default: 'regular for days and weeks made of shorter bars, else all',
  },
  adjust: {
    ...data,
    value: 'FOR',
    read: oneOf('none', 'splits', 'all'),
    description: 'what prices are adjusted for: none, splits, all (dividends too)',
    default: 'as stored, a run books the splits of raw prices; splits for raw bars of more than a day',
  },
} as const satisfies OptionTable

/** The options by the names of the catalog. */
export function readingOf({ timeframe, hours, adjust }: Reading): Reading {
  return { timeframe, hours, adjust }
}
