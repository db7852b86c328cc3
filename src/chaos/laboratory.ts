// The laboratory: worlds and their clean twins made once for a seed, then trial after trial in one process.

import type { Invariant } from './invariants/invariant.js'
import { invariants } from './invariants/invariants.js'
import { type Schedule, scheduleOf } from './schedule/schedule.js'
import type { WildStrategies } from './trial/bound-entry.js'
import { runTrial, type Trial } from './trial/trial.js'
import type { World } from './trial/world.js'
import { type HealthyStrategies, worldOf } from './worlds/worlds.js'

/** Strategies that are loaded: the healthy ones by file, those that misbehave by fault. */
export interface LoadedStrategies {
  readonly healthy: HealthyStrategies
  readonly wild: WildStrategies
}

export class Laboratory {
  readonly #loaded: LoadedStrategies
  readonly #held: readonly Invariant[]
  readonly #worlds = new Map<string, World>()
  readonly #twins = new Map<string, Trial>()

  /** Every run is held to all invariants, unless to those that are named. */
  constructor(loaded: LoadedStrategies, held: readonly Invariant[] = invariants) {
    this.#loaded = loaded
    this.#held = held
  }

  world(name: string, seed: number): World {
    const key = `${name} ${seed}`
    const known = this.#worlds.get(key) ?? worldOf(name, seed, this.#loaded.healthy)
    this.#worlds.set(key, known)
    return known
  }

  trial(world: World, schedule: Schedule): Trial {
    return runTrial(world, schedule, this.#loaded.wild, this.#held)
  }

  /** The same world in which nothing goes wrong. */
  twin(world: World, seed: number): Trial {
    const key = `${world.name} ${seed}`
    const known = this.#twins.get(key) ?? this.trial(world, scheduleOf(seed, []))
    this.#twins.set(key, known)
    return known
  }

  /** Lets go of the worlds of a seed that is done with. */
  forget(): void {
    this.#worlds.clear()
    this.#twins.clear()
  }
}
