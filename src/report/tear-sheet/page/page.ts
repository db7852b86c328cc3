// The page's script: draws the charts from the coded columns, keeps one period and one pointed time in all of them, and brings tables to life.

/// <reference lib="dom" />

import type { ChartData } from '../chart-data.js'
import { heldUnit } from '../held-unit.js'
import type { ChartName } from '../specs/charts.js'
import { type Trade, tradeColumns } from '../trade-columns.js'
import { decodeTable, timesOf } from './columns.js'
import { CurveSource, type ShownFall } from './curve-source.js'
import { DenialSource } from './denial-source.js'
import { Histogram } from './histogram.js'
import { Period } from './period.js'
import { connectPeriodControls } from './period-controls.js'
import { connectPopover } from './popover.js'
import { PriceSource } from './price-source.js'
import { connectPrint } from './print.js'
import { curveFields, timeText } from './readout.js'
import { type Drawing, Redraw } from './redraw.js'
import { Scatter, type ScatterField } from './scatter.js'
import { connectSegments } from './segments.js'
import { sortOnClick } from './sort.js'
import { connectTheme } from './theme.js'
import { TimeChart, type TimeSource } from './time-chart.js'
import { TradeBrowser } from './trade-browser.js'
import { lazyTrades } from './trades.js'

const root = document.documentElement
root.classList.add('scripted')

const data = JSON.parse(textOf('chart-data')) as ChartData
const specs = JSON.parse(textOf('charts')) as Record<ChartName, object>
const when = timeText(data.daily)
const trades = lazyTrades(data.trades)
const account = decodeTable(data.equity)
const falls: ShownFall[] = data.falls.map((fall) => ({ ...fall, pointed: false }))
const prices = new PriceSource(data.prices, trades, when)
const period = new Period(timesOf(account))
const redraw = new Redraw()
const timeCharts = new Map<string, TimeChart>()
const scatters: Scatter[] = []

connectSegmentsAndTables()
const drawings = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')].flatMap(mounted)
const browser = tradeBrowser()
connectTheme(document.querySelector('button.theme'))
connectPopover(document.querySelector('main') as HTMLElement)
connectFalls()
connectInstrument()
connectPeriodControls(period, when, () => chart('equity')?.respec(logScale() ? specs.equityLog : specs.equity))
connectPrint(() => redraw.now())
period.onChange(() => {
  redraw.request(timeCharts.values())
  browser?.periodChanged()
})
drawAll().then(() => {
  root.dataset.drawn = 'true'
})

async function drawAll(): Promise<void> {
  for (const drawing of drawings) {
    await drawing.refresh()
    redraw.watch(drawing)
  }
}

function mounted(figure: HTMLElement): Drawing[] {
  const name = figure.dataset.chart as ChartName
  const source = timeSource(name)
  if (source !== null) {
    const made = new TimeChart(figure, specs[name], source, { period, point, changed })
    timeCharts.set(name, made)
    return [made]
  }
  if (name === 'distribution') {
    const distribution = data.distributions[figure.dataset.set as 'sessions' | 'months']
    return distribution === null ? [] : [new Histogram(figure, specs[name], distribution, changed)]
  }
  const scatter = new Scatter(figure, specs[name], {
    field: ({ tradeDuration: 'held', tradeMae: 'mae', tradeMfe: 'mfe' } as Record<string, ScatterField>)[name] ?? 'held',
    unit: heldUnit(trades().map((trade) => trade.exitTime - trade.entryTime)),
    when,
    onChoose: (trade) => browser?.find(trade),
  })
  scatters.push(scatter)
  return [scatter]
}

function timeSource(name: ChartName): TimeSource | null {
  if (name === 'price') return prices
  if (name === 'denials') return new DenialSource(data.denials, when)
  const fields = curveFields(benchmarkName())[name]
  if (fields === undefined) return null
  const columns = name.startsWith('rolling') ? decodeTable(data.rolling) : account
  const shaded = name === 'equity' || name === 'drawdown' ? falls : null
  return new CurveSource(columns, fields, when, shaded, name === 'range')
}

/** As the legends have it. */
function benchmarkName(): string {
  return document.querySelector('.key.benchmark')?.textContent ?? 'benchmark'
}

function chart(name: ChartName): TimeChart | undefined {
  return timeCharts.get(name)
}

function point(time: number | null, spoken: boolean): void {
  for (const one of timeCharts.values()) one.point(time, spoken)
}

function changed(drawing: Drawing): void {
  redraw.request([drawing])
}

function tradeBrowser(): TradeBrowser | null {
  const element = document.querySelector<HTMLElement>('.browser')
  if (element === null) return null
  const columns = tradeColumns({
    daily: data.daily,
    strategies: Number(element.dataset.strategies),
    instruments: Number(element.dataset.instruments),
    hasRisk: element.dataset.risk === 'true',
  })
  return new TradeBrowser(element, trades(), columns, {
    period: () => [period.from, period.to],
    onFound: (found) => {
      for (const scatter of scatters) scatter.show(found)
      if (root.dataset.drawn !== undefined) redraw.request(scatters)
    },
    onShow: showTrade,
  })
}

/** Its instrument, its line in full colour, and twice its length on either side. */
function showTrade(trade: Trade): void {
  const index = prices.indexOf(trade.instrument)
  const select = document.querySelector<HTMLSelectElement>('#instrument')
  prices.pointAt(trade.id)
  if (index >= 0 && select !== null && Number(select.value) !== index) {
    select.value = String(index)
    choosePrice(index)
  }
  const margin = Math.max(2 * (trade.exitTime - trade.entryTime), (period.last - period.first) / 200)
  period.show(trade.entryTime - margin, trade.exitTime + margin)
  chart('price')?.figure.scrollIntoView({ block: 'center' })
}

function choosePrice(index: number): void {
  const table = prices.choose(index)
  if (table !== undefined) chart('price')?.retitle(table.instrument, table.note)
}

function connectInstrument(): void {
  const select = document.querySelector<HTMLSelectElement>('#instrument')
  select?.addEventListener('change', () => choosePrice(Number(select.value)))
}

/** A fall is lit while its row or its entry in the list is pointed at; `show` makes it the period. */
function connectFalls(): void {
  const light = (number: number | null): void => {
    for (const fall of falls) fall.pointed = fall.number === number
    redraw.request([chart('equity'), chart('drawdown')].filter((one) => one !== undefined))
  }
  for (const fall of falls) {
    for (const element of document.querySelectorAll(`#fall-${fall.number}, [data-fall="${fall.number}"]`)) {
      element.addEventListener('pointerenter', () => light(fall.number))
      element.addEventListener('pointerleave', () => light(null))
      element.addEventListener('focusin', () => light(fall.number))
      element.addEventListener('focusout', () => light(null))
    }
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('#drawdowns button.show')) {
    button.addEventListener('click', () => {
      const [from, to] = [Number(button.dataset.from), Number(button.dataset.to)]
      const margin = Math.max((to - from) / 10, (period.last - period.first) / 200)
      period.show(from - margin, to + margin)
      chart('equity')?.figure.scrollIntoView({ block: 'start' })
    })
  }
}

function connectSegmentsAndTables(): void {
  for (const group of document.querySelectorAll<HTMLElement>('.segments')) connectSegments(group)
  for (const table of document.querySelectorAll<HTMLTableElement>('table:not(.trades)')) sortOnClick(table)
}

function logScale(): boolean {
  return document.querySelector<HTMLInputElement>('#log-scale')?.checked === true
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? ''
}
