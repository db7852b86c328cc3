// The options of `bench chaos`.

import type { OptionTable, OptionValues } from '../options.js'
import { count } from '../readers.js'

const which = { group: 'What to run', belongs: 'line' } as const

export const chaosRunOptions = {
  scenario: { ...which, value: 'NAME', many: true, description: 'one scenario, and another each time', default: 'all of them' },
  seeds: { ...which, value: 'N', read: count, description: 'seeds 1 to N', default: '1' },
  json: { description: 'print the verdict as one JSON object', group: 'Output', belongs: 'line' },
} as const satisfies OptionTable

const drawn = { group: 'What to draw', belongs: 'line' } as const

export const chaosSwarmOptions = {
  world: { ...drawn, value: 'NAME', many: true, description: 'one world, and another each time', default: 'all of them' },
  seeds: { ...drawn, value: 'N', read: count, description: 'how many seeds', default: '100' },
  firstSeed: { ...drawn, value: 'N', read: count, description: 'the first of them', default: '1' },
  out: { value: 'DIR', description: 'write the smallest schedules that break something here', group: 'Output', belongs: 'line' },
  json: { description: 'print one JSON object and nothing else', group: 'Output', belongs: 'line' },
} as const satisfies OptionTable

export type ChaosSwarmOptions = OptionValues<typeof chaosSwarmOptions>
export type ChaosRunOptions = OptionValues<typeof chaosRunOptions>
