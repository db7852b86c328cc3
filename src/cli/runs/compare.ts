// `bench compare`: runs side by side on the terminal, as a page, and as one object.

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import pc from 'picocolors'
import { compareRuns } from '../../report/compare/comparison.js'
import { comparisonPage } from '../../report/compare/page.js'
import { comparisonText } from '../../report/compare/text.js'
import { findRun } from '../../report/run-store/find-run.js'
import { readRun, type StoredRun } from '../../report/run-store/read-run.js'
import { loadAssets } from '../../report/tear-sheet/assets.js'
import { BenchError } from '../../std/errors.js'
import { hasColor } from '../terminal/colors.js'
import { table } from '../terminal/table.js'
import type { CompareOptions } from './options.js'

const MOST_RUNS = 8

export async function compare(names: readonly string[], options: CompareOptions): Promise<void> {
  if (names.length < 2) throw new BenchError('USAGE', 'a comparison needs two runs', 'bench runs lists them: bench compare RUN RUN')
  if (names.length > MOST_RUNS) throw new BenchError('USAGE', `${names.length} runs are too many to look at`, `name at most ${MOST_RUNS}`)
  const runs = await readAll(names, options.reports ?? 'reports')
  const comparison = compareRuns(runs)
  const page = options.page === false ? null : await writePage(comparisonPage(comparison, runs, (await loadAssets()).style), runs, options)
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
async function writePage(page: string, runs: readonly StoredRun[], { out, reports = 'reports' }: CompareOptions): Promise<string> {
  const folder = resolve(out ?? join(reports, `compare-${runs.map(({ name }) => name).join('-')}`.slice(0, 200)))
  const file = join(folder, 'compare.html')
  const draft = `${file}.${process.pid}.draft`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(draft, page)
    await rename(draft, file)
  } catch (cause) {
    throw new BenchError('USAGE', `the page cannot be written to ${folder}: ${(cause as Error).message}`, 'name another folder: --out', {
      cause,
    })
  }
  return file
}
