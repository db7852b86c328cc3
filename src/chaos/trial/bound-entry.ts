// The entries of a schedule bound to their faults: names looked up, parameters read, triggers wound.

import type { ZodType } from 'zod'
import type { BacktestRequest } from '../../engine/backtest-request.js'
import type { Substitute } from '../../engine/injection.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { misfitOf } from '../../std/misfit.js'
import { type RandomStream, randomStream } from '../../std/random.js'
import { faultNamed } from '../faults/catalog.js'
import type { DataFault, Fault, OperatorFault, VenueHands } from '../faults/fault.js'
import { Activation, type TriggerFacts } from '../schedule/activation.js'
import { outOfRange } from '../schedule/out-of-range.js'
import type { Entry, Schedule } from '../schedule/schedule.js'
import { badEntry } from './bad-entry.js'
import { refuseTargets } from './targets.js'

/** Misbehaving strategies by the name of their fault, loaded before. */
export type MisbehavingStrategies = ReadonlyMap<string, Omit<Substitute, 'params'>>

interface Bound {
  readonly entry: Entry
  readonly activation: Activation
}

export type BoundEntry =
  | (Bound & { readonly kind: 'data'; readonly fault: DataFault<unknown>; readonly params: unknown })
  | (Bound & { readonly kind: 'venue'; readonly hands: (random: RandomStream) => VenueHands })
  /** `name` is null for one that takes the place of another. */
  | (Bound & { readonly kind: 'strategy'; readonly misbehaving: Substitute; readonly name: string | null })
  | (Bound & { readonly kind: 'operator'; readonly fault: OperatorFault<unknown>; readonly params: unknown })

/** To a request as it is before anything goes wrong. Fails with `UNKNOWN_FAULT` or `BAD_SCHEDULE`, naming the entry. */
export function bindEntries(
  { entries, seed }: Schedule,
  request: Pick<BacktestRequest, 'series' | 'strategies'>,
  facts: TriggerFacts,
  misbehaving: MisbehavingStrategies,
): readonly BoundEntry[] {
  const faults = entries.map(({ fault }, index) => faultNamed(fault, index))
  refuseTargets(entries, request)
  return entries.map((entry, index) => {
    const activation = new Activation(entry, facts, randomStream(seed, `trigger/${entry.name}`))
    return bind(entry, faults[index] as Fault<unknown>, activation, index, misbehaving)
  })
}

function bind(entry: Entry, fault: Fault<unknown>, activation: Activation, index: number, misbehaving: MisbehavingStrategies): BoundEntry {
  const params = readParams(fault.params, entry, index)
  switch (fault.plane) {
    case 'data':
      if (!('at' in entry.when))
        throw badEntry(index, `${entry.fault} is in the bars before the run begins`, "give it a time: when: { at: '…' }")
      return { kind: 'data', entry, activation, fault, params }
    case 'venue':
      return { kind: 'venue', entry, activation, hands: (random) => fault.hands(params, random) }
    case 'strategy': {
      const found = misbehaving.get(entry.fault)
      if (found === undefined) throw badEntry(index, `${entry.fault} was not loaded`, 'load chaos/strategies first')
      // As its file has them; what it makes of them it makes itself.
      readParams(found.strategy.params, entry, index)
      const name = entry.target === undefined ? entry.name : null
      return { kind: 'strategy', entry, activation, name, misbehaving: { ...found, params: params as Readonly<Record<string, unknown>> } }
    }
    case 'operator':
      return { kind: 'operator', entry, activation, fault, params }
    case 'process':
      throw badEntry(index, `${entry.fault} is of the process plane, which comes with the journal of paper trading`, 'leave it out')
  }
}

function readParams(params: ZodType, entry: Entry, index: number): unknown {
  refuseUnknown(params, entry, index)
  const misfit = misfitOf(entry.params, params)
  if (misfit === null) return params.parse(entry.params)
  const { message, hint } = misfit.hint === null ? (outOfRange(entry.params, params) ?? misfit) : misfit
  throw badEntry(index, `${entry.fault}: ${message}`, hint ?? 'bench chaos list says what it takes')
}

/** A strategy reads its parameters and lets a name pass that it does not know; in a schedule that would be a fault that is not the one meant. */
function refuseUnknown(params: ZodType, entry: Entry, index: number): void {
  if (!('shape' in params)) return
  const known = Object.keys(params.shape as object)
  const unknown = Object.keys(entry.params).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const hint = didYouMean(unknown, known) ?? (known.length === 0 ? 'leave it out' : `it has ${known.join(', ')}`)
  throw badEntry(index, `${entry.fault} has no parameter '${unknown}'`, hint)
}
