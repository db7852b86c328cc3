// Every fault by its name. A schedule names them, a swarm draws from them, and a tested strategy is held to each of the data and the venue.

import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { dataFaults } from './data-faults.js'
import type { Fault } from './fault.js'
import { operatorFaults } from './operator-faults.js'
import { strategyFaults } from './strategy-faults.js'
import { venueFaults } from './venue-faults.js'

const faults: readonly Fault<unknown>[] = [...dataFaults, ...venueFaults, ...strategyFaults, ...operatorFaults] as readonly Fault<unknown>[]

export const faultCatalog: ReadonlyMap<string, Fault<unknown>> = new Map(faults.map((fault) => [fault.name, fault]))

/** `entry` is the place in a schedule that names it, from 0 on. Fails with `UNKNOWN_FAULT`, that place, and the nearest name. */
export function faultNamed(name: string, entry: number | null = null): Fault<unknown> {
  const found = faultCatalog.get(name)
  if (found !== undefined) return found
  const hint = didYouMean(name, faultCatalog.keys()) ?? 'bench chaos list has them'
  const where = entry === null ? '' : `entry ${entry + 1}: `
  throw new BenchError('UNKNOWN_FAULT', `${where}no fault is called '${name}'`, hint)
}
