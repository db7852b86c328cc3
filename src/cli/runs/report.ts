// `bench report`: the page of a stored run again, in place or elsewhere, and pictures and Markdown of it where they are asked for.

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { runFileNames } from '../../report/run-document.js'
import { findRun } from '../../report/run-store/find-run.js'
import { loadSeriesOf } from '../../report/run-store/load-series.js'
import { readRun, type StoredRun } from '../../report/run-store/read-run.js'
import { type StaticKind, writeStatic } from '../../report/static/write-static.js'
import { loadAssets } from '../../report/tear-sheet/assets.js'
import { type TearSheetInput, tearSheet } from '../../report/tear-sheet/tear-sheet.js'
import type { ReportOptions } from './options.js'

export async function report(run: string, options: ReportOptions): Promise<void> {
  const stored = await readRun(await findRun(options.reports ?? 'reports', run))
  const input = await withBars(stored)
  const page = resolve(options.out ?? join(stored.directory, runFileNames.report))
  await mkdir(dirname(page), { recursive: true })
  await replaceFile(page, tearSheet(input, await loadAssets()))
  const statics = await writeStatic(input, dirname(page), kindsOf(options))
  const files = { report: page, ...statics }
  const notes = [...input.result.notes.slice(stored.result.notes.length), ...faultsOf(stored)]
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

/** What does not fit together any more: somebody changed a file, or a definition has changed. */
function faultsOf({ disagreements, altered }: StoredRun): string[] {
  return [
    ...altered.map((file) => `${file} is not what the run's hash is over: it was changed after the run`),
    ...disagreements.map(({ metric, stored, computed }) => `${metric} was written as ${stored}, and its files give ${computed}`),
  ]
}

function kindsOf(options: ReportOptions): readonly StaticKind[] {
  return (['svg', 'png', 'md'] as const).filter((kind) => options[kind] === true)
}

/** Whoever reads meanwhile sees the old page or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`
  await writeFile(draft, text)
  await rename(draft, path)
}
