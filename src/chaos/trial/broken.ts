// What a schedule breaks, with nothing asked of it but the invariants: the first of them that did not hold, or an error that is none of the user's.

import type { Laboratory } from '../laboratory.js'
import type { Schedule } from '../schedule/schedule.js'
import { type OnShrink, type Shrunk, shrink } from '../schedule/shrink.js'
import type { World } from './world.js'

export interface Broken {
  /** `I7`, or `error` for a run that ended by a defect. */
  readonly what: string
  /** With the numbers. */
  readonly says: string
}

/** Null where everything held. */
export function brokenBy(laboratory: Laboratory, world: World, schedule: Schedule): Broken | null {
  try {
    const [first] = laboratory.trial(world, schedule).violations
    if (first === undefined) return null
    return { what: first.invariant, says: `${first.message} ${JSON.stringify(first.context)}` }
  } catch (error) {
    return { what: 'error', says: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

/** The smallest schedule that breaks the same. */
export function shrinkBroken(laboratory: Laboratory, world: World, schedule: Schedule, { what }: Broken, onProgress?: OnShrink): Shrunk {
  return shrink(schedule, (smaller) => brokenBy(laboratory, world, smaller)?.what === what, onProgress)
}
