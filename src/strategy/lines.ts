// The indicators of a strategy on one series: worked out as columns before the run, read as lines along it.

import { splitEras } from '../data/split-eras.js'
import { type IndicatorDefinition, columns as indicatorColumns } from '../indicators/indicator.js'
import { Line } from '../indicators/line.js'
import { SplitLine } from '../indicators/split-line.js'
import type { BarSeries } from '../model/bar.js'
import type { BarCursor } from '../model/bar-cursor.js'

/** The columns of some indicators by name, `bands.upper` for one line of several. */
export type Columns = Readonly<Record<string, Float64Array>>
export type Lines = Readonly<Record<string, Line | Readonly<Record<string, Line>>>>

/** The columns of an indicator on a series, one set for each stretch between its splits. */
export type ColumnsOfSeries = (series: BarSeries, definition: IndicatorDefinition) => readonly Record<string, Float64Array>[]

/** `fast` for an indicator of one line, `bands.upper` for one line of several. */
function columnName(name: string, { lines }: IndicatorDefinition, line: string): string {
  return lines.length === 1 && line === 'value' ? name : `${name}.${line}`
}

/** Every definition's columns by name, for each stretch between splits. */
export function columnsOf(
  definitions: Readonly<Record<string, IndicatorDefinition>>,
  stretches: number,
  valuesOf: (definition: IndicatorDefinition) => readonly Record<string, Float64Array>[],
): readonly Columns[] {
  const named = Object.entries(definitions).map(([name, definition]) => ({ name, definition, values: valuesOf(definition) }))
  return Array.from({ length: stretches }, (_, stretch) => {
    const entries = named.flatMap(({ name, definition, values }) =>
      definition.lines.map((line) => [columnName(name, definition, line), values[stretch]?.[line] as Float64Array] as const),
    )
    return Object.fromEntries(entries)
  })
}

export function linesOf(definitions: Readonly<Record<string, IndicatorDefinition>>, columns: readonly Columns[], cursor: BarCursor): Lines {
  const lines: Record<string, Line | Record<string, Line>> = {}
  for (const [name, definition] of Object.entries(definitions)) {
    const lineOf = (line: string): Line => {
      const own = columns.map((ofStretch) => ofStretch[columnName(name, definition, line)] as Float64Array)
      return own.length === 1 ? new Line(own[0] as Float64Array, cursor) : new SplitLine(own, cursor)
    }
    const isPlain = definition.lines.length === 1 && definition.lines[0] === 'value'
    lines[name] = isPlain ? lineOf('value') : Object.fromEntries(definition.lines.map((line) => [line, lineOf(line)]))
  }
  return lines
}

/** A cache of indicator columns: by series, then by the definition's key. */
export function columnCache(): ColumnsOfSeries {
  const cache = new Map<BarSeries, CachedSeries>()
  return (series, definition) => {
    const ofSeries = cache.get(series) ?? {
      stretches: splitEras(series) ?? [series],
      columns: new Map<string, ReturnType<ColumnsOfSeries>>(),
    }
    cache.set(series, ofSeries)
    const known = ofSeries.columns.get(definition.key) ?? ofSeries.stretches.map((one) => indicatorColumns(definition, one.columns))
    ofSeries.columns.set(definition.key, known)
    return known
  }
}

interface CachedSeries {
  readonly stretches: readonly BarSeries[]
  readonly columns: Map<string, ReturnType<ColumnsOfSeries>>
}
