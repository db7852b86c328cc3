// `npm run golden`: holds engine, metrics and indicators to a folder of reference results and prints one line a file.

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hasColor } from '../../src/cli/terminal/colors.js'
import { describeFailure } from '../../src/cli/terminal/failure.js'
import { table } from '../../src/cli/terminal/table.js'
import { BenchError, type ExitCode } from '../../src/std/errors.js'
import { compareBacktestStats } from './backtest-stats.js'
import { compareBacktests } from './backtests.js'
import { compareIndicators } from './indicators.js'
import { compareMetrics } from './metrics.js'
import { readJson } from './read-json.js'
import type { GoldenRow } from './row.js'

const usage = `Usage: npm run golden -- [--golden DIR] [--data DIR] [--json]

Compares every JSON of DIR/backtests, DIR/metrics and DIR/indicators. The data.file in each is relative to the parent of --data,
which is the folder data beside --golden unless it is given. Without options it reads the goldens of this repository. Exit codes: 0 all met, 2 usage, 3 a mismatch, 4 a folder or file is missing.
`

/** Runs the command line's words; `committed` holds our own goldens. Answers the exit code. */
export function main(words: readonly string[], committed: string): ExitCode {
  try {
    const { golden, data = golden === undefined ? join(committed, 'data') : resolve(golden, '../data'), json, help } = parse(words)
    if (help) {
      process.stdout.write(usage)
      return 0
    }
    refuseMissing(golden ?? committed, data)
    const files = compareAll(golden ?? committed, data)
    process.stdout.write(json ? `${JSON.stringify(report(files), null, 2)}\n` : printed(files))
    if (files.every(({ outcome }) => outcome !== 'mismatch')) return 0
    throw new BenchError('GOLDEN_MISMATCH', mismatchText(files), 'the notes above name the first difference of each file')
  } catch (error) {
    const { text, exitCode } = describeFailure(error, hasColor(process.stderr), process.cwd())
    process.stderr.write(text)
    return exitCode
  }
}

interface Options {
  readonly golden?: string
  readonly data?: string
  readonly json?: boolean
  readonly help?: boolean
}

function parse(words: readonly string[]): Options {
  try {
    const options = { golden: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const
    return parseArgs({ args: [...words], options }).values
  } catch (error) {
    throw new BenchError('USAGE', (error as Error).message, 'npm run golden -- --help')
  }
}

const folders = ['backtests', 'metrics', 'indicators'] as const

/** A comparison that finds nothing to compare must not pass. */
function refuseMissing(golden: string, data: string): void {
  const hint = 'give --golden the folder that holds backtests, metrics or indicators, and --data the one with their bars'
  for (const folder of [golden, data]) {
    if (!existsSync(folder)) throw new BenchError('NO_SUCH_FILE', `there is no folder ${folder}`, hint)
  }
  const paths = folders.flatMap((folder) => jsonFiles(join(golden, folder)))
  if (paths.length === 0) throw new BenchError('NO_SUCH_FILE', `${golden} has no reference results`, hint)
  for (const path of paths) {
    const file = dataFileOf(path)
    if (file === undefined || existsSync(join(dirname(data), file))) continue
    throw new BenchError(
      'NO_SUCH_FILE',
      `${path} is about ${file}, which is not in ${dirname(data)}`,
      'data.file is relative to the parent of --data',
    )
  }
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [join(folder, name)] : []))
}

function dataFileOf(path: string): string | undefined {
  try {
    return (readJson(path) as { data?: { file?: string } }).data?.file
  } catch (error) {
    throw new BenchError('BAD_DATA', `${path} cannot be read: ${(error as Error).message}`, 'a reference result is a JSON file')
  }
}

/** A file of reference results with everything in it that was compared. */
interface GoldenFile {
  /** With its folder: `backtests/goog_d__sma_10_30.json`. */
  readonly file: string
  readonly rows: readonly GoldenRow[]
  readonly outcome: GoldenRow['outcome']
}

function compareAll(golden: string, data: string): GoldenFile[] {
  const backtests = [...compareBacktests(golden, data), ...compareBacktestStats(golden, data)]
  return [
    ...byFile('backtests', backtests),
    ...byFile('metrics', compareMetrics(golden)),
    ...byFile('indicators', compareIndicators(golden, data)),
  ]
}

function byFile(folder: string, rows: readonly GoldenRow[]): GoldenFile[] {
  const names = [...new Set(rows.map(({ file }) => file))].sort()
  return names.map((name) => {
    const own = rows.filter(({ file }) => file === name)
    return { file: `${folder}/${name}`, rows: own, outcome: foldOutcomes(own.map(({ outcome }) => outcome)) }
  })
}

function foldOutcomes(outcomes: readonly GoldenRow['outcome'][]): GoldenRow['outcome'] {
  if (outcomes.includes('mismatch')) return 'mismatch'
  return outcomes.includes('equal') ? 'equal' : 'not ours'
}

function report(files: readonly GoldenFile[]) {
  return { schema: 'bench.golden/1', totals: totalsOf(files), files }
}

function totalsOf(files: readonly GoldenFile[]) {
  const rows = files.flatMap((file) => file.rows)
  const count = (outcome: GoldenRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length
  return {
    files: files.length,
    items: rows.length,
    values: sum(rows.map(({ compared }) => compared)),
    equal: count('equal'),
    mismatch: count('mismatch'),
    notOurs: count('not ours'),
  }
}

function printed(files: readonly GoldenFile[]): string {
  const head = ['file', 'outcome', 'values', 'largest difference', 'compared with', 'notes']
  const body = files.map(({ file, outcome, rows }) => [
    file,
    outcome,
    String(sum(rows.map((row) => row.compared))),
    worst(rows),
    itemsText(rows),
    notesText(rows),
  ])
  const { items, values, equal, mismatch, notOurs } = totalsOf(files)
  return `${table(head, body, [2, 3])}\n\n${files.length} files, ${items} items, ${values} values: ${equal} equal, ${mismatch} mismatched, ${notOurs} not ours\n`
}

function worst(rows: readonly GoldenRow[]): string {
  const largest = rows.reduce((most, { maxDiff }) => (Number.isNaN(most) || maxDiff <= most ? most : maxDiff), 0)
  return largest === 0 ? '0' : largest.toExponential(1)
}

/** The items by the policies that match them; a file with many is counted. */
function itemsText(rows: readonly GoldenRow[]): string {
  const ours = rows.filter(({ outcome }) => outcome !== 'not ours')
  if (ours.length > 8) return `${ours.length} items`
  const policies = [...new Set(ours.map((row) => row.policies ?? ''))]
  return policies
    .map((names) => {
      const items = ours.filter((row) => (row.policies ?? '') === names).map(({ item }) => item)
      return names === '' ? items.join(', ') : `${items.join(', ')} (${names})`
    })
    .join('\n')
}

/** What differs and what is not ours, each text once. */
function notesText(rows: readonly GoldenRow[]): string {
  const notable = rows.filter(({ note }) => note !== '')
  const notes = [...new Set(notable.map(({ note }) => note))]
  return notes.map((note) => `${subjects(notable.filter((row) => row.note === note))}: ${note}`).join('\n')
}

function subjects(rows: readonly GoldenRow[]): string {
  const names = rows.map(({ item, outcome }) => (outcome === 'not ours' ? `${item} not ours` : item))
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}

function mismatchText(files: readonly GoldenFile[]): string {
  const wrong = files.filter(({ outcome }) => outcome === 'mismatch').map(({ file }) => file)
  return `${wrong.length} of ${files.length} files differ: ${wrong.slice(0, 5).join(', ')}${wrong.length > 5 ? ', …' : ''}`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
