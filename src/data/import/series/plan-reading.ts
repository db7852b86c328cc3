// Settles what must be known before rows can become bars: their order, timeframe, instruments and columns, from a look at the first rows of each file.

import { type Instrument, instrument } from '../../../model/instrument.js'
import type { Timeframe } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import { stateText } from '../../adjust.js'
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
import { refuseTwelveHours } from './twelve-hours.js'

/** A part, and how its rows are read. */
export interface PartReading {
  readonly part: Part
  /** What its first rows tell; null, as the rule, where it has no sound one. */
  readonly first: FirstRows | null
  readonly rule: PlaceRule | null
  readonly target: RowTarget
}

export interface ReadingPlan extends SeriesRules {
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
  const timeframes = settleTimeframe(options.timeframe, layout.timeframe, mostRows(firsts), where)
  refuseMixture(given, timeframes.rowsAt)
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
    only: symbols.isStacked ? askedSymbol(parts, options) : null,
    stamp: options.stamp ?? layout.stamp ?? 'start',
    mayEndLive: /^(yahoo|yfinance)$/.test(layout.dialect) && timeframes.rowsAt === '1d',
    adjusted: layout.adjusted,
  }
}

interface SeenPart {
  readonly part: Part
  readonly first: FirstRows | null
  /** The instruments that the first rows name. */
  readonly symbols: readonly string[]
}

/** The parts by their first times; one without rows comes last. */
async function inTimeOrder(given: readonly Part[]): Promise<readonly SeenPart[]> {
  const seen: SeenPart[] = []
  for (const part of given) seen.push(await seenPart(part))
  const at = ({ first }: SeenPart) => first?.firstTime ?? Number.POSITIVE_INFINITY
  return seen.sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)))
}

/** Faults are found again, and told, when the rows are read for good. */
async function seenPart(part: Part): Promise<SeenPart> {
  const symbols = new SymbolTable(part.layout.places.symbol !== null)
  const target = { file: 0, symbols, symbol: 0, extra: extraColumns([part]), faults: new FaultList(part.source.path, part.unit) }
  for await (const batch of part.open(target).batches) {
    refuseTwelveHours(batch, part.source.path)
    return { part, first: lookAtRows(batch), symbols: symbols.names }
  }
  return { part, first: null, symbols: [] }
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

/** The instrument to take of many, as the first rows write it; as the user does where they do not name it. */
function askedSymbol(parts: readonly SeenPart[], { symbol }: ImportOptions): string | null {
  if (symbol === undefined) return null
  const names = parts.flatMap(({ symbols }) => symbols)
  if (names.includes(symbol)) return symbol
  return names.find((name) => name.toLowerCase() === symbol.toLowerCase()) ?? symbol
}

/** Prices of two kinds make no series: where one file ended and the other began they would jump. */
function refuseMixture(parts: readonly Part[], rowsAt: Timeframe): void {
  for (const { of, differ } of mixtures) {
    for (const [index, part] of parts.entries()) {
      const other = parts.slice(0, index).find((one) => differ(one.layout, part.layout, rowsAt))
      if (other === undefined) continue
      const message = `${other.source.path} ${of(other.layout)} and ${part.source.path} ${of(part.layout)}, so they cannot be one series`
      throw new BenchError('USAGE', message, 'import one kind at a time, each under its own --name')
    }
  }
}

interface Mixture {
  of(layout: Layout): string
  differ(one: Layout, other: Layout, rowsAt: Timeframe): boolean
}

const mixtures: readonly Mixture[] = [
  {
    of: ({ adjusted }) => (adjusted === null ? 'does not say what it is adjusted for' : `is ${stateText(adjusted)}`),
    differ: (one, other) => one.adjusted !== other.adjusted,
  },
  {
    of: ({ timeframe }) => `has bars of ${timeframe}`,
    differ: (one, other) => one.timeframe !== null && other.timeframe !== null && one.timeframe !== other.timeframe,
  },
  {
    of: ({ stamp }) => (stamp === null ? 'does not say what a stamp is' : `stamps a bar at its ${stamp}`),
    differ: (one, other, rowsAt) => one.stamp !== other.stamp && rowsAt !== '1d',
  },
]

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
