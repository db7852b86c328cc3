// Every closed round trip: a table to sort and filter, the result against time held and against open results, and the fills on the price.

import type { RoundTrip } from '../../../model/round-trip.js'
import type { OpenPosition, RunResult } from '../../../model/run.js'
import { counted, date, decimal, price, whole } from '../../wording.js'
import type { ChartData } from '../chart-data.js'
import { paidIn } from '../data/trade-table.js'
import { html, type Markup } from '../html.js'
import { type Trade, type TradeColumn, type TradeScope, tradeColumns } from '../trade-columns.js'
import { figure } from './figure.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { type Column, head, table, tone } from './table.js'
import { tradeCharts } from './trade-charts.js'

/** Rows of the static table: it stands in print and where no script runs. */
const ROWS_PRINTED = 60

export function trades(result: RunResult, data: ChartData): Markup {
  const scope = scopeOf(result, data)
  const columns = tradeColumns(scope)
  const closed =
    result.roundTrips.length === 0
      ? [html`<p class="empty">No round trip was closed.</p>`]
      : [browser(result, data, scope), printed(result, columns), tradeCharts(result)]
  return section('trades', 'Trades', ...closed, open(result), priceChart(result, data))
}

function scopeOf({ strategies, series, roundTrips }: RunResult, { daily }: ChartData): TradeScope {
  return {
    daily,
    strategies: strategies.length,
    instruments: new Set(series.map(({ instrument }) => instrument.id)).size,
    hasRisk: roundTrips.some((trip) => trip.initialRisk !== null),
  }
}

/** The frame of the live table; its rows are made by the script, a page of them at a time. */
function browser(result: RunResult, { trades }: ChartData, scope: TradeScope): Markup {
  const columns = tradeColumns(scope)
  const caption = `Round trips: flat to flat, fees included, slippage in the prices. ${trades.note}`.trim()
  const instruments = [...trades.words.instrument].sort()
  return html`<div class="browser" data-strategies="${scope.strategies}" data-instruments="${scope.instruments}" data-risk="${String(scope.hasRisk)}">
<form class="filters" aria-label="Filter the trades">
<label>Find <input type="search" name="text" placeholder="reason, date, number" autocomplete="off"></label>
${instruments.length > 1 && select('instrument', 'Instrument', instruments)}
${result.strategies.length > 1 && select('strategy', 'Strategy', trades.words.strategy)}
${select('side', 'Side', ['long', 'short'])}
${select('outcome', 'Result', ['won', 'lost', 'ambiguous'])}
<label><input type="checkbox" name="period"> in the period of the charts only</label>
</form>
<p class="found" role="status"></p>
<div class="scroll" tabindex="0" role="region" aria-label="Trades"><table class="trades">
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => head({ ...column, sortBy: () => 0 }))}</tr></thead>
<tbody></tbody>
</table></div>
<p class="pages"><button type="button" data-page="-1">Earlier</button><span class="page"></span><button type="button" data-page="1">Later</button></p>
</div>`
}

function select(name: string, label: string, values: readonly string[]): Markup {
  return html`<label>${label} <select name="${name}"><option value="">all</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`
}

/** The first and the worst round trips, as text. */
function printed(result: RunResult, columns: readonly TradeColumn[]): Markup {
  const { roundTrips } = result
  const paid = paidIn(result)
  const rows = (trips: readonly RoundTrip[]): Trade[] => trips.map((trip) => tradeOf(trip, paid))
  const cells = columns.map(
    (column): Column<Trade> => ({
      head: column.head,
      numeric: column.numeric,
      means: column.means,
      cell: (trade) => column.text(trade),
      tone: (trade) => (column.toned === true ? tone(trade.pnl) : ''),
    }),
  )
  if (roundTrips.length <= ROWS_PRINTED) return html`<div class="printed">${table('Every round trip', cells, rows(roundTrips))}</div>`
  const half = ROWS_PRINTED / 2
  const worst = [...roundTrips].sort((a, b) => a.pnl - b.pnl).slice(0, half)
  return html`<div class="printed">
${table(`The first ${half} round trips of ${whole(roundTrips.length)}; trades.parquet holds all`, cells, rows(roundTrips.slice(0, half)))}
${table(`The ${half} worst round trips`, cells, rows(worst))}
</div>`
}

function tradeOf(trip: RoundTrip, paid: (trip: RoundTrip) => number): Trade {
  return {
    ...trip,
    side: trip.direction,
    bars: trip.exitBar - trip.entryBar,
    paid: paid(trip),
    costs: trip.fees + trip.slippage,
    risk: trip.initialRisk ?? Number.NaN,
    reasonIn: trip.entryReason,
    reasonOut: `${trip.exitReason || trip.exitRole}${trip.ambiguous ? ' (ambiguous)' : ''}`,
  }
}

function open({ openPositions, currency }: RunResult): Markup | null {
  if (openPositions.length === 0) return null
  const number = (
    head: string,
    read: (one: OpenPosition) => number,
    write: (value: number) => string,
    rule: string,
  ): Column<OpenPosition> => ({
    head,
    numeric: true,
    cell: (one) => write(read(one)),
    sortBy: read,
    means: meaning(head, rule, 'at the end of the run'),
  })
  const word = (head: string, read: (one: OpenPosition) => string): Column<OpenPosition> => ({ head, cell: read, sortBy: read })
  return table<OpenPosition>(
    'Still open at the end, marked at the last close',
    [
      word('Strategy', (one) => one.strategy),
      word('Instrument', (one) => one.instrument),
      { head: 'Since', cell: (one) => date(one.openedAt), sortBy: (one) => one.openedAt },
      number('Quantity', (one) => one.quantity, whole, 'lots, negative when short'),
      number('Average price', (one) => one.averagePrice, price, 'mean price of the lots held'),
      number('Mark', (one) => one.mark, price, 'last close'),
      {
        ...number('Open result', (one) => one.unrealizedPnl, decimal, `position × (mark − average price), ${currency}`),
        tone: (one) => tone(one.unrealizedPnl),
      },
    ],
    openPositions,
  )
}

function priceChart({ series }: RunResult, { prices }: ChartData): Markup | null {
  if (prices.length === 0) return null
  const instruments = new Set(series.map(({ instrument }) => instrument.id)).size
  const choice = html`<p class="controls"><label>Instrument <select id="instrument">${prices.map(
    ({ instrument, fillCount }, i) => html`<option value="${i}">${instrument} (${counted(fillCount, 'fill')})</option>`,
  )}</select></label>${prices.length < instruments && html` ${leftOut(prices.length, instruments)}`}</p>`
  return html`<h3 id="price">Entries and exits on the price</h3>
${prices.length > 1 && choice}
${figure({
  name: 'price',
  title: prices[0]?.instrument ?? '',
  means: meaning(
    'Price',
    'close of each bar, the range of the bar behind it',
    'fills at their executed prices, slippage in them',
    'source: the bars that were replayed',
  ),
  legend: [
    { mark: 'area', text: 'close and range', hides: 'close low high' },
    { mark: 'buy', text: 'buy', hides: 'buy' },
    { mark: 'sell', text: 'sell', hides: 'sell' },
    { mark: 'trip', text: 'entry to exit', hides: 'trips' },
  ],
  note: prices[0]?.note ?? '',
})}`
}

/** A page carries only so much: what is missing is said where it would be looked for. */
function leftOut(carried: number, all: number): string {
  return `The ${carried} of ${whole(all)} instruments with the most fills; fills.parquet holds those of all.`
}
