// What a run was made of, in names: its strategies, its instruments, its period.

import type { RunResult } from '../model/run.js'
import { date, whole } from './wording.js'

export function strategyNames({ strategies }: RunResult): string {
  return strategies.map((strategy) => strategy.name).join(' + ')
}

/** The names of up to four instruments, else how many they are. */
export function instrumentNames({ series }: RunResult): string {
  const names = [...new Set(series.map((one) => one.instrument.id))]
  return names.length <= 4 ? names.join(', ') : `${whole(names.length)} instruments`
}

/** `2000-01-03 to 2020-04-17`, over all series. */
export function periodOf({ series }: RunResult): string {
  if (series.length === 0) return 'no bars'
  return `${date(Math.min(...series.map((one) => one.from)))} to ${date(Math.max(...series.map((one) => one.to)))}`
}
