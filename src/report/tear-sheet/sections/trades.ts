// Every closed round trip, sortable; of very many, those that moved the result most.

import type { Instrument } from '../../../model/instrument.js'
import { lotValue } from '../../../model/instrument.js'
import type { RoundTrip } from '../../../model/round-trip.js'
import type { OpenPosition, RunResult } from '../../../model/run.js'
import { isDaily } from '../../../model/time.js'
import { date, decimal, minute, percent, price, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { section } from './section.js'
import { type Column, table, tone } from './table.js'

const ROWS_SHOWN = 500

export function trades(result: RunResult): Markup {
  return section('trades', 'Trades', closed(result), open(result))
}

function closed(result: RunResult): Markup {
  const { roundTrips } = result
  if (roundTrips.length === 0) return html`<p class="empty">No round trip was closed.</p>`
  const many = roundTrips.length > ROWS_SHOWN
  const rows = many ? largest(roundTrips) : roundTrips
  const caption = many
    ? `The ${ROWS_SHOWN} round trips with the largest results of ${whole(roundTrips.length)}; trades.parquet holds all`
    : 'Round trips: flat to flat, fees included, slippage in the prices'
  return table(caption, columns(result), rows)
}

function largest(roundTrips: readonly RoundTrip[]): readonly RoundTrip[] {
  const ranked = [...roundTrips].sort((a, b) => Math.abs(b.pnl) - Math.abs(a.pnl))
  return ranked.slice(0, ROWS_SHOWN).sort((a, b) => a.id - b.id)
}

function columns(result: RunResult): readonly Column<RoundTrip>[] {
  const instruments = new Map(result.series.map(({ instrument }) => [instrument.id, instrument]))
  const when = result.series.every((one) => isDaily(one.timeframe)) ? date : minute
  const all: (Column<RoundTrip> | null)[] = [
    number('#', (trip) => trip.id, whole),
    result.strategies.length > 1 ? text('Strategy', (trip) => trip.strategy) : null,
    instruments.size > 1 ? text('Instrument', (trip) => trip.instrument) : null,
    text('Side', (trip) => trip.direction),
    { head: 'In', cell: (trip) => when(trip.entryTime), sortBy: (trip) => trip.entryTime },
    { head: 'Out', cell: (trip) => when(trip.exitTime), sortBy: (trip) => trip.exitTime },
    number('Bars', (trip) => trip.exitBar - trip.entryBar, whole),
    number('Quantity', (trip) => trip.quantity, whole),
    number('Price in', (trip) => trip.entryPrice, price),
    number('Price out', (trip) => trip.exitPrice, price),
    { ...number('Result', (trip) => trip.pnl, decimal), tone: (trip) => tone(trip.pnl) },
    { ...number('Return', (trip) => returnOn(trip, instruments.get(trip.instrument)), percent), tone: (trip) => tone(trip.pnl) },
    number('Worst', (trip) => trip.mae, whole),
    number('Best', (trip) => trip.mfe, whole),
    { head: 'Why out', cell: why, sortBy: (trip) => trip.exitReason },
  ]
  return all.filter((column) => column !== null)
}

/** The result as a share of what was paid in. */
function returnOn(trip: RoundTrip, instrument: Instrument | undefined): number {
  const paid = instrument === undefined ? 0 : Math.abs(lotValue(instrument, trip.entryPrice) * trip.quantity)
  return paid > 0 ? trip.pnl / paid : 0
}

function why(trip: RoundTrip): Markup {
  const doubt = html` <abbr class="ambiguous" title="A fill of it hangs on the path inside a bar">ambiguous</abbr>`
  return html`${trip.exitReason || trip.exitRole}${trip.ambiguous && doubt}`
}

function open({ openPositions }: RunResult): Markup | null {
  if (openPositions.length === 0) return null
  return table<OpenPosition>(
    'Still open at the end, marked at the last close',
    [
      text('Strategy', (position) => position.strategy),
      text('Instrument', (position) => position.instrument),
      { head: 'Since', cell: (position) => date(position.openedAt) },
      number('Quantity', (position) => position.quantity, whole),
      number('Average price', (position) => position.averagePrice, price),
      number('Mark', (position) => position.mark, price),
      {
        ...number<OpenPosition>('Open result', (position) => position.unrealizedPnl, decimal),
        tone: (position) => tone(position.unrealizedPnl),
      },
    ],
    openPositions,
  )
}

function number<Row>(head: string, read: (row: Row) => number, write: (value: number) => string): Column<Row> {
  return { head, numeric: true, cell: (row) => write(read(row)), sortBy: read }
}

function text<Row>(head: string, read: (row: Row) => string): Column<Row> {
  return { head, cell: read, sortBy: read }
}
