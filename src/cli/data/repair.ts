// `bench data repair`: a new dataset or file from one with faults; the original stays, and every change is told.

import { resolve } from 'node:path'
import { userCatalogFolder } from '../../data/catalog/catalog.js'
import type { DatasetInstrument } from '../../data/catalog/dataset.js'
import { streamDataset } from '../../data/catalog/write.js'
import { exportBars } from '../../data/export/export-bars.js'
import { carryQuotes } from '../../data/quality/carry-quotes.js'
import type { RawFile } from '../../data/quality/raw-file.js'
import { type RepairedSeries, repairSeries } from '../../data/quality/repair.js'
import { defaultRepair, type RepairChange, type RepairPolicy, type RepairRefusal } from '../../data/quality/repair-policy.js'
import { validateColumns } from '../../data/validate-columns.js'
import { BenchError } from '../../std/errors.js'
import { type BarsToCheck, barsToCheck } from './bars-to-check.js'
import type { DataRepairOptions } from './check-options.js'
import { importOptionsOf } from './import-options.js'
import { storedQuotes } from './stored-quotes.js'

export async function dataRepair(nameOrFile: string, options: DataRepairOptions): Promise<void> {
  const policy = policyOf(options)
  const bars = await barsToCheck(nameOrFile, importOptionsOf(options), options.catalog)
  const target = targetOf(nameOrFile, bars, options)
  const repaired = repairAll(bars, policy)
  const changes = [...droppedRows(bars, policy), ...repaired.flatMap((one) => one.changes)]
  const refusals = [...refusedRows(bars, policy), ...repaired.flatMap((one) => one.refusals)]
  const isWritten = refusals.length === 0 && !options.dryRun
  if (isWritten) await write(bars, repaired, changes, policy, target, options)
  if (options.json) {
    const result = { source: nameOrFile, target, written: isWritten, policy, changes, refusals }
    process.stdout.write(`${JSON.stringify({ schema: 'bench.data-repair/1', ...result })}\n`)
  } else process.stdout.write(text(changes, options.dryRun === true || refusals.length > 0, target))
  if (refusals.length > 0) throw refused(nameOrFile, refusals)
}

function policyOf({ duplicates, ohlc, badTicks, fill, unreadable }: DataRepairOptions): RepairPolicy {
  return {
    duplicates: duplicates ?? defaultRepair.duplicates,
    impossible: ohlc ?? defaultRepair.impossible,
    badTicks: badTicks ?? defaultRepair.badTicks,
    fill: fill ?? defaultRepair.fill,
    unreadable: unreadable ?? defaultRepair.unreadable,
  }
}

/** The name or file to write. A dry run needs none. */
function targetOf(source: string, { kind }: BarsToCheck, { name, out, dryRun }: DataRepairOptions): string | null {
  const [given, other, flag] = kind === 'dataset' ? [name, out, '--name'] : [out, name, '--out']
  const example = kind === 'dataset' ? `--name ${source}-repaired` : '--out repaired.csv'
  if (other !== undefined) {
    const hint = kind === 'dataset' ? 'bench data export writes a dataset to a file' : 'import the repaired file with bench data import'
    throw new BenchError('USAGE', `a ${kind} is repaired into another ${kind}: use ${flag}`, hint)
  }
  if (given === undefined && !dryRun)
    throw new BenchError('USAGE', 'the original stays, so the result needs a name of its own', `add ${example}, or --dry-run`)
  if (given !== undefined && (given === source || resolve(given) === resolve(source)))
    throw new BenchError('USAGE', `${given} is the original, which stays as it is`, `add ${example}`)
  return given ?? null
}

function repairAll(bars: BarsToCheck, policy: RepairPolicy): RepairedSeries[] {
  const { series } = bars.kind === 'dataset' ? bars : bars.bars
  return series.map((one) => repairSeries(one, policy))
}

/** Rows of a file that never became bars. */
function droppedRows(bars: BarsToCheck, { unreadable }: RepairPolicy): RepairChange[] {
  if (bars.kind === 'dataset' || unreadable === 'refuse') return []
  return bars.bars.lostRows.map(({ instrument, line, message }): RepairChange => {
    return { instrument, action: 'dropped', row: null, line, time: null, message: `left out: ${message}` }
  })
}

function refusedRows(bars: BarsToCheck, { unreadable }: RepairPolicy): RepairRefusal[] {
  if (bars.kind === 'dataset' || unreadable === 'drop') return []
  return bars.bars.lostRows.map(({ instrument, line, message }) => {
    return { instrument, row: null, line, message, hint: 'correct the row, or leave it out: --unreadable drop' }
  })
}

async function write(
  bars: BarsToCheck,
  repaired: readonly RepairedSeries[],
  changes: readonly RepairChange[],
  policy: RepairPolicy,
  target: string | null,
  { catalog, replace }: DataRepairOptions,
): Promise<void> {
  if (target === null) return
  if (bars.kind === 'file') {
    await exportBars(
      repaired.map(({ series }) => series),
      target,
      { replace },
    )
    process.stderr.write(leftBehind(bars.bars))
    return
  }
  const { name, notes, options, instruments, label, synthetic, timeframe, source, adjusted } = bars.dataset
  const description = { name: target, notes: [...notes, ...repairNotes(name, changes)], label, synthetic, timeframe, source, adjusted }
  const { unreadable: _, ...asked } = policy
  const stored = new Map(instruments.map((one) => [one.instrument.id, one]))
  const actions = new Map(instruments.flatMap((one) => (one.actions === undefined ? [] : [[one.instrument.id, one.actions] as const])))
  await streamDataset(userCatalogFolder(catalog), { replace }, target, async (sink) => {
    for (const { series, sourceRows } of repaired) {
      const { instrument, columns } = series
      validateColumns(columns, instrument, instrument.id)
      const quotes = await storedQuotes(bars.dataset, bars.folder, stored.get(instrument.id) as DatasetInstrument)
      await sink(instrument.id, columns, quotes === null ? null : carryQuotes(quotes, sourceRows))
    }
    const repairedFrom = { ...options, repairedFrom: name, ...asked }
    return { description: { ...description, options: repairedFrom }, instruments: repaired.map(({ series }) => series.instrument), actions }
  })
}

/** A file of bars has no columns for what the source told beside them. */
function leftBehind({ series, hasQuotes }: RawFile): string {
  const left = [
    ...(series.some(({ actions }) => actions.length > 0) ? ['its splits and dividends'] : []),
    ...(hasQuotes ? ['its bid and ask'] : []),
  ]
  return left.length === 0 ? '' : `note: ${left.join(', and ')} are not in the repaired file\n`
}

/** The repaired dataset tells what it is not: counts of each kind of change, and the first of them. */
function repairNotes(name: string, changes: readonly RepairChange[]): string[] {
  if (changes.length === 0) return [`repaired from ${name}: nothing was changed`]
  return [`repaired from ${name}: ${countsText(changes)}`, ...changes.slice(0, NOTED).map((change) => changeText(change))]
}

/** Changes that are written out in notes and on the terminal; `--json` has them all. */
const NOTED = 20

function text(changes: readonly RepairChange[], isDry: boolean, target: string | null): string {
  const head = changes.length === 0 ? 'nothing to repair' : countsText(changes)
  const lines = changes.slice(0, NOTED).map((change) => `  ${changeText(change)}`)
  if (changes.length > NOTED) lines.push(`  … and ${(changes.length - NOTED).toLocaleString('en-US')} more; --json lists all`)
  const end = isDry ? 'nothing was written' : `written: ${target}`
  return `${[head, ...lines, end].join('\n')}\n`
}

function countsText(changes: readonly RepairChange[]): string {
  const counts = new Map<string, number>()
  for (const { action } of changes) counts.set(action, (counts.get(action) ?? 0) + 1)
  return [...counts].map(([action, count]) => `${count.toLocaleString('en-US')} ${action.replace('-', ' ')}`).join(', ')
}

function changeText({ instrument, action, row, line, message }: RepairChange): string {
  const place = line !== null ? ` line ${line}` : row !== null ? ` row ${row}` : ''
  return `${instrument}${place}: ${action.replace('-', ' ')}: ${message}`
}

function refused(source: string, refusals: readonly RepairRefusal[]): BenchError {
  const lines = refusals.slice(0, NOTED).map(({ instrument, row, line, message, hint }) => {
    const place = line !== null ? ` line ${line}` : row !== null ? ` row ${row}` : ''
    return `  ${instrument}${place}: ${message} · hint: ${hint}`
  })
  if (refusals.length > NOTED) lines.push(`  … and ${refusals.length - NOTED} more`)
  const faults = refusals.length === 1 ? '1 fault' : `${refusals.length} faults`
  const message = `${source}: ${faults} cannot be repaired as asked, so nothing was written\n${lines.join('\n')}`
  return new BenchError('BAD_DATA', message, 'say what to do with them, or correct the source')
}
