// The options of `bench chaos`.

import { availableParallelism } from 'node:os'
import { MOST_SEEDS } from '../../chaos/suite/most-seeds.js'
import { BenchError } from '../../std/errors.js'
import type { OptionTable, OptionValues } from '../options.js'
import { json } from '../output-options.js'
import { count, date, integer, pair } from '../readers.js'

/** A whole number from the first to the last of these. */
function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = integer(text)
    if (value >= least && value <= most) return value
    throw new BenchError('USAGE', `'${text}' is ${value < least ? 'too few' : 'too many'}`, `write ${least} to ${most}`)
  }
}

const seedCount = between(1, MOST_SEEDS)

const which = { group: 'What to run', belongs: 'line' } as const
const how = { group: 'How', belongs: 'line' } as const
const output = { group: 'Output', belongs: 'line' } as const

const workers = {
  workers: { ...how, value: 'N', read: between(1, 1024), description: 'threads; 1 runs everything in this one', default: 'one a core' },
} as const satisfies OptionTable

const tested = { group: 'What to test', belongs: 'line' } as const

const testedOptions = {
  strategy: { ...tested, value: 'FILE', description: 'a strategy of your own, held to normal, stressed and chaos conditions' },
  condition: {
    ...tested,
    value: 'NAME',
    many: true,
    description: 'one condition, such as stressed-gaps, and another each time',
    default: 'all of them',
  },
  config: {
    ...tested,
    value: 'FILE',
    description: 'the config of your backtests: limits, breakers, sizing, costs, params and data',
    default: 'its own configs/NAME.yaml, over the guarded profile and 4 % of equity an entry',
  },
  param: { ...tested, value: 'NAME=VALUE', many: true, read: pair, description: 'a parameter of it; again for more' },
  data: {
    ...tested,
    value: 'NAME|PATH',
    many: true,
    description: 'bars that it is tested on; again for more',
    default: 'those of its own configs/NAME.yaml, else synthetic minutes',
  },
  instrument: { ...tested, value: 'ID', many: true, description: 'only this instrument of the data; again for more' },
  from: { ...tested, value: 'DATE', read: date, description: 'first day' },
  to: { ...tested, value: 'DATE', read: date, description: 'last day' },
} as const satisfies OptionTable

const fileWorld = {
  world: { ...which, value: 'NAME', description: 'world of a schedule in a file that says none', default: 'minutes' },
} as const satisfies OptionTable

export const chaosListOptions = { ...json } as const satisfies OptionTable

export const chaosRunOptions = {
  scenario: {
    ...which,
    value: 'NAME',
    many: true,
    description: 'one scenario, and another each time',
    default: 'all that the suite names',
  },
  schedule: { ...which, value: 'FILE', many: true, description: 'a schedule of your own, held to the invariants' },
  ...fileWorld,
  suite: { ...which, value: 'FILE', description: 'what to run, and how deep', default: 'chaos/suite.yaml, or that of the package' },
  seeds: { ...which, value: 'N', read: seedCount, description: 'seeds 1 to N', default: 'as many as the suite says' },
  seed: { ...which, value: 'N', read: count, description: 'one seed alone' },
  ...testedOptions,
  ...workers,
  out: {
    ...output,
    value: 'DIR',
    description: 'write verdict.html, verdict.json, junit.xml and schedules that fail here; of a tested strategy none',
  },
  junit: { ...output, value: 'FILE', description: 'write the verdict as JUnit XML' },
  github: { ...output, description: 'an annotation of GitHub Actions for each failure: runs that fail alike are one' },
  json: { ...output, description: 'print the verdict as one JSON object' },
} as const satisfies OptionTable

export const chaosReplayOptions = { ...fileWorld, ...json } as const satisfies OptionTable

export const chaosShrinkOptions = {
  ...fileWorld,
  out: {
    ...output,
    value: 'FILE',
    description: 'write the smallest schedule here, as a case of a corpus',
    default: 'NAME.json in this folder, such as swarm-minutes-12.json',
  },
  ...json,
} as const satisfies OptionTable

const drawn = { group: 'What to draw', belongs: 'line' } as const

export const chaosSwarmOptions = {
  world: { ...drawn, value: 'NAME', many: true, description: 'one world, and another each time', default: 'all of them' },
  seeds: { ...drawn, value: 'N', read: seedCount, description: 'how many seeds', default: '100' },
  firstSeed: { ...drawn, value: 'N', read: count, description: 'the first of them', default: '1' },
  ...workers,
  out: { ...output, value: 'DIR', description: 'write the smallest schedules that break something here' },
  ...json,
} as const satisfies OptionTable

/** One thread a core. */
export function usualWorkers(): number {
  return availableParallelism()
}

export type ChaosListOptions = OptionValues<typeof chaosListOptions>
export type ChaosRunOptions = OptionValues<typeof chaosRunOptions> & { readonly quiet?: boolean }
export type ChaosReplayOptions = OptionValues<typeof chaosReplayOptions>
export type ChaosShrinkOptions = OptionValues<typeof chaosShrinkOptions> & { readonly quiet?: boolean }
export type ChaosSwarmOptions = OptionValues<typeof chaosSwarmOptions> & { readonly quiet?: boolean }
