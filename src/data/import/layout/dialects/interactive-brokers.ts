// Interactive Brokers' historical bars as programs save them: `date,open,…,average,barCount` or `…,WAP,Count`, with dates in four forms.
//
// Trades are adjusted for splits and not for dividends. Stamps are a bar's start, in the zone that was chosen at login unless one is written behind them.

import { BenchError } from '../../../../std/errors.js'
import { timeZone as checkedZone } from '../../../time-zone.js'
import { columnsByName } from '../columns.js'
import type { Table } from '../table.js'
import { cellsOf, type Dialect, type Draft, hasNames } from './dialect.js'

export const interactiveBrokers: Dialect = {
  id: 'ib',
  label: 'Interactive Brokers',
  read(table) {
    if (!hasNames(table, 'date,open,high,low,close')) return null
    if (!hasNames(table, 'average,barCount') && !hasNames(table, 'WAP,Count')) return null
    const { volume, ...others } = columnsByName(table.header ?? [])
    const stamps = cellsOf(table, others.time)
    const zone = writtenZone(stamps, table)
    const hasVolume = volume !== undefined && !cellsOf(table, volume).every((cell) => Number(cell) === -1)
    const draft: Draft = {
      columns: hasVolume ? { ...others, volume } : others,
      unknownVolume: -1,
      stamp: 'start',
      adjusted: 'splits',
      clock: 'of the zone that was chosen at login',
    }
    const notes = hasVolume ? ['Interactive Brokers may count volume in lots of 100'] : ['volume is −1 throughout: not known, taken as 0']
    return { ...draft, notes, ...(zone === null ? {} : { timeZone: zone }) }
  },
}

/** `20240102 09:30:00 US/Eastern` → `US/Eastern`; null where there is no name. */
function writtenZone(stamps: readonly string[], { sample }: Table): string | null {
  const zones = [...new Set(stamps.flatMap((stamp) => /^\d{8}\s+[\d:]+\s+([A-Za-z]\S*)$/.exec(stamp)?.[1] ?? []))]
  const [zone, other] = zones
  if (other !== undefined) {
    throw new BenchError('BAD_DATA', `${sample.path}: its times are of ${zones.join(' and ')}`, 'import times of one zone at a time')
  }
  if (zone !== undefined) checkedZone(zone)
  return zone ?? null
}
