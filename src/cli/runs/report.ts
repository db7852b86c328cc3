// `bench report`: the page of a stored run again, in place or elsewhere, and pictures and Markdown of it where they are asked for.

import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { replaceFile } from '../../report/replace-file.js'
import { runFileNames } from '../../report/run-file-names.js'
import { faultsOf } from '../../report/run-store/faults.js'
import { findRun } from '../../report/run-store/find-run.js'
import { loadSeriesOf } from '../../report/run-store/load-series.js'
import { readRun, type StoredRun } from '../../report/run-store/read-run.js'
import { type StaticKind, writeStatic } from '../../report/static/write-static.js'
import { loadAssets } from '../../report/tear-sheet/assets.js'
import { type TearSheetInput, tearSheet } from '../../report/tear-sheet/tear-sheet.js'
import { outFile } from '../out-file.js'
import type { ReportOptions } from './options.js'

export async function report(run: string, options: ReportOptions): Promise<void> {
  const stored = await readRun(await findRun(options.reports ?? 'reports', run))
  const page = await outFile(options.out ?? join(stored.directory, runFileNames.report))
  const faults = faultsOf(stored)
  const input = await withBars(stored)
  // A page whose figures are not those that were written says so on itself, not only to whoever made it.
  const marked = { ...input, result: { ...input.result, notes: [...faults, ...input.result.notes] } }
  const assets = await loadAssets()
  await replaceFile(page, (draft) => writeFile(draft, tearSheet(marked, assets)))
  const statics = await writeStatic(marked, dirname(page), kindsOf(options))
  const files = { report: page, ...statics }
  const notes = [...input.result.notes.slice(stored.result.notes.length), ...faults]
  if (options.json)
    process.stdout.write(`${JSON.stringify({ schema: 'bench.report/1', run: stored.name, runId: stored.runId, notes, files })}\n`)
  else {
    if (!options.quiet) for (const note of notes) process.stderr.write(`note: ${note}\n`)
    process.stdout.write(`${Object.values(files).join('\n')}\n`)
  }
}

/** The run with its bars; without them the page has no price chart, and says why. */
async function withBars(stored: StoredRun): Promise<TearSheetInput> {
  const { series, absent } = await loadSeriesOf(stored)
  if (absent === null) return { ...stored, series }
  const note = `The price chart is left out: ${absent}.`
  return { ...stored, series, result: { ...stored.result, notes: [...stored.result.notes, note] } }
}

function kindsOf(options: ReportOptions): readonly StaticKind[] {
  return (['svg', 'png', 'md'] as const).filter((kind) => options[kind] === true)
}
