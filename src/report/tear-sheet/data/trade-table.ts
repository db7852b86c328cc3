// Every closed round trip as columns: the page makes table rows and scatter points of them when they are looked at.

import { type Instrument, lotValue } from '../../../model/instrument.js'
import type { RoundTrip } from '../../../model/round-trip.js'
import type { RunResult } from '../../../model/run.js'
import { whole } from '../../wording.js'
import { type CodedColumn, encodeColumn, exactUnit } from '../delta-code.js'
import { codedTimes } from './chart-table.js'

/** Columns that hold words: each value is an index into the words of its name. */
export type TradeWord = 'strategy' | 'instrument' | 'side' | 'reasonIn' | 'reasonOut'

/** Columns that hold numbers. Money is rounded to cents, prices as they are; `risk` is missing where no stop was set, `paid` is the value at entry. */
export type TradeNumber =
  | 'id'
  | 'entryTime'
  | 'exitTime'
  | 'bars'
  | 'quantity'
  | 'entryPrice'
  | 'exitPrice'
  | 'paid'
  | 'pnl'
  | 'costs'
  | 'mae'
  | 'mfe'
  | 'risk'
  | 'ambiguous'

export interface TradeTable {
  readonly count: number
  readonly columns: Readonly<Record<TradeNumber | TradeWord, CodedColumn>>
  readonly words: Readonly<Record<TradeWord, readonly string[]>>
  /** What was left out; empty when nothing was. */
  readonly note: string
}

const TRADES_CARRIED = 40_000

export function tradeTable(result: RunResult): TradeTable {
  const { roundTrips } = result
  const carried = roundTrips.length > TRADES_CARRIED ? largest(roundTrips) : roundTrips
  const words = {
    strategy: new Words(carried, (trip) => trip.strategy),
    instrument: new Words(carried, (trip) => trip.instrument),
    side: new Words(carried, (trip) => trip.direction),
    reasonIn: new Words(carried, (trip) => trip.entryReason),
    reasonOut: new Words(carried, (trip) => trip.exitReason || trip.exitRole),
  }
  return {
    count: roundTrips.length,
    columns: { ...numbers(carried, paidIn(result)), ...each(words, (one) => one.codes) },
    words: each(words, (one) => one.list),
    note:
      carried === roundTrips
        ? ''
        : `The ${whole(carried.length)} with the largest results of ${whole(roundTrips.length)}; trades.parquet holds all.`,
  }
}

/** What a round trip's quantity was worth at entry, in the account's currency. */
export function paidIn({ series }: RunResult): (trip: RoundTrip) => number {
  const instruments = new Map<string, Instrument>(series.map(({ instrument }) => [instrument.id, instrument]))
  return ({ instrument: id, entryPrice, quantity, rate = 1 }) => {
    const instrument = instruments.get(id)
    return instrument === undefined ? Number.NaN : Math.abs(lotValue(instrument, entryPrice) * quantity) * rate
  }
}

function numbers(trips: readonly RoundTrip[], paid: (trip: RoundTrip) => number): Record<TradeNumber, CodedColumn> {
  const column = (read: (trip: RoundTrip) => number, unit?: number): CodedColumn => {
    const values = Float64Array.from(trips, read)
    return encodeColumn(values, unit ?? exactUnit(values))
  }
  const time = (read: (trip: RoundTrip) => number): CodedColumn => codedTimes(Float64Array.from(trips, read))
  return {
    id: column((trip) => trip.id),
    entryTime: time((trip) => trip.entryTime),
    exitTime: time((trip) => trip.exitTime),
    bars: column((trip) => trip.exitBar - trip.entryBar),
    quantity: column((trip) => trip.quantity),
    entryPrice: column((trip) => trip.entryPrice),
    exitPrice: column((trip) => trip.exitPrice),
    paid: column(paid, CENT),
    pnl: column((trip) => trip.pnl, CENT),
    costs: column((trip) => trip.fees + trip.slippage, CENT),
    mae: column((trip) => trip.mae, CENT),
    mfe: column((trip) => trip.mfe, CENT),
    risk: column((trip) => trip.initialRisk ?? Number.NaN, CENT),
    ambiguous: column((trip) => (trip.ambiguous ? 1 : 0)),
  }
}

const CENT = 0.01

/** The texts of a column, each kept once. */
class Words {
  readonly list: readonly string[]
  readonly codes: CodedColumn

  constructor(trips: readonly RoundTrip[], read: (trip: RoundTrip) => string) {
    const index = new Map<string, number>()
    const codes = Float64Array.from(trips, (trip) => {
      const word = read(trip)
      if (!index.has(word)) index.set(word, index.size)
      return index.get(word) as number
    })
    this.list = [...index.keys()]
    this.codes = encodeColumn(codes, 1)
  }
}

function each<From, To>(record: Record<TradeWord, From>, change: (value: From) => To): Record<TradeWord, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)])) as Record<TradeWord, To>
}

function largest(roundTrips: readonly RoundTrip[]): readonly RoundTrip[] {
  const ranked = [...roundTrips].sort((a, b) => Math.abs(b.pnl) - Math.abs(a.pnl))
  return ranked.slice(0, TRADES_CARRIED).sort((a, b) => a.id - b.id)
}
