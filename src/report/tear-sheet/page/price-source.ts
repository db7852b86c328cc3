// The price of the chosen instrument, the fills in view on it, and lines from entry to exit.

import { price, whole } from '../../wording.js'
import type { PriceTable } from '../data/price-tables.js'
import type { Trade } from '../trade-columns.js'
import { type Columns, decodeTable, type Row, rowAt, rowsInView, timesOf } from './columns.js'
import { nearest } from './curve-source.js'
import type { InView, TimeSource } from './time-chart.js'

/** More marks than this would cover one another: then each stretch of time shows one of a kind. */
const FILLS_DRAWN = 800
const TRIPS_DRAWN = 400

export class PriceSource implements TimeSource {
  readonly #tables: readonly PriceTable[]
  readonly #trades: () => readonly Trade[]
  readonly #when: (time: number) => string
  #columns: Columns = {}
  #fills: Columns = {}
  #trips: readonly Trade[] = []
  #pointed = Number.NaN

  constructor(tables: readonly PriceTable[], trades: () => readonly Trade[], when: (time: number) => string) {
    this.#tables = tables
    this.#trades = trades
    this.#when = when
    this.choose(0)
  }

  choose(index: number): PriceTable | undefined {
    const table = this.#tables[index]
    if (table === undefined) return undefined
    this.#columns = decodeTable(table)
    this.#fills = decodeTable(table.fills)
    this.#trips = this.#trades().filter((trade) => trade.instrument === table.instrument)
    return table
  }

  indexOf(instrument: string): number {
    return this.#tables.findIndex((table) => table.instrument === instrument)
  }

  /** Draws the line of one trade in full colour. */
  pointAt(id: number): void {
    this.#pointed = id
  }

  data(from: number, to: number, hidden: ReadonlySet<string>): InView {
    const { rows, held } = rowsInView(
      this.#columns,
      ['close', 'low', 'high'].filter((name) => !hidden.has(name)),
      from,
      to,
    )
    const fills = this.#fillsIn(from, to).filter((fill) => !hidden.has(String(fill.side)))
    const drawnFills = thinFills(fills, from, to)
    const inView = hidden.has('trips') ? [] : this.#trips.filter((trade) => trade.exitTime >= from && trade.entryTime <= to)
    const trips = inView.length > TRIPS_DRAWN ? inView.filter((trade) => trade.id === this.#pointed) : inView
    const sets = {
      rows,
      fills: drawnFills,
      trips: trips.map(({ id, entryTime, exitTime, entryPrice, exitPrice, pnl }) => ({
        ...{ entryTime, exitTime, entryPrice, exitPrice, pnl },
        pointed: id === this.#pointed,
      })),
    }
    const remarks = [
      drawnFills.length < fills.length ? `${whole(drawnFills.length)} of ${whole(fills.length)} fills in view are marked.` : '',
      trips.length < inView.length ? `Lines from entry to exit show from ${TRIPS_DRAWN} trades in view on down.` : '',
    ]
    return { sets, drawn: rows.length, held, remark: remarks.join(' ').trim() }
  }

  read(time: number): { time: number; text: string } | null {
    const times = timesOf(this.#columns)
    const row = nearest(times, time)
    if (row < 0) return null
    const at = times[row] as number
    const close = this.#columns.close?.[row] as number
    return { time: at, text: [`${this.#when(at)}  close ${price(close)}`, ...this.#fillsAt(row)].join('  ') }
  }

  #fillsIn(from: number, to: number): Row[] {
    const times = timesOf(this.#fills)
    const start = rowAt(times, from)
    return Array.from({ length: rowAt(times, to + 1) - start }, (_, i) => ({
      time: times[start + i] as number,
      price: this.#fills.price?.[start + i] as number,
      side: (this.#fills.quantity?.[start + i] as number) > 0 ? 'buy' : 'sell',
    }))
  }

  /** Fills after the row before and up to this row: they belong to this bar. */
  #fillsAt(row: number): string[] {
    const times = timesOf(this.#columns)
    const fills = timesOf(this.#fills)
    const from = row === 0 ? 0 : rowAt(fills, (times[row - 1] as number) + 1)
    const to = rowAt(fills, (times[row] as number) + 1)
    return Array.from({ length: Math.min(3, to - from) }, (_, i) => {
      const quantity = this.#fills.quantity?.[from + i] as number
      return `${quantity > 0 ? 'bought' : 'sold'} ${whole(Math.abs(quantity))} at ${price(this.#fills.price?.[from + i] as number)}`
    })
  }
}

/** Of each stretch of time the highest and the lowest fill of each side. */
function thinFills(fills: readonly Row[], from: number, to: number): readonly Row[] {
  if (fills.length <= FILLS_DRAWN) return fills
  const stretches = FILLS_DRAWN / 4
  const kept = new Map<string, Row>()
  for (const fill of fills) {
    const stretch = Math.floor((((fill.time as number) - from) / (to - from)) * stretches)
    const [high, low] = [`${fill.side} ${stretch} high`, `${fill.side} ${stretch} low`]
    if (!(Number(kept.get(high)?.price) >= Number(fill.price))) kept.set(high, fill)
    if (!(Number(kept.get(low)?.price) <= Number(fill.price))) kept.set(low, fill)
  }
  return [...new Set(kept.values())]
}
