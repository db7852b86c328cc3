// Synthetic bars of any timeframe and calendar, as a stream or straight into the catalog: they look like a market's, and are nobody's.

import type { BarColumns } from '../../model/bar.js'
import { DAY_MS, type IsoDate, timeframeMs } from '../../model/time.js'
import { type Calendar, calendar } from '../calendar/calendar.js'
import type { Session } from '../calendar/session.js'
import type { Dataset, DatasetDescription } from '../catalog/dataset.js'
import { streamDataset, type WriteOptions } from '../catalog/write.js'
import { allocateColumns, sliceColumns } from '../columns.js'
import { dayNumber } from '../day-number.js'
import { checkMarket, type MarketModel, syntheticInstrument } from './market-model.js'
import { PriceWalk } from './price-walk.js'
import { sessionGrids } from './session-grid.js'

/** Rows of a batch, unless one session has more. */
const batchRows = 65_536

/** The bars of one symbol in batches, in the order of time. The same model gives the same numbers anywhere, and more bars begin with the fewer ones. */
export function* generateBars(model: MarketModel, symbol: string): Generator<BarColumns> {
  const { count = Number.POSITIVE_INFINITY } = model
  const walk = new PriceWalk(model, symbol)
  const gridOf = sessionGrids(model.timeframe)
  let batch = allocateColumns(0)
  let rows = 0
  let left = count
  for (const session of sessionsOf(model)) {
    const grid = gridOf(session.close - session.open)
    if (rows + grid.bars > batch.length) {
      if (rows > 0) yield sliceColumns(batch, 0, rows)
      batch = allocateColumns(Math.max(Math.min(batchRows, left, mostRows(model, session)), grid.bars))
      rows = 0
    }
    walk.write(session, grid, batch, rows)
    const kept = Math.min(left, grid.bars)
    rows += kept
    left -= kept
    if (left === 0) break
  }
  if (rows > 0) yield sliceColumns(batch, 0, rows)
}

/** More than the sessions from this one on have in all. */
function mostRows({ timeframe, to, count }: MarketModel, { date }: Session): number {
  if (count !== undefined) return count
  return (dayNumber(to) - dayNumber(date) + 1) * Math.ceil(DAY_MS / timeframeMs(timeframe))
}

/** Up to the last date, or without end where bars are counted: the calendar's own end is `OUTSIDE_CALENDAR`. */
function* sessionsOf({ calendar: id, from, to, count }: MarketModel): Generator<Session> {
  const days = calendar(id)
  const isCounted = count !== undefined
  for (let session = firstSession(days, from); isCounted || session.date <= to; session = days.next(session.date)) {
    yield session
    if (!isCounted && session.date === to) return
  }
}

function firstSession(days: Calendar, from: IsoDate): Session {
  return days.session(from) ?? days.next(from)
}

export interface GenerateOptions extends WriteOptions {
  /** What the bars are, for people; it is marked as synthetic if it does not say so. */
  readonly label?: string | undefined
  /** Told after each batch. */
  readonly onProgress?: ((bars: number) => void) | undefined
}

/** Writes the market's bars as a dataset of the catalog folder, marked as synthetic. Memory does not grow with the number of bars. Fails with `USAGE` on a model that cannot be. */
export async function generateDataset(
  catalogFolder: string,
  name: string,
  model: MarketModel,
  options: GenerateOptions = {},
): Promise<Dataset> {
  checkMarket(model)
  return streamDataset(catalogFolder, options, name, async (sink) => {
    let bars = 0
    for (const symbol of model.symbols) {
      for (const batch of generateBars(model, symbol)) {
        await sink(symbol, batch)
        bars += batch.length
        options.onProgress?.(bars)
      }
    }
    const description = { name, ...describeMarket(model, options.label) }
    const instruments = model.symbols.map((symbol) => syntheticInstrument(symbol, model))
    // Nobody splits these stocks or pays for them: that is known too.
    return { description, instruments, actions: new Map(model.symbols.map((symbol) => [symbol, []])) }
  })
}

/** What is known of the market's bars, but the name of the dataset. */
export function describeMarket(model: MarketModel, label?: string): Omit<DatasetDescription, 'name'> {
  return {
    label: labelOf(model, label),
    synthetic: true,
    notes: [warning],
    timeframe: model.timeframe,
    adjusted: 'none',
    source,
    options: stated(model),
  }
}

const warning = 'synthetic: no instrument, no price and no volume in it was ever real; a result on it says nothing about a market'
const source = { name: 'generated: switching volatility, jumps and one common factor (bench data generate)' }

function labelOf({ symbols, seed }: MarketModel, label?: string): string {
  if (label !== undefined) return /synthetic/i.test(label) ? label : `SYNTHETIC: ${label}`
  return `SYNTHETIC: ${symbols.length === 1 ? symbols[0] : `${symbols.length} correlated symbols`}, made by seed ${seed}`
}

/** The model as a provenance states it. */
function stated({ symbols, count, to, ...model }: MarketModel): Dataset['options'] {
  return { symbols: symbols.join(','), ...model, ...(count === undefined ? { to } : { count }) }
}
