// The numbers behind the charts, thinned where a run is long and coded to stay small.

import { drawdownCurve } from '../../metrics/drawdowns.js'
import type { BarSeries } from '../../model/bar.js'
import type { Fill } from '../../model/fill.js'
import type { RunResult } from '../../model/run.js'
import { grouped } from '../grouped.js'
import type { BenchmarkCurve } from '../verdict.js'
import { counted, whole } from '../wording.js'
import { type CodedColumn, decimalUnit, encodeColumn, timeUnit } from './delta-code.js'
import { pick, ROWS_DRAWN_WHOLE, rowsToDraw } from './down-sample.js'

/** Columns of one chart by field name; `note` says how they were thinned, empty when they were not. */
export interface ChartTable {
  readonly columns: Readonly<Record<string, CodedColumn>>
  readonly note: string
}

export interface PriceTable extends ChartTable {
  readonly instrument: string
  /** Columns time, price, quantity (signed: sells are negative). */
  readonly fills: ChartTable
}

/** What the page's script reads. */
export interface ChartData {
  readonly equity: ChartTable
  readonly rolling: ChartTable
  /** The most traded instrument first. */
  readonly prices: readonly PriceTable[]
}

/** A rolling figure over time: NaN where a window has none. `note` says at which times it was taken. */
export interface RollingColumn {
  readonly time: Float64Array
  readonly value: Float64Array
  readonly note: string
}

const PRICE_ROWS_IN_ALL = 60_000
const INSTRUMENTS_DRAWN = 60
const FILLS_DRAWN = 20_000

export function chartData(
  result: RunResult,
  series: readonly BarSeries[],
  benchmark: BenchmarkCurve | null,
  rolling: RollingColumn | null,
): ChartData {
  return { equity: equityTable(result, benchmark), rolling: rollingTable(rolling), prices: priceTables(series, result.fills) }
}

/** The benchmark's equity as it was known at each time: NaN before it begins. */
function knownAt(times: Float64Array, curve: BenchmarkCurve): Float64Array {
  let next = 0
  return times.map((time) => {
    while (next < curve.time.length && (curve.time[next] as number) <= time) next++
    return next === 0 ? Number.NaN : (curve.equity[next - 1] as number)
  })
}

function equityTable({ equity: curve, initialCash }: RunResult, benchmark: BenchmarkCurve | null): ChartTable {
  const drawdown = drawdownCurve(curve.equity, initialCash)
  const other = benchmark === null ? null : knownAt(curve.time, benchmark)
  const rows = rowsToDraw([curve.equity, drawdown], curve.time.length)
  const columns = {
    time: coded(curve.time, rows, 'time'),
    equity: coded(curve.equity, rows),
    drawdown: coded(drawdown, rows),
    ...(other === null ? {} : { benchmark: coded(other, rows) }),
  }
  return { columns, note: thinned(rows.length, curve.time.length, 'time') }
}

function rollingTable(rolling: RollingColumn | null): ChartTable {
  const { time, value, note } = rolling ?? { time: new Float64Array(0), value: new Float64Array(0), note: '' }
  const all = Uint32Array.from(time, (_, i) => i)
  return { columns: { time: coded(time, all, 'time'), sharpe: coded(value, all) }, note }
}

function priceTables(series: readonly BarSeries[], fills: readonly Fill[]): readonly PriceTable[] {
  const byInstrument = grouped(fills, (fill) => fill.instrument)
  const traded = (one: BarSeries): number => byInstrument.get(one.instrument.id)?.length ?? 0
  const finest = [...grouped(series, (one) => one.instrument.id).values()].map(longest)
  const drawn = finest.sort((a, b) => traded(b) - traded(a)).slice(0, INSTRUMENTS_DRAWN)
  const limit = Math.min(ROWS_DRAWN_WHOLE, Math.floor(PRICE_ROWS_IN_ALL / Math.max(1, drawn.length)))
  const fillLimit = Math.floor(FILLS_DRAWN / Math.max(1, drawn.length))
  return drawn.map((one) => priceTable(one, byInstrument.get(one.instrument.id) ?? [], limit, fillLimit))
}

function priceTable({ instrument, columns }: BarSeries, fills: readonly Fill[], limit: number, fillLimit: number): PriceTable {
  const { closeTime, low, high, close } = columns
  const rows = rowsToDraw([low, high], columns.length, limit)
  return {
    instrument: instrument.id,
    columns: { time: coded(closeTime, rows, 'time'), low: coded(low, rows), high: coded(high, rows), close: coded(close, rows) },
    note: thinned(rows.length, columns.length, 'bar'),
    fills: fillTable(fills, fillLimit),
  }
}

function fillTable(fills: readonly Fill[], limit: number): ChartTable {
  const step = Math.max(1, Math.ceil(fills.length / limit))
  const shown = fills.filter((_, i) => i % step === 0)
  const column = (read: (fill: Fill) => number): Float64Array => Float64Array.from(shown, read)
  const all = Uint32Array.from(shown, (_, i) => i)
  return {
    columns: {
      time: coded(
        column((fill) => fill.time),
        all,
        'time',
      ),
      price: coded(
        column((fill) => fill.price),
        all,
      ),
      quantity: coded(
        column((fill) => (fill.side === 'buy' ? fill.quantity : -fill.quantity)),
        all,
      ),
    },
    note: step > 1 ? `${whole(shown.length)} of ${counted(fills.length, 'fill')} drawn, every ${step}th.` : '',
  }
}

function longest(series: readonly BarSeries[]): BarSeries {
  return series.reduce((best, one) => (one.columns.length > best.columns.length ? one : best))
}

function coded(column: Float64Array, rows: Uint32Array, kind: 'time' | 'value' = 'value'): CodedColumn {
  const values = pick(column, rows)
  return encodeColumn(values, kind === 'time' ? timeUnit(values) : decimalUnit(values))
}

function thinned(drawn: number, all: number, noun: string): string {
  return drawn === all
    ? ''
    : `${whole(drawn)} of ${counted(all, noun)} drawn: the extremes of equal stretches. The files beside this page hold every one.`
}
