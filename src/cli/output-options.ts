// Options that many verbs share.

import type { OptionTable } from './options.js'

const output = { group: 'Output', belongs: 'line' } as const

export const json = { json: { ...output, description: 'print one JSON object and nothing else' } } as const satisfies OptionTable
export const quiet = { quiet: { ...output, description: 'no progress, no notes' } } as const satisfies OptionTable
