// The price of each instrument with the fills on it, the most traded instrument first.

import type { BarSeries } from '../../../model/bar.js'
import type { Fill } from '../../../model/fill.js'
import { grouped } from '../../grouped.js'
import { counted, whole } from '../../wording.js'
import { encodeColumn, exactUnit } from '../delta-code.js'
import { rowsToDraw } from '../down-sample.js'
import { type ChartTable, codedRows, codedTimes, thinned } from './chart-table.js'
import { executionSeries } from './execution-series.js'

export interface PriceTable extends ChartTable {
  readonly instrument: string
  /** Columns time, price, quantity (signed: sells are negative); what of them is told stands in the note of the whole. */
  readonly fills: Pick<ChartTable, 'columns'>
  /** All fills, those that are not carried among them. */
  readonly fillCount: number
}

const ROWS_IN_ALL = 60_000
const FILLS_IN_ALL = 60_000
const INSTRUMENTS = 60

export function priceTables(series: readonly BarSeries[], fills: readonly Fill[]): readonly PriceTable[] {
  const byInstrument = grouped(fills, (fill) => fill.instrument)
  const fillsOf = (one: BarSeries): readonly Fill[] => byInstrument.get(one.instrument.id) ?? []
  const carried = [...executionSeries(series)].sort((a, b) => fillsOf(b).length - fillsOf(a).length).slice(0, INSTRUMENTS)
  const rows = shares(
    carried.map(({ columns }) => columns.length),
    ROWS_IN_ALL,
  )
  const marks = shares(
    carried.map((one) => fillsOf(one).length),
    FILLS_IN_ALL,
  )
  return carried.map((one, i) => priceTable(one, fillsOf(one), rows[i] as number, marks[i] as number))
}

/** Each gets what it needs where that fits; those that need more than an even share divide what the others leave. */
export function shares(needs: readonly number[], budget: number): readonly number[] {
  const given = new Array<number>(needs.length).fill(0)
  let left = budget
  const modestFirst = [...needs.keys()].sort((a, b) => (needs[a] as number) - (needs[b] as number))
  for (const [rank, index] of modestFirst.entries()) {
    given[index] = Math.min(needs[index] as number, Math.floor(left / (needs.length - rank)))
    left -= given[index]
  }
  return given
}

function priceTable({ instrument, columns }: BarSeries, fills: readonly Fill[], limit: number, fillLimit: number): PriceTable {
  const { closeTime, low, high, close } = columns
  const rows = rowsToDraw([low, high], columns.length, limit)
  const marks = fillTable(fills, fillLimit)
  return {
    instrument: instrument.id,
    columns: codedRows({ time: closeTime, low, high, close }, rows),
    note: `${thinned(rows.length, columns.length, 'bar')} ${marks.note}`.trim(),
    fills: { columns: marks.columns },
    fillCount: fills.length,
  }
}

function fillTable(fills: readonly Fill[], limit: number): ChartTable {
  const step = Math.max(1, Math.ceil(fills.length / Math.max(1, limit)))
  const kept = fills.filter((_, i) => i % step === 0)
  const column = (read: (fill: Fill) => number): Float64Array => Float64Array.from(kept, read)
  const price = column((fill) => fill.price)
  const quantity = column((fill) => (fill.side === 'buy' ? fill.quantity : -fill.quantity))
  return {
    columns: {
      time: codedTimes(column((fill) => fill.time)),
      price: encodeColumn(price, exactUnit(price)),
      quantity: encodeColumn(quantity, exactUnit(quantity)),
    },
    note: step > 1 ? `${whole(kept.length)} of ${counted(fills.length, 'fill')} carried, one in ${step}.` : '',
  }
}
