// Splits and dividends taken into prices, or out of them again: prices are stored as they came and adjusted when they are read.

import type { BarColumns, BarSeries } from '../model/bar.js'
import { type Adjustment, type CorporateAction, type Dividend, type Split, sharesOf } from '../model/corporate-action.js'
import { isOnTick } from '../model/tick.js'
import type { IsoDate } from '../model/time.js'
import { formatTime } from '../model/time.js'
import { BenchError } from '../std/errors.js'
import { type Calendar, calendar } from './calendar/calendar.js'

/** What is known of the prices of a series. */
export interface StoredPrices {
  /** What they are adjusted for; absent where nobody knows. */
  readonly adjusted?: Adjustment | undefined
  /** What the instrument's company did; absent where nobody knows its splits and dividends, empty where there was nothing. */
  readonly actions?: readonly CorporateAction[] | undefined
}

/**
 * The series with prices adjusted as asked: those before an ex-date are divided by a split's ratio and multiplied by a dividend's factor, or the other way
 * round to take an adjustment back; volumes go with splits. Prices from the last ex-date on stay as they are: none, where it lies after all bars. An
 * instrument whose prices leave its tick has none. Fails with `USAGE` where it is not known what the prices are adjusted for, or by what.
 */
export function adjustSeries(series: BarSeries, stored: StoredPrices, to: Adjustment): BarSeries {
  const steps = stepsBetween(series.instrument.id, stored, to)
  if (steps.length === 0) return series
  const columns = scaled(series, steps)
  return columns === series.columns ? series : { ...series, columns, instrument: settledTick(series, columns) }
}

/** What one ex-date does to everything before it: price × multiply ÷ divide × dividends, volume × divide ÷ multiply. */
interface Step {
  readonly exDate: IsoDate
  readonly multiply: number
  readonly divide: number
  readonly dividends: number
}

/** The steps in the order of their dates; none where the prices are as asked. */
function stepsBetween(id: string, { adjusted, actions }: StoredPrices, to: Adjustment): Step[] {
  if (adjusted === to) return []
  if (adjusted === undefined) {
    const message = `${id} cannot be read with --adjust ${to}: nobody knows what its stored prices are adjusted for`
    throw new BenchError('USAGE', message, 'leave --adjust out and read them as they are stored')
  }
  if (actions === undefined) {
    const message = `${id} cannot be read with --adjust ${to}: it is stored ${stateText(adjusted)}, and its splits and dividends are not known`
    throw new BenchError('USAGE', message, `leave --adjust out, or import it from a source that tells them`)
  }
  const splits = Number(to !== 'none') - Number(adjusted !== 'none')
  const dividends = Number(to === 'all') - Number(adjusted === 'all')
  return [...actions]
    .sort((a, b) => (a.exDate < b.exDate ? -1 : 1))
    .flatMap((action) => {
      if (action.kind === 'split') return splitStep(action, splits)
      return action.kind === 'dividend' ? dividendStep(action, dividends) : []
    })
    .filter(({ multiply, divide, dividends }) => multiply !== divide || dividends !== 1)
}

/** `raw`, `adjusted for splits`, `adjusted for splits and dividends`. */
export function stateText(adjusted: Adjustment): string {
  if (adjusted === 'none') return 'raw'
  return adjusted === 'splits' ? 'adjusted for splits' : 'adjusted for splits and dividends'
}

function splitStep({ exDate, ratio }: Split, direction: number): Step {
  const { newShares, oldShares } = sharesOf(ratio)
  if (direction === 0) return { exDate, multiply: 1, divide: 1, dividends: 1 }
  const [multiply, divide] = direction > 0 ? [oldShares, newShares] : [newShares, oldShares]
  return { exDate, multiply, divide, dividends: 1 }
}

function dividendStep({ exDate, factor }: Dividend, direction: number): Step {
  return { exDate, multiply: 1, divide: 1, dividends: direction === 0 ? 1 : direction > 0 ? factor : 1 / factor }
}

/** From the last ex-date back, each stretch of bars under the product of all that came after it. Ratios are multiplied first: whole ones stay exact. */
function scaled(series: BarSeries, steps: readonly Step[]): BarColumns {
  const days = calendar(series.instrument.calendar)
  const firstRows = steps.map(({ exDate }) => firstRowOn(series, days, exDate))
  if (firstRows.at(-1) === 0) return series.columns
  const target = copyOf(series.columns)
  let multiply = 1
  let divide = 1
  let dividends = 1
  for (const [index, step] of [...steps.entries()].reverse()) {
    multiply *= step.multiply
    divide *= step.divide
    dividends *= step.dividends
    const [start = 0, end] = [firstRows[index - 1], firstRows[index] as number]
    for (const name of ['open', 'high', 'low', 'close'] as const) scale(target[name], start, end, multiply, divide, dividends)
    scale(target.volume, start, end, divide, multiply, 1)
  }
  return target
}

function scale(values: Float64Array, start: number, end: number, multiply: number, divide: number, factor: number): void {
  for (let row = start; row < end; row++) values[row] = (((values[row] as number) * multiply) / divide) * factor
}

function copyOf(columns: BarColumns): BarColumns {
  const { open, high, low, close, volume } = columns
  return { ...columns, open: open.slice(), high: high.slice(), low: low.slice(), close: close.slice(), volume: volume.slice() }
}

/** Index of the first bar of a trading date or a later one. A bar that has traded on both sides of it cannot be adjusted: `BAD_DATA`. */
function firstRowOn({ columns, instrument }: BarSeries, days: Calendar, date: IsoDate): number {
  let low = 0
  let high = columns.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (days.sessionDate(columns.openTime[middle] as number) < date) low = middle + 1
    else high = middle
  }
  if (low > 0 && days.sessionDate((columns.closeTime[low - 1] as number) - 1) >= date) {
    const message = `${instrument.id}: the bar of ${formatTime(columns.openTime[low - 1] as number)} has prices from before and after ${date}, when it is adjusted`
    throw new BenchError('BAD_DATA', message, 'adjust shorter bars: import days; or read these as they are stored: --adjust none')
  }
  return low
}

function settledTick({ instrument }: BarSeries, { open, high, low, close }: BarColumns): BarSeries['instrument'] {
  const { tick } = instrument
  if (tick === 'none' || [open, high, low, close].every((prices) => prices.every((price) => isOnTick(price, tick)))) return instrument
  return Object.freeze({ ...instrument, tick: 'none' as const })
}
