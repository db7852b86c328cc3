// What DuckDB says of a faulty query, as an error with the line and a hint.

import { nearest } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'

/** `BAD_SQL`: the reason, the line with its mark, and what was probably meant. */
export function sqlFailure(error: Error, views: readonly string[]): BenchError {
  const [first = '', ...others] = error.message.replace(/^Failed to extract statements: /, '').split('\n')
  const [, kind = '', reason = first] = /^([A-Z][\w ]* Error): (.*)$/.exec(first) ?? []
  const lines = others.slice(others.findIndex((line) => line.startsWith('LINE ')))
  const mark = others.some((line) => line.startsWith('LINE ')) ? `\n${lines.filter((line) => line.trim() !== '').join('\n')}` : ''
  return new BenchError('BAD_SQL', `${reason}${mark}`, hintFor(kind, error.message, views))
}

function hintFor(kind: string, message: string, views: readonly string[]): string {
  const [, table] = /^Catalog Error: Table with name (\S+) does not exist/.exec(message) ?? []
  if (table !== undefined) return tableHint(table, views)
  if (kind === 'Permission Error') return 'only the catalog and the runs can be read; --allow-files lets a query read other files'
  if (kind === 'Out of Memory Error') return 'give it more with --memory 4GB, or ask for less'
  const candidates = /^Candidate (?:bindings|functions): ?(.*)$|^Did you mean (.*)$/m.exec(message)
  const candidate = candidates?.[1] ?? candidates?.[2]
  if (candidate !== undefined && candidate !== '') return `did you mean ${candidate.replace(/\?$/, '')}?`
  const unquoted = views.find((view) => view.includes('-') && message.includes(view) && !message.includes(`"${view}"`))
  if (unquoted !== undefined) return `a name with a dash stands in double quotes: "${unquoted}"`
  return 'bench sql without a query lists the views, their columns and examples'
}

const runTables: readonly string[] = ['trades', 'orders', 'fills', 'equity', 'denials', 'decisions', 'events']

function tableHint(table: string, views: readonly string[]): string {
  if (runTables.includes(table.toLowerCase()))
    return `no run has ${table.toLowerCase()} yet: bench backtest writes runs, --reports names their folder`
  const dashed = views.find((view) => view.toLowerCase().startsWith(`${table.toLowerCase()}-`))
  if (dashed !== undefined) return `a name with a dash stands in double quotes: "${dashed}"`
  const close = nearest(table, views)
  return close === null ? `the views are ${views.join(', ')}` : `did you mean ${close}? The views are ${views.join(', ')}`
}
