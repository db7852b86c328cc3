// The page's script: draws the charts from the coded columns, keeps one period and one cursor in all of them, and sorts tables.

/// <reference lib="dom" />

import type { ChartData, ChartTable } from '../chart-data.js'
import { decodeColumn } from '../delta-code.js'
import type { ChartName } from '../specs/charts.js'
import { Chart } from './chart.js'
import type { Columns } from './columns.js'
import { readouts } from './readout.js'
import { sortOnClick } from './sort.js'

const YEAR_MS = 365.25 * 86_400_000

const data = JSON.parse(textOf('chart-data')) as ChartData
const specs = JSON.parse(textOf('charts')) as Record<ChartName, object>
const curve = decode(data.equity)
const times = curve.time ?? new Float64Array()
const first = times[0] ?? 0
const last = times.at(-1) ?? 1
const drawn = new Map<string, Chart>()
let period: readonly [number, number] = [first, last]

for (const table of document.querySelectorAll('table')) sortOnClick(table)
connectControls()
drawAll().then(() => {
  document.documentElement.dataset.drawn = 'true'
})

async function drawAll(): Promise<void> {
  await draw('equity', curve)
  await draw('drawdown', curve)
  await draw('range', curve)
  await draw('rollingSharpe', decode(data.rolling))
  await drawPrice(0)
}

async function drawPrice(index: number): Promise<void> {
  const price = data.prices[index]
  if (price !== undefined)
    await draw('price', decode(price), decode(price.fills), price.instrument, `${price.note} ${price.fills.note}`.trim())
}

async function draw(name: ChartName, rows: Columns, fills?: Columns, title?: string, note?: string): Promise<void> {
  const figure = document.querySelector<HTMLElement>(`figure[data-chart="${name}"]`)
  if (figure === null) return
  drawn.get(name)?.close()
  const chart = new Chart(figure, specs[name === 'equity' && logScale() ? 'equityLog' : name], { rows, fills, read: readouts[name] })
  drawn.set(name, chart)
  if (title !== undefined) chart.caption(title, note ?? '')
  await chart.draw(...period)
  if (name === 'range') chart.onDrag(showPeriod)
  else chart.onPoint(pointAt)
}

/** Shows a period in every chart; one that holds less than two rows shows everything. */
function showPeriod(from: number, to: number): void {
  const rows = times.filter((time) => time >= from && time <= to).length
  period = rows < 2 ? [first, last] : [Math.max(first, from), Math.min(last, to)]
  for (const chart of drawn.values()) chart.show(...period)
  for (const button of periodButtons()) button.setAttribute('aria-pressed', String(sinceOf(button) === period[0] && period[1] === last))
}

function pointAt(time: number | null): void {
  for (const chart of drawn.values()) chart.point(time)
}

function connectControls(): void {
  for (const button of periodButtons()) button.addEventListener('click', () => showPeriod(sinceOf(button), last))
  document.querySelector('#log-scale')?.addEventListener('change', () => draw('equity', curve))
  const instrument = document.querySelector<HTMLSelectElement>('#instrument')
  instrument?.addEventListener('change', () => drawPrice(Number(instrument.value)))
}

function logScale(): boolean {
  return document.querySelector<HTMLInputElement>('#log-scale')?.checked === true
}

function periodButtons(): NodeListOf<HTMLButtonElement> {
  return document.querySelectorAll<HTMLButtonElement>('[data-years]')
}

function sinceOf(button: HTMLButtonElement): number {
  const years = Number(button.dataset.years)
  return years === 0 ? first : Math.max(first, last - years * YEAR_MS)
}

function decode(table: ChartTable): Columns {
  return Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, decodeColumn(column)]))
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? ''
}
