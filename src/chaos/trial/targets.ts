// What the target of an entry may be: an instrument or a strategy of the run. One that names nothing would go wrong nowhere.

import type { BacktestRequest } from '../../engine/backtest-request.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { faultNamed } from '../faults/catalog.js'
import type { TargetKind } from '../faults/fault.js'
import type { Entry } from '../schedule/schedule.js'
import { badEntry } from './bad-entry.js'

/** What entries may name. */
type Among = Pick<BacktestRequest, 'series' | 'strategies'>

/** Fails with `BAD_SCHEDULE`, naming the entry, where a target names nothing, and where two strategies take over one. */
export function refuseTargets(entries: readonly Entry[], among: Among): void {
  const taken = new Map<string, string>()
  for (const [index, entry] of entries.entries()) {
    const { name, fault, target } = entry
    if (target === undefined) continue
    refuseUnknown(index, fault, target, namesFor(entry, entries, among))
    if (faultNamed(fault).plane !== 'strategy') continue
    const other = taken.get(target)
    if (other !== undefined) throw badEntry(index, `${name} takes over '${target}', as ${other} does`, 'without a target it runs beside it')
    taken.set(target, name)
  }
}

function refuseUnknown(index: number, fault: string, target: string, names: readonly string[]): void {
  if (names.includes(target)) return
  if (names.length === 0) throw badEntry(index, `${fault} is in no one thing, so '${target}' is no target of it`, 'leave the target out')
  const hint = didYouMean(target, names) ?? `it may be ${names.join(', ')}`
  throw badEntry(index, `${fault} is in '${target}', and nothing in this run is called that`, hint)
}

function namesFor(entry: Entry, entries: readonly Entry[], { series, strategies }: Among): readonly string[] {
  const healthy = strategies.map(({ strategy, name = strategy.name }) => name)
  switch (kindOf(entry)) {
    case 'instrument':
      return series.map(({ instrument }) => instrument.id)
    case 'healthy strategy':
      return healthy
    case 'any strategy':
      return [...healthy, ...entries.filter(isStranger).map(({ name }) => name)]
    case 'none':
      return []
  }
}

function kindOf({ fault, when }: Entry): TargetKind | 'none' {
  const known = faultNamed(fault)
  if (known.plane === 'operator') return known.targets ?? 'none'
  if (known.plane === 'strategy') return 'healthy strategy'
  // A fault of the venue is in all that it does; where it waits for calm, it is in that of one instrument.
  return known.plane === 'data' || 'calm' in when ? 'instrument' : 'none'
}

function isStranger({ fault, target }: Entry): boolean {
  return target === undefined && faultNamed(fault).plane === 'strategy'
}
