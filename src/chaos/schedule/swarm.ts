// A swarm: a seed draws which faults there are at all, how often each comes, when and where, and writes it out as a schedule.
//
// Leaving some faults out finds more than having a little of all: those that are there have their way (Groce et al., Swarm Testing, ISSTA 2012).

import { MINUTE_MS } from '../../model/time.js'
import { type RandomStream, randomStream } from '../../std/random.js'
import { faultCatalog } from '../faults/catalog.js'
import type { Fault, Plane } from '../faults/fault.js'
import type { World } from '../trial/world.js'
import { type Entry, type EntryInput, type Schedule, scheduleOf } from './schedule.js'

/** How often a seed has any fault of a plane. */
const planeShare: Readonly<Record<Plane, number>> = { venue: 0.7, strategy: 0.7, data: 0.5, operator: 0.5, process: 0 }

/** How often a fault that hides all others is there, against any other. */
const HIDING_SHARE = 0.3

/** The most that a fault of the seed is expected to come, the mean and the most that an entry lasts in bars as a share of all, and the share at the end that stays free. */
const MOST_EXPECTED = 1.5
const MEAN_SHARE = 0.04
const MOST_SHARE = 0.2
const HEALING_SHARE = 0.2

/** The schedule of a seed in a world: the same pair gives the same. No strategy in it needs an isolated host, and no fault is on in the last fifth of the bars. */
export function swarmSchedule(seed: number, world: World): Schedule {
  const planes = randomStream(seed, 'swarm/planes')
  const drawn = new Set((Object.keys(planeShare) as Plane[]).filter((plane) => planes.next() < planeShare[plane]))
  const faults = [...faultCatalog.values()].filter((fault) => drawn.has(fault.plane) && !isIsolated(fault))
  // Halved once more where there are many, so that a schedule stays one that can be understood.
  const share = Math.min(0.5, 5 / faults.length)
  const shareOf = ({ hides }: Fault<unknown>): number => (hides === true ? HIDING_SHARE * share : share)
  const entries = faults.flatMap((fault) => entriesOf(fault, world, shareOf(fault), randomStream(seed, `swarm/${fault.name}`)))
  return scheduleOf(seed, onePlaceEach(entries))
}

function isIsolated(fault: Fault<unknown>): boolean {
  return fault.plane === 'strategy' && fault.isolated
}

function entriesOf(fault: Fault<unknown>, world: World, share: number, random: RandomStream): EntryInput[] {
  if (random.next() >= share) return []
  const expected = MOST_EXPECTED * random.next()
  const count = Math.max(1, Math.round(exponential(expected, random)))
  return Array.from({ length: count }, (_, index) => ({
    name: `${fault.name}-${index + 1}`,
    fault: fault.name,
    ...stretch(world, random),
    ...targetOf(fault.plane, world, random),
    params: (fault.draw?.(random) ?? {}) as Entry['params'],
  }))
}

/** From the close of one bar to that of a later one, both before the healing phase. */
function stretch({ series }: World, random: RandomStream): Pick<EntryInput, 'when' | 'minutes'> {
  const closeTime = series[0]?.columns.closeTime ?? new Float64Array(0)
  const end = Math.floor((1 - HEALING_SHARE) * closeTime.length)
  const from = random.integer(Math.max(1, end - 1))
  const length = Math.min(MOST_SHARE * closeTime.length, exponential(MEAN_SHARE * closeTime.length, random))
  const bars = Math.max(1, Math.round(length))
  const [begins, ends] = [closeTime[from] as number, closeTime[Math.min(from + bars, end)] as number]
  return { when: { at: new Date(begins).toISOString() }, minutes: (ends - begins) / MINUTE_MS }
}

function exponential(mean: number, random: RandomStream): number {
  return -mean * Math.log(1 - random.next())
}

/** One instrument or all; beside the healthy strategies or in the place of one. */
function targetOf(plane: Plane, { series, strategies }: World, random: RandomStream): Pick<EntryInput, 'target'> {
  const names =
    plane === 'data'
      ? series.map(({ instrument }) => instrument.id)
      : plane === 'strategy'
        ? strategies.map(({ strategy, name = strategy.name }) => name)
        : []
  const target = random.next() < 0.5 ? names[random.integer(names.length)] : undefined
  return target === undefined ? {} : { target }
}

/** A strategy's place can be taken by one other: who comes later stands beside it. */
function onePlaceEach(entries: readonly EntryInput[]): EntryInput[] {
  const taken = new Set<string>()
  return entries.map(({ target, ...entry }) => {
    const isPlace = target !== undefined && faultCatalog.get(entry.fault)?.plane === 'strategy'
    if (target === undefined || (isPlace && taken.has(target))) return entry
    if (isPlace) taken.add(target)
    return { ...entry, target }
  })
}
