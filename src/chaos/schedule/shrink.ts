// Shrinks a schedule that fails to a minimal one that still does: first entries (delta debugging: Zeller and Hildebrandt, 2002), then what is in them.

import { MINUTE_MS } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import { faultCatalog } from '../faults/catalog.js'
import type { Entry, Schedule } from './schedule.js'

export interface Shrunk {
  readonly schedule: Schedule
  /** How many schedules were tried. */
  readonly trials: number
  /** False where the trials ran out before nothing more could be taken away. */
  readonly isMinimal: boolean
}

/** After each trial: how many there were, and how many entries the smallest that fails has. */
export type OnShrink = (trials: number, entries: number) => void

/**
 * The smallest schedule found that still fails: without any one of its entries it does not. The same schedule and the same answers give the same.
 * Tries at most `most` schedules. Fails with `BAD_SCHEDULE` where the schedule does not fail as it is.
 */
export function shrink(schedule: Schedule, fails: (schedule: Schedule) => boolean, onProgress?: OnShrink, most = 500): Shrunk {
  const search = new Search(schedule, fails, onProgress, most)
  if (!search.stillFails(schedule.entries))
    throw new BenchError('BAD_SCHEDULE', 'the schedule breaks nothing, so there is nothing to shrink', 'run it first: bench chaos replay')
  let before: readonly Entry[]
  do {
    before = search.smallest
    withFewerEntries(search)
    withSimplerEntries(search)
  } while (search.smallest !== before && !search.isSpent)
  return { schedule: { ...schedule, entries: search.smallest }, trials: search.trials, isMinimal: !search.isSpent }
}

/** What is tried, each candidate once, and the smallest that failed. */
class Search {
  smallest: readonly Entry[]
  trials = 0
  isSpent = false
  readonly #schedule: Schedule
  readonly #fails: (schedule: Schedule) => boolean
  readonly #onProgress: OnShrink | undefined
  readonly #most: number
  readonly #known = new Map<string, boolean>()

  constructor(schedule: Schedule, fails: (schedule: Schedule) => boolean, onProgress: OnShrink | undefined, most: number) {
    this.smallest = schedule.entries
    this.#schedule = schedule
    this.#fails = fails
    this.#onProgress = onProgress
    this.#most = most
  }

  /** Keeps what still fails. Once the trials are spent nothing does. */
  stillFails(entries: readonly Entry[]): boolean {
    const key = JSON.stringify(entries)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (this.trials >= this.#most) {
      this.isSpent = true
      return false
    }
    this.trials++
    const failed = this.#fails({ ...this.#schedule, entries })
    this.#known.set(key, failed)
    if (failed) this.smallest = entries
    this.#onProgress?.(this.trials, this.smallest.length)
    return failed
  }
}

/** Tries parts, then all but a part, in ever smaller parts; at the end all but each one. */
function withFewerEntries(search: Search): void {
  let parts = 2
  while (search.smallest.length > 1) {
    const entries = search.smallest
    const cut = partsOf(entries, parts)
    const smaller =
      cut.some((part) => search.stillFails(part)) || (parts > 2 && cut.some((part) => search.stillFails(without(entries, part))))
    if (smaller) parts = Math.max(2, Math.min(parts - 1, search.smallest.length))
    else if (parts >= entries.length) break
    else parts = Math.min(entries.length, 2 * parts)
  }
  if (search.smallest.length === 1) search.stillFails([])
}

function partsOf(entries: readonly Entry[], parts: number): readonly (readonly Entry[])[] {
  const at = (part: number): number => Math.round((part * entries.length) / parts)
  return Array.from({ length: parts }, (_, part) => entries.slice(at(part), at(part + 1)))
}

function without(entries: readonly Entry[], part: readonly Entry[]): readonly Entry[] {
  return entries.filter((entry) => !part.includes(entry))
}

function withSimplerEntries(search: Search): void {
  for (let index = 0; index < search.smallest.length; index++) {
    const tries = (entry: Entry): boolean => search.stillFails(search.smallest.with(index, entry))
    const now = (): Entry => search.smallest[index] as Entry
    withFewerParams(now, tries)
    if (now().escalate !== 1) tries({ ...now(), escalate: 1 })
    withFewerMinutes(now, tries)
  }
}

/** Without all that it was given, else without each, else with a round number in its place. */
function withFewerParams(now: () => Entry, tries: (entry: Entry) => boolean): void {
  const names = Object.keys(now().params)
  if (names.length === 0 || tryTaken({ ...now(), params: {} }, tries)) return
  for (const name of names) {
    const { [name]: value, ...rest } = now().params
    if (tryTaken({ ...now(), params: rest }, tries) || typeof value !== 'number') continue
    const round = Number(value.toPrecision(1))
    if (round !== value) tryTaken({ ...now(), params: { ...now().params, [name]: round } }, tries)
  }
}

/** What the fault does not take is no candidate. */
function tryTaken(entry: Entry, tries: (entry: Entry) => boolean): boolean {
  const fault = faultCatalog.get(entry.fault)
  return (fault === undefined || fault.params.safeParse(entry.params).success) && tries(entry)
}

/** Shorter from its end, then from its beginning, by ever smaller steps down to a minute. */
function withFewerMinutes(now: () => Entry, tries: (entry: Entry) => boolean): void {
  cutMinutes(now, (entry, step) => tries({ ...entry, minutes: entry.minutes - step }))
  cutMinutes(
    now,
    (entry, step) => 'at' in entry.when && tries({ ...entry, when: { at: later(entry.when.at, step) }, minutes: entry.minutes - step }),
  )
}

function cutMinutes(now: () => Entry, cut: (entry: Entry, step: number) => boolean): void {
  for (let step = Math.floor(now().minutes - 1); step >= 1; step = Math.floor(step / 2)) {
    while (now().minutes - step >= 1 && cut(now(), step));
  }
}

function later(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * MINUTE_MS).toISOString()
}
