// Options that many verbs share.

import type { OptionTable } from './options.js'
import { oneOf } from './readers.js'

const output = { group: 'Output', belongs: 'line' } as const

export const json = { json: { ...output, description: 'print one JSON object and nothing else' } } as const satisfies OptionTable
export const quiet = { quiet: { ...output, description: 'no progress, no notes' } } as const satisfies OptionTable

/** Outputs of a run that need no browser. */
export const staticOptions = {
  svg: { ...output, description: 'also a picture, report.svg' },
  png: { ...output, description: 'also a picture, report.png' },
  md: { ...output, description: 'also report.md for GitHub' },
} as const satisfies OptionTable

/** What every verb has. */
export const logOptions = {
  ...quiet,
  logLevel: {
    ...output,
    value: 'LEVEL',
    read: oneOf('error', 'warn', 'info', 'debug'),
    description: 'error, warn, info, debug',
    default: 'info, or BENCH_LOG_LEVEL',
  },
} as const satisfies OptionTable
