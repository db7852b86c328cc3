// What a tested strategy is held to: normal and stressed markets, and every fault of the data and the venue, one at a time.

import { firstAtOrAfter } from '../../data/columns.js'
import type { RunResult } from '../../model/run.js'
import { type EpochMs, MINUTE_MS } from '../../model/time.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { randomStream } from '../../std/random.js'
import { faultCatalog } from '../faults/catalog.js'
import type { Plane } from '../faults/fault.js'
import { MOST_MINUTES } from '../faults/most-minutes.js'
import { type EntryInput, type Schedule, scheduleOf } from '../schedule/schedule.js'
import type { World } from '../trial/world.js'
import { everyStress, gaps, nearLimits, threeSpreads, twiceTheBars, twiceTheVolatility } from './stress.js'

export interface Condition {
  /** `stressed-gaps` */
  readonly name: string
  readonly kind: 'normal' | 'stressed' | 'chaos'
  /** A strategy of ours runs away in it: what that takes is not the fault of the one that is tested. */
  readonly hasRunaway?: true
  /** The market that it makes of one in which nothing goes wrong; `alone` is the run there. */
  world(home: World, seed: number, alone: RunResult): World
  /** What goes wrong, and when, by what the strategy does in that run. */
  schedule(home: World, seed: number, alone: RunResult): Schedule
}

/** How far into the bars a fault comes on, and how long it lasts, as shares of them: the last three tenths are free of it. */
const FROM = [0.3, 0.6] as const
const LASTS = 0.1

function stressed(what: string, world: Condition['world']): Condition {
  const name = `stressed-${what}`
  return {
    name,
    kind: 'stressed',
    world: (home, seed, alone) => ({ ...world(home, seed, alone), name }),
    schedule: (_, seed) => scheduleOf(seed, []),
  }
}

type Ill = Pick<EntryInput, 'fault' | 'target' | 'params'>

function chaos(name: string, entry: (home: World) => Ill, mostBars = Number.POSITIVE_INFINITY): Condition {
  return {
    name: `chaos-${name}`,
    kind: 'chaos',
    world: (home) => home,
    schedule: (home, seed, alone) =>
      scheduleOf(seed, [{ ...placed(home, randomStream(seed, `tester/${name}`).next(), alone, mostBars), ...entry(home) }]),
  }
}

/** A runaway trades at this many bars at the most, of all instruments together, so that what it sends fits into memory whatever bars it is on. */
const RUNAWAY_BARS = 200
/** An order for each instrument at the least. */
const RUNAWAY_ORDERS = 20_000

function runaway(name: string, targetOf: (home: World) => Pick<Ill, 'target'>): Condition {
  const entry = (home: World): Ill => {
    const count = home.series.length
    const fewer = count > RUNAWAY_BARS ? { params: { orders: Math.max(1, Math.floor(RUNAWAY_ORDERS / count)) } } : {}
    return { fault: 'runaway', ...targetOf(home), ...fewer }
  }
  return { ...chaos(name, entry, RUNAWAY_BARS), hasRunaway: true }
}

/** They spoil bid and ask, which the bars of a test do not have: the spread is that of its config. */
const ofQuotes: ReadonlySet<string> = new Set(['crossed-quote', 'wide-spread'])

function everyFault(plane: Plane): readonly Condition[] {
  const faults = [...faultCatalog.values()].filter((fault) => fault.plane === plane && !ofQuotes.has(fault.name))
  return faults.map(({ name }) => chaos(name, () => ({ fault: name })))
}

/** The strategies that misbehave in them, by their fault. */
export const misbehavingInConditions: ReadonlySet<string> = new Set(['runaway'])

export const conditions: readonly Condition[] = [
  { name: 'normal', kind: 'normal', world: (home) => home, schedule: (_, seed) => scheduleOf(seed, []) },
  stressed('volatility', twiceTheVolatility),
  stressed('spreads', threeSpreads),
  stressed('bar-rate', twiceTheBars),
  stressed('gaps', gaps),
  stressed('everything', everyStress),
  stressed('limits', nearLimits),
  ...everyFault('venue'),
  ...everyFault('data'),
  runaway('runaway-beside', () => ({})),
  runaway('runaway-in-its-place', ({ strategies: [one] }) => ({ target: one?.name ?? one?.strategy.name })),
]

/** Fails with `USAGE` and the nearest name. */
export function conditionNamed(name: string): Condition {
  const found = conditions.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = conditions.map((one) => one.name)
  throw new BenchError('USAGE', `no condition is called '${name}'`, didYouMean(name, names) ?? `they are ${names.join(', ')}`)
}

/**
 * From the close of a bar to that of a later one: the last before the strategy sends an order in the normal run, which the fault then finds; anywhere where it
 * sends none that late. `share` says which order, or where between the first and the last place it begins, 0…1.
 */
function placed({ series }: World, share: number, { orders }: RunResult, mostBars: number): Pick<EntryInput, 'when' | 'minutes'> {
  const { closeTime, length } = (series[0] as World['series'][number]).columns
  const [first, last] = FROM.map((place) => Math.floor(place * length)) as [number, number]
  const at = (row: number) => closeTime[Math.min(length - 1, row)] as number
  const sent = orders.flatMap(({ createdAt }) => (createdAt > at(first) && createdAt <= at(last) ? [createdAt] : []))
  const order = sent[Math.floor(share * sent.length)]
  const row = order === undefined ? Math.floor(first + share * (last - first)) : firstAtOrAfter(closeTime, order) - 1
  const from = at(row)
  const lasts = Math.max(1, (at(row + Math.floor(LASTS * length)) - from) / MINUTE_MS)
  return {
    when: { at: new Date(from).toISOString() },
    minutes: Math.min(MOST_MINUTES, lasts, (afterBars(series, from, mostBars) - from) / MINUTE_MS),
  }
}

/** When one bar more than so many, of all instruments together, has closed from a time on; Infinity where there are no more. Those that close at that time count in any case. */
function afterBars(series: World['series'], from: EpochMs, most: number): EpochMs {
  if (most === Number.POSITIVE_INFINITY) return most
  const closes = series.flatMap(({ columns: { closeTime } }) => {
    const first = firstAtOrAfter(closeTime, from)
    return [...closeTime.subarray(first, first + most + 1)]
  })
  return closes.sort((a, b) => a - b).find((time, place) => place >= most && time > from) ?? Number.POSITIVE_INFINITY
}
