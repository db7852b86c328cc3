// `bench compare`: runs side by side on the terminal, as a page, and as one object.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pc from 'picocolors'
import { compareRuns } from '../../report/compare/comparison.js'
import { comparisonPage } from '../../report/compare/page.js'
import { comparisonText } from '../../report/compare/text.js'
import { replaceFile } from '../../report/replace-file.js'
import { findRun } from '../../report/run-store/find-run.js'
import { readRun, type StoredRun } from '../../report/run-store/read-run.js'
import { loadAssets } from '../../report/tear-sheet/assets.js'
import { BenchError } from '../../std/errors.js'
import { outFile } from '../out-file.js'
import { hasColor } from '../terminal/colors.js'
import { table } from '../terminal/table.js'
import type { CompareOptions } from './options.js'

const MOST_RUNS = 8

export async function compare(names: readonly string[], options: CompareOptions): Promise<void> {
  if (names.length < 2) throw new BenchError('USAGE', 'a comparison needs two runs', 'bench runs lists them: bench compare RUN RUN')
  if (names.length > MOST_RUNS) throw new BenchError('USAGE', `${names.length} runs are too many to look at`, `name at most ${MOST_RUNS}`)
  const runs = await readAll(names, options.reports ?? 'reports')
  const page = options.page === false ? null : await outFile(options.out ?? usualPage(runs, options))
  const comparison = compareRuns(runs)
  const { style } = await loadAssets()
  if (page !== null) await replaceFile(page, (draft) => writeFile(draft, comparisonPage(comparison, runs, style)))
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ schema: 'bench.compare/1', ...comparison, files: { page } })}\n`)
    return
  }
  const text = comparisonText(comparison, table, pc.createColors(hasColor(process.stdout)))
  process.stdout.write(`${text}\n${page === null ? '' : `\npage  ${page}\n`}`)
}

/** A run that is named twice is read once. */
async function readAll(names: readonly string[], reports: string): Promise<StoredRun[]> {
  const read = new Map<string, StoredRun>()
  const runs: StoredRun[] = []
  for (const name of names) {
    const directory = await findRun(reports, name)
    const run = read.get(directory) ?? (await readRun(directory))
    read.set(directory, run)
    runs.push(run)
  }
  return runs
}

/** `reports/compare-sma-cross-1a2b3c4d-5e6f7a8b/compare.html`, among the runs; the same comparison again replaces it. */
function usualPage(runs: readonly StoredRun[], { reports = 'reports' }: CompareOptions): string {
  return join(reports, `compare-${runs.map(({ name }) => name).join('-')}`.slice(0, 200), 'compare.html')
}
