// The options of `bench chaos`.

import type { OptionTable, OptionValues } from '../options.js'
import { count } from '../readers.js'

const which = { group: 'What to run', belongs: 'line' } as const

export const chaosRunOptions = {
  scenario: { ...which, value: 'NAME', many: true, description: 'one scenario, and another each time', default: 'all of them' },
  seeds: { ...which, value: 'N', read: count, description: 'seeds 1 to N', default: '1' },
  json: { description: 'print the verdict as one JSON object', group: 'Output', belongs: 'line' },
} as const satisfies OptionTable

export type ChaosRunOptions = OptionValues<typeof chaosRunOptions>
