// The options of the verbs that look at runs.

import type { OptionTable, OptionValues } from '../options.js'
import { json, quiet, staticOptions } from '../output-options.js'
import { count } from '../readers.js'

const which = { group: 'Which runs', belongs: 'line' } as const
const what = { group: 'What of the run', belongs: 'line' } as const
const output = { group: 'Output', belongs: 'line' } as const

const reports = {
  reports: { ...which, value: 'DIR', description: 'folder that holds the runs', default: 'reports' },
} as const satisfies OptionTable

export const runsOptions = {
  ...reports,
  filter: { ...which, value: 'TEXT', description: 'only runs that have this in their name, strategy, parameters, data or instruments' },
  sort: { ...which, value: 'BY', description: 'when, name, return, sharpe, drawdown, trades, or the id of a metric', default: 'when' },
  limit: { ...which, value: 'N', read: count, description: 'at most so many' },
  ...json,
} as const satisfies OptionTable

export const runsRemoveOptions = {
  ...reports,
  yes: { ...which, description: 'do not ask' },
  ...json,
} as const satisfies OptionTable

export const reportOptions = {
  ...reports,
  out: { ...output, value: 'FILE', description: 'where the page goes; pictures go beside it', default: 'report.html of the run' },
  ...staticOptions,
  ...json,
  ...quiet,
} as const satisfies OptionTable

export const compareOptions = {
  ...reports,
  out: { ...output, value: 'FILE', description: 'where the page goes', default: 'compare-…/compare.html among the runs' },
  page: { ...output, negative: true, description: 'write no compare.html' },
  ...json,
  ...quiet,
} as const satisfies OptionTable

export const explainOptions = {
  ...reports,
  trade: { ...what, value: 'N', read: count, description: 'a round trip, by its number in the list of trades' },
  order: { ...what, value: 'ID', read: count, description: 'an order, by its id: every stage that it went through' },
  denial: { ...what, value: 'N', read: count, description: 'a denial, by its number: 1 is the first' },
  ...json,
} as const satisfies OptionTable

export type RunsOptions = OptionValues<typeof runsOptions>
export type RunsRemoveOptions = OptionValues<typeof runsRemoveOptions>
export type ReportOptions = OptionValues<typeof reportOptions>
export type CompareOptions = OptionValues<typeof compareOptions>
export type ExplainOptions = OptionValues<typeof explainOptions>
