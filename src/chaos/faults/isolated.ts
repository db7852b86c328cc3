// Which schedules need an isolated host: only it ends a strategy that loops or leaks.

import type { Schedule } from '../schedule/schedule.js'
import { faultCatalog } from './catalog.js'

export function needsIsolation({ entries }: Pick<Schedule, 'entries'>): boolean {
  return entries.some(({ fault }) => {
    const found = faultCatalog.get(fault)
    return found?.plane === 'strategy' && found.isolated
  })
}
