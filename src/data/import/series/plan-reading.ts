// Settles what must be known before rows can become bars: their order, timeframe, instruments and columns, from a look at the first rows of each file.

import type { Adjustment } from '../../../model/corporate-action.js'
import { type Instrument, instrument } from '../../../model/instrument.js'
import { BenchError } from '../../../std/errors.js'
import type { Layout } from '../layout/layout.js'
import { type ImportOptions, symbolOf } from '../options.js'
import { FaultList } from '../rows/faults.js'
import type { Part } from '../rows/part.js'
import type { RowTarget } from '../rows/read-rows.js'
import type { ExtraColumns } from '../rows/row-batch.js'
import { SymbolTable } from '../rows/symbol-table.js'
import type { SeriesRules } from './build-series.js'
import type { PlaceRule } from './place-rows.js'
import { type FirstRows, lookAtRows, settleTimeframe } from './timeframe.js'

/** A part, and how its rows are read. */
export interface PartReading {
  readonly part: Part
  /** What its first rows tell; null, as the rule, where it has no sound one. */
  readonly first: FirstRows | null
  readonly rule: PlaceRule | null
  readonly target: RowTarget
}

export interface ReadingPlan extends SeriesRules {
  /** The files, for messages. */
  readonly where: string
  /** In the order of their first times. */
  readonly parts: readonly PartReading[]
}

/** Fails with `FaultyRows` or `NO_BARS` where no part has a sound row, and with `USAGE` where an option is needed. */
export async function planReading(given: readonly Part[], options: ImportOptions): Promise<ReadingPlan> {
  const parts = await inTimeOrder(given)
  const [leading] = parts
  if (leading === undefined) throw new BenchError('USAGE', 'there is no file to read', 'name a file')
  const { layout, unit } = leading.part
  const where = nameOf(given, (part) => part.source.name)
  const faults = new FaultList(
    nameOf(given, (part) => part.source.path),
    unit,
    parts.map(({ part }) => part.source.name),
  )
  const symbols = new SymbolTable(isStacked(given))
  const extra = extraColumns(given)
  const targets = parts.map(
    ({ part }, file): RowTarget => ({ file, symbols, symbol: symbolIndex(part, given, options, symbols), extra, faults }),
  )
  const firsts = parts.flatMap(({ first }) => first ?? [])
  if (firsts.length === 0)
    return refuseEmpty(
      parts,
      targets,
      faults,
      nameOf(given, (part) => part.source.path),
    )
  // A layout repeats what the user says; only what it says otherwise comes from the file.
  const told = layout.timeframe === options.timeframe ? null : layout.timeframe
  const timeframes = settleTimeframe(options.timeframe, told, mostRows(firsts), where)
  const own = ruledInstrument(layout, options)
  return {
    ...timeframes,
    where,
    parts: parts.map(({ part, first }, file): PartReading => {
      const rule = first === null ? null : placeRule(part.layout, first, own, timeframes.rowsAt, options, part.source.name)
      return { part, first, rule, target: targets[file] as RowTarget }
    }),
    instrument: own,
    faults,
    extra,
    symbols,
    only: symbols.isStacked ? (options.symbol ?? null) : null,
    stamp: options.stamp ?? layout.stamp ?? 'start',
    mayEndLive: /^(yahoo|yfinance)$/.test(layout.dialect) && timeframes.rowsAt === '1d',
    adjusted: commonAdjustment(given),
  }
}

interface SeenPart {
  readonly part: Part
  readonly first: FirstRows | null
}

/** The parts by their first times; one without rows comes last. */
async function inTimeOrder(given: readonly Part[]): Promise<readonly SeenPart[]> {
  const seen: SeenPart[] = []
  for (const part of given) seen.push({ part, first: await firstRows(part) })
  const at = ({ first }: SeenPart) => first?.firstTime ?? Number.POSITIVE_INFINITY
  return seen.sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)))
}

/** Faults are found again, and told, when the rows are read for good. */
async function firstRows(part: Part): Promise<FirstRows | null> {
  const symbols = new SymbolTable(part.layout.places.symbol !== null)
  const target = { file: 0, symbols, symbol: 0, extra: extraColumns([part]), faults: new FaultList(part.source.path, part.unit) }
  for await (const batch of part.open(target).batches) return lookAtRows(batch)
  return null
}

async function refuseEmpty(parts: readonly SeenPart[], targets: readonly RowTarget[], faults: FaultList, where: string): Promise<never> {
  for (const [file, { part }] of parts.entries()) for await (const _ of part.open(targets[file] as RowTarget).batches);
  faults.throwIfAny()
  throw new BenchError('NO_BARS', `${where} has a header but no rows`, 'is the file whole?')
}

function nameOf(parts: readonly Part[], name: (part: Part) => string): string {
  const [first] = parts
  if (first === undefined) return ''
  return parts.length === 1 ? name(first) : `${name(first)} and ${parts.length - 1} more`
}

function mostRows(firsts: readonly FirstRows[]): FirstRows {
  return firsts.reduce((best, one) => (one.rows > best.rows ? one : best))
}

function isStacked(parts: readonly Part[]): boolean {
  return parts.some(({ layout }) => layout.places.symbol !== null)
}

function extraColumns(parts: readonly Part[]): ExtraColumns {
  const has = (name: 'adjustedClose' | 'dividend' | 'split' | 'ask') => parts.some(({ layout }) => layout.places[name] !== null)
  return { adjustedClose: has('adjustedClose'), dividend: has('dividend'), split: has('split'), quotes: has('ask') }
}

/** The instrument of rows that do not name theirs. */
function symbolIndex({ layout, source }: Part, all: readonly Part[], options: ImportOptions, symbols: SymbolTable): number {
  if (layout.places.symbol !== null) return 0
  const symbol = options.symbol ?? layout.symbol ?? (all.length === 1 ? symbolOf(source.path) : null)
  if (symbol !== null) return symbols.indexOf(symbol)
  throw new BenchError('USAGE', `nothing says which instrument ${all.length} files are of`, 'name it: --symbol SPY')
}

/** What the user and the dialect say of the instruments; each has its own id. */
function ruledInstrument(layout: Layout, { assetClass, calendar, tick }: ImportOptions): Instrument {
  const overrides = { ...(calendar === undefined ? {} : { calendar }), ...(tick === undefined ? {} : { tick }) }
  return instrument('', assetClass ?? layout.assetClass ?? 'equity', overrides)
}

function placeRule(
  layout: Layout,
  { kind, direction }: FirstRows,
  own: Instrument,
  timeframe: PlaceRule['timeframe'],
  options: ImportOptions,
  where: string,
): PlaceRule {
  const timeZone = options.timeZone ?? layout.timeZone
  return { kind, timeframe, instrument: own, direction, timeZone, stamp: options.stamp ?? layout.stamp, where }
}

function commonAdjustment(parts: readonly Part[]): Adjustment | null {
  const [first, ...others] = parts.map(({ layout }) => layout.adjusted)
  return others.every((adjusted) => adjusted === first) ? (first ?? null) : null
}
