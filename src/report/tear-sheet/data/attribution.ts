// Who made the result: strategies and instruments with their share of it, from the fills and the marks alone, so that the parts sum to the account.

import type { BarSeries } from '../../../model/bar.js'
import type { Fill } from '../../../model/fill.js'
import { assetOf, type Instrument, lotValue } from '../../../model/instrument.js'
import { sign } from '../../../model/order.js'
import type { OpenPosition, RunResult } from '../../../model/run.js'
import { grouped } from '../../grouped.js'
import { executionSeries } from './execution-series.js'

export interface Contribution {
  readonly name: string
  /** Currency: proceeds less payments less fees, plus what is still held at its last mark. */
  readonly pnl: number
  /** The part of `pnl` that is the open result of positions still held, as their average price has it. */
  readonly open: number
  readonly fees: number
  readonly slippage: number
  /** The deepest fall of its own running result from its highest point, currency, at or below zero; null without the bars. */
  readonly drawdown: number | null
  readonly trades: number
  readonly won: number
}

export interface AttributedRun {
  readonly strategies: readonly Contribution[]
  readonly instruments: readonly Contribution[]
  /** Equity at the end less the cash at the start, for the sums to be held against. */
  readonly account: Contribution
  /** When the running results were taken, from which the drawdowns of the parts come; that of the account is always by bar. */
  readonly followedAt: 'bar' | 'session'
}

/** More running results than this are followed from session to session only: 160 MB of doubles. */
const VALUES_HELD = 20_000_000

export function attribution(result: RunResult, series: readonly BarSeries[], valuesHeld = VALUES_HELD): AttributedRun {
  const bars = new Map(executionSeries(series).map((one) => [one.instrument.id, one]))
  const instruments = new Map(result.series.map(({ instrument }) => [instrument.id, instrument]))
  // Listings of one asset are one position, and one part.
  const partOf = (id: string): string => assetOf(instruments.get(id) as Instrument)
  const groups = [...grouped(result.fills, ({ strategy, instrument }) => JSON.stringify([strategy, partOf(instrument)])).values()]
  const followedAt = groups.length * result.equity.time.length > valuesHeld ? 'session' : 'bar'
  const times = followedAt === 'bar' ? result.equity.time : result.sessions.time
  const parts = groups.map((fills) => {
    const { strategy, instrument: id, rate } = fills[0] as Fill
    const asset = partOf(id)
    const held = result.openPositions.find((one) => one.strategy === strategy && partOf(one.instrument) === asset)
    const listings = [...bars.values()].filter(({ instrument }) => assetOf(instrument) === asset)
    return {
      strategy,
      instrument: asset,
      pnl: resultOf(fills, instruments.get(id) as Instrument, held),
      // Of another currency no rate is known between the fills.
      curve: listings.length === 0 || rate !== undefined ? null : resultCurve(fills, listings, times),
    }
  })
  const contributionsBy = (key: 'strategy' | 'instrument'): readonly Contribution[] => {
    const name = (value: string): string => (key === 'instrument' && instruments.has(value) ? partOf(value) : value)
    const of = <One extends Record<typeof key, string>>(all: readonly One[]): Map<string, One[]> => grouped(all, (one) => name(one[key]))
    const own = { fills: of(result.fills), roundTrips: of(result.roundTrips), openPositions: of(result.openPositions) }
    return [...of(parts)]
      .map(([name, some]) => {
        const records = { fills: own.fills.get(name), roundTrips: own.roundTrips.get(name), openPositions: own.openPositions.get(name) }
        return contribution(name, some, records)
      })
      .sort((a, b) => b.pnl - a.pnl)
  }
  return {
    strategies: contributionsBy('strategy'),
    instruments: contributionsBy('instrument'),
    account: account(result),
    followedAt,
  }
}

interface Part {
  readonly pnl: number
  /** The running result at each time that is followed. */
  readonly curve: Float64Array | null
}

/** What a part did; absent where it did nothing of the kind. */
type Records = { readonly [Kind in 'fills' | 'roundTrips' | 'openPositions']: RunResult[Kind] | undefined }

function contribution(name: string, parts: readonly Part[], { fills = [], roundTrips = [], openPositions = [] }: Records): Contribution {
  const curves = parts.map((part) => part.curve)
  return {
    name,
    pnl: total(parts, (part) => part.pnl),
    open: total(openPositions, (position) => position.unrealizedPnl),
    fees: total(fills, ({ fee, rate = 1 }) => fee * rate),
    slippage: total(fills, ({ slippage, rate = 1 }) => slippage * rate),
    drawdown: curves.every((curve) => curve !== null) ? deepestFall(summed(curves)) : null,
    trades: roundTrips.length,
    won: roundTrips.filter((trip) => trip.pnl > 0).length,
  }
}

function account(result: RunResult): Contribution {
  const { equity, initialCash } = result
  const end = equity.equity.at(-1) ?? initialCash
  const whole = contribution('Account', [], result)
  return { ...whole, pnl: end - initialCash, drawdown: deepestFall(equity.equity.map((value) => value - initialCash)) }
}

/** Cash that came less cash that went, and what is left at its last mark. */
function resultOf(fills: readonly Fill[], instrument: Instrument, held: OpenPosition | undefined): number {
  const open = held === undefined ? 0 : held.quantity * lotValue(instrument, held.mark) * (held.rate ?? 1)
  return total(fills, (fill) => cashOf(fill, instrument) * (fill.rate ?? 1)) + open
}

/** The running result at each time: fills count from the close of their bar on, holdings at the last close of any listing. */
function resultCurve(fills: readonly Fill[], listings: readonly BarSeries[], times: Float64Array): Float64Array {
  const walks = listings.map((one) => new ListingWalk(fills, one))
  const [{ instrument }] = listings as readonly [BarSeries]
  return times.map((time) => {
    let [cash, lots, mark, markedAt] = [0, 0, Number.NaN, Number.NEGATIVE_INFINITY]
    for (const walk of walks) {
      walk.goTo(time)
      cash += walk.cash
      lots += walk.lots
      if (walk.closedAt >= markedAt) [mark, markedAt] = [walk.close, walk.closedAt]
    }
    return lots === 0 ? cash : cash + lots * lotValue(instrument, mark)
  })
}

/** What the fills in one listing have brought in by a time, and its last close then. */
class ListingWalk {
  cash = 0
  lots = 0
  readonly #series: BarSeries
  readonly #fills: readonly Fill[]
  #bar = -1
  #next = 0

  constructor(fills: readonly Fill[], series: BarSeries) {
    this.#series = series
    this.#fills = fills.filter((fill) => fill.instrument === series.instrument.id)
  }

  get close(): number {
    return this.#series.columns.close[this.#bar] ?? Number.NaN
  }

  get closedAt(): number {
    return this.#series.columns.closeTime[this.#bar] ?? Number.NEGATIVE_INFINITY
  }

  goTo(time: number): void {
    const { instrument, columns } = this.#series
    while (this.#bar + 1 < columns.length && (columns.closeTime[this.#bar + 1] as number) <= time) this.#bar++
    for (let fill = this.#fills[this.#next]; fill !== undefined && fill.barIndex <= this.#bar; fill = this.#fills[++this.#next]) {
      this.cash += cashOf(fill, instrument)
      this.lots += sign(fill.side) * fill.quantity
    }
  }
}

function cashOf({ side, quantity, price, fee }: Fill, instrument: Instrument): number {
  return -sign(side) * quantity * lotValue(instrument, price) - fee
}

function summed(curves: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array()] = curves
  return curves.length <= 1 ? first : first.map((_, row) => curves.reduce((sum, curve) => sum + (curve[row] as number), 0))
}

function deepestFall(curve: Float64Array): number {
  let peak = 0
  let deepest = 0
  for (const value of curve) {
    if (value > peak) peak = value
    if (value - peak < deepest) deepest = value - peak
  }
  return deepest
}

function total<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + read(item), 0)
}
