// The laboratory: worlds and their clean twins made once for a seed, then trial after trial in one process.

import { runBacktest } from '../engine/backtest.js'
import type { RunResult } from '../model/run.js'
import type { Invariant } from './invariants/invariant.js'
import { invariants } from './invariants/invariants.js'
import { type Schedule, scheduleOf } from './schedule/schedule.js'
import { bindEntries, type MisbehavingStrategies } from './trial/bound-entry.js'
import { InsideFacts } from './trial/inside-facts.js'
import { runTrial, type Trial } from './trial/trial.js'
import type { World } from './trial/world.js'
import { type HealthyStrategies, worldOf } from './worlds/worlds.js'

/** Strategies that are loaded: the healthy ones by file, those that misbehave by fault. */
export interface LoadedStrategies {
  readonly healthy: HealthyStrategies
  readonly misbehaving: MisbehavingStrategies
}

export class Laboratory {
  readonly #misbehaving: MisbehavingStrategies
  readonly #held: readonly Invariant[]
  readonly #worlds = new Map<string, World>()
  readonly #made: (name: string, seed: number) => World
  #twins = new WeakMap<World, Map<number, Trial>>()

  /** Every run is held to all invariants, unless to those that are named; its worlds are those of the suite, unless others are made for it. */
  constructor(
    { healthy, misbehaving }: LoadedStrategies,
    held: readonly Invariant[] = invariants,
    made = (name: string, seed: number): World => worldOf(name, seed, healthy, misbehaving),
  ) {
    this.#misbehaving = misbehaving
    this.#held = held
    this.#made = made
  }

  world(name: string, seed: number): World {
    const key = `${name} ${seed}`
    const known = this.#worlds.get(key) ?? this.#made(name, seed)
    this.#worlds.set(key, known)
    return known
  }

  trial(world: World, schedule: Schedule): Trial {
    return runTrial(world, schedule, this.#misbehaving, this.#held)
  }

  /** The same, held to no invariant: for a run of which only the result is asked. */
  unwatched(world: World, schedule: Schedule): Trial {
    return runTrial(world, schedule, this.#misbehaving, [])
  }

  /** A world as `bench backtest` runs it: nobody looks on, and bars that concern no order are replayed at speed. */
  backtest({ series, rates, strategies, config }: World, seed: number): RunResult {
    return runBacktest({ series, rates, strategies, config: { ...config, seed } })
  }

  /** Fails with `UNKNOWN_FAULT` or `BAD_SCHEDULE` for a schedule that cannot run in a world. */
  refuse(world: World, schedule: Schedule): void {
    bindEntries(schedule, world, new InsideFacts(), this.#misbehaving)
  }

  /** The same world in which nothing goes wrong. */
  twin(world: World, seed: number): Trial {
    const bySeed = this.#twins.get(world) ?? new Map<number, Trial>()
    this.#twins.set(world, bySeed)
    const known = bySeed.get(seed) ?? this.trial(world, scheduleOf(seed, []))
    bySeed.set(seed, known)
    return known
  }

  /** Lets go of the worlds of a seed that is done with. */
  forget(): void {
    this.#worlds.clear()
    this.#twins = new WeakMap()
  }
}
