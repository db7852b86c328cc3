// Reads the cells of one row into a batch: its time, its instrument and its numbers, or what is wrong with them.

import type { Layout } from '../layout/layout.js'
import { parseClock } from './parse-clock.js'
import { latin1, parseDecorated, parseNumber } from './parse-number.js'
import { type StampReader, stampReader } from './parse-stamp.js'
import type { PriceColumns, RowBatch, TimeKind } from './row-batch.js'
import type { LineScanner } from './scan-line.js'
import type { SymbolTable } from './symbol-table.js'

/** What is wrong with a row. */
export interface CellFault {
  readonly message: string
  readonly hint: string
}

/** `empty` is a row without any price, where the layout says that such rows are no fault. */
export type RowOutcome = 'row' | 'empty' | 'fault'

/** One column of numbers: which cell it is read from, where it goes, and what a blank cell means. */
interface NumberColumn {
  readonly place: number
  readonly target: Float64Array
  readonly divisor: number
  /** `side` is a price of a bid or ask that may be missing as a whole, `none` a volume that a web page leaves out. */
  readonly blank: 'fault' | 'unknown' | 'side' | 'none'
}

export class CellReader {
  /** What is wrong, after `read` said `fault`. */
  fault: CellFault = { message: '', hint: '' }
  /** Rows with a bid or an ask only. */
  oneSided = 0
  readonly #layout: Layout
  readonly #scanner: LineScanner
  readonly #batch: RowBatch
  readonly #symbols: SymbolTable
  readonly #stamp: StampReader
  readonly #date: number
  readonly #clock: number | null
  readonly #numbers: readonly NumberColumn[]
  readonly #isPlain: boolean
  readonly #decimal: number
  #timeKind: TimeKind | null = null
  #symbolText = ''
  #symbolIndex = -1

  constructor(layout: Layout, symbols: SymbolTable, scanner: LineScanner, batch: RowBatch) {
    this.#layout = layout
    this.#scanner = scanner
    this.#batch = batch
    this.#symbols = symbols
    this.#stamp = stampReader(layout.time, layout.timeZone)
    this.#date = layout.places.time[0]
    this.#clock = layout.places.time[1] ?? null
    this.#numbers = numberColumns(layout, batch)
    this.#isPlain = layout.numbers === 'plain'
    this.#decimal = layout.decimal.charCodeAt(0)
  }

  /** Reads the scanner's current line into a row of the batch. */
  read(row: number): RowOutcome {
    const time = this.#readTime()
    if (Number.isNaN(time)) return this.#refuseTime()
    if (this.#stamp.kind !== this.#timeKind && !this.#settleKind()) return 'fault'
    this.#batch.time[row] = time
    const numbers = this.#numbers
    for (let index = 0; index < numbers.length; index++) {
      const column = numbers[index] as NumberColumn
      const value = this.#number(column.place)
      column.target[row] = column.divisor === 1 ? value : value / column.divisor
      if (value - value === 0) continue
      if (!this.#isFine(column, value)) return this.#outcomeOf(column)
      if (column.blank === 'none') column.target[row] = 0
    }
    if (this.#batch.bid !== null && this.#layout.places.ask !== null) {
      const outcome = this.#readMiddle(row, this.#batch.bid, this.#batch.ask as PriceColumns)
      if (outcome !== 'row') return outcome
    }
    return this.#readSymbol(row)
  }

  #readTime(): number {
    const { bytes, starts, ends } = this.#scanner
    const date = this.#date
    const start = firstSign(bytes, starts[date] as number, ends[date] as number)
    const end = lastSign(bytes, start, ends[date] as number)
    const time = this.#stamp.read(bytes, start, end)
    const clock = this.#clock
    if (clock === null) return time
    if (this.#stamp.kind !== 'date') return Number.NaN
    const clockStart = firstSign(bytes, starts[clock] as number, ends[clock] as number)
    this.#stamp.kind = 'wall'
    return time + parseClock(bytes, clockStart, lastSign(bytes, clockStart, ends[clock] as number))
  }

  /** The first row says what all times are. */
  #settleKind(): boolean {
    const kind = this.#stamp.kind
    if (this.#timeKind === null) {
      this.#timeKind = kind
      this.#batch.timeKind = kind
      return true
    }
    const message = `'${this.#timeText()}' is ${kindText[kind]}, the first row had ${kindText[this.#timeKind]}`
    this.fault = { message, hint: 'write all times in one form' }
    return false
  }

  #refuseTime(): RowOutcome {
    const text = this.#timeText()
    const message = text === '' ? 'has no date' : `'${shown(text)}' is not a date or time that is read here`
    this.fault = { message, hint: this.#timeHint() }
    return 'fault'
  }

  #timeHint(): string {
    const { time } = this.#layout
    switch (time.kind) {
      case 'epoch':
        return `write epoch ${epochNames[time.unit]} like the rows above`
      case 'milliseconds-of-day':
        return 'write milliseconds since midnight'
      case 'compact':
        return 'write 20050131, or 20050131 143000'
      case 'parts':
        return `write ${partsNames[time.order]} like the rows above`
      case 'iso':
        return 'write 2005-01-31, 2005-01-31 14:30 or 2005-01-31T14:30:00-05:00'
    }
  }

  #timeText(): string {
    const date = this.#text(this.#date)
    return this.#clock === null ? date : `${date} ${this.#text(this.#clock)}`.trim()
  }

  #number(place: number): number {
    const { bytes, starts, ends } = this.#scanner
    if (this.#isPlain) return parseNumber(bytes, starts[place] as number, ends[place] as number, this.#decimal)
    return parseDecorated(this.#text(place), this.#layout.decimal)
  }

  /** Whether a cell without a finite number may be so. */
  #isFine(column: NumberColumn, value: number): boolean {
    return column.blank !== 'fault' && Number.isNaN(value) && isBlank(this.#text(column.place))
  }

  #outcomeOf(column: NumberColumn): RowOutcome {
    if (this.#layout.emptyRows === 'pass' && this.#hasNoPrice()) return 'empty'
    this.fault = numberFault(this.#layout.names[column.place]?.trim() ?? '', this.#text(column.place))
    return 'fault'
  }

  #hasNoPrice(): boolean {
    const { open, high, low, close } = this.#layout.places
    return [open, high, low, close].every((place) => isBlank(this.#text(place)))
  }

  /** The bar between bid and ask; of one side where the other has none. */
  #readMiddle(row: number, bid: PriceColumns, ask: PriceColumns): RowOutcome {
    const { open, high, low, close } = this.#batch
    const blanks = [bid, ask].map((side) => side.filter((column) => Number.isNaN(column[row] as number)).length) as [number, number]
    if (blanks.some((count) => count !== 0 && count !== 4)) {
      this.fault = { message: 'some of the four prices of a side are no values', hint: 'fill the cells, or leave all four out' }
      return 'fault'
    }
    const [bidBlanks, askBlanks] = blanks
    if (bidBlanks === 4 && askBlanks === 4) return 'empty'
    if (bidBlanks === 4 || askBlanks === 4) this.oneSided++
    for (const [index, target] of [open, high, low, close].entries()) {
      const [lower, upper] = [bid[index]?.[row] as number, ask[index]?.[row] as number]
      target[row] = bidBlanks === 4 ? upper : askBlanks === 4 ? lower : (lower + upper) / 2
    }
    return 'row'
  }

  #readSymbol(row: number): RowOutcome {
    const place = this.#layout.places.symbol
    if (place === null) return 'row'
    const { bytes, starts, ends } = this.#scanner
    const text = latin1(bytes, starts[place] as number, ends[place] as number)
    if (text !== this.#symbolText || this.#symbolIndex < 0) {
      const symbol = this.#text(place)
      if (symbol === '' || symbol.includes('\uFFFD')) {
        this.fault = {
          message: symbol === '' ? 'has no symbol' : `symbol '${shown(symbol)}' is not UTF-8`,
          hint: 'name the instrument of the row',
        }
        return 'fault'
      }
      this.#symbolText = text
      this.#symbolIndex = this.#symbols.indexOf(symbol)
    }
    this.#batch.symbol[row] = this.#symbolIndex
    return 'row'
  }

  #text(place: number): string {
    const { bytes, starts, ends } = this.#scanner
    return Buffer.from(bytes.subarray(starts[place] as number, ends[place] as number))
      .toString('utf8')
      .trim()
  }
}

function numberColumns({ places, priceDivisor, numbers }: Layout, batch: RowBatch): NumberColumn[] {
  const columns: NumberColumn[] = []
  const add = (place: number | null, target: Float64Array | null | undefined, divisor: number, blank: NumberColumn['blank']) => {
    if (place !== null && target) columns.push({ place, target, divisor, blank })
  }
  const prices = [places.open, places.high, places.low, places.close]
  const targets = places.ask === null ? [batch.open, batch.high, batch.low, batch.close] : batch.bid
  for (const [index, place] of prices.entries()) add(place, targets?.[index], priceDivisor, places.ask === null ? 'fault' : 'side')
  for (const [index, place] of (places.ask ?? []).entries()) add(place, batch.ask?.[index], priceDivisor, 'side')
  add(places.volume, batch.volume, 1, numbers === 'decorated' ? 'none' : 'fault')
  add(places.adjustedClose, batch.adjustedClose, priceDivisor, 'unknown')
  add(places.dividend, batch.dividend, 1, 'unknown')
  add(places.split, batch.split, 1, 'unknown')
  return columns
}

function numberFault(name: string, text: string): CellFault {
  if (isBlank(text)) return { message: `${name} '${text}' is no value`, hint: 'fill the cell, or leave the row out' }
  if (/^[+-]?(inf(inity)?|[\d.,]+e\+?\d+)$/i.test(text)) {
    return { message: `${name} '${text}' is not finite`, hint: 'write a number below 1.8e308' }
  }
  if (text.includes('\uFFFD')) return { message: `${name} '${shown(text)}' is not UTF-8 text`, hint: 'save the file as CSV in UTF-8' }
  return { message: `${name} '${shown(text)}' is not a number`, hint: 'write digits with a decimal point, without other signs' }
}

function isBlank(text: string): boolean {
  return /^(|nan|null|none|n\/a|na|-)$/i.test(text)
}

function firstSign(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] === blankSign) at++
  return at
}

function lastSign(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && bytes[at - 1] === blankSign) at--
  return at
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const blankSign = 32
const kindText: Record<TimeKind, string> = { date: 'a date', wall: 'a time without a zone', instant: 'a time with a zone' }
const epochNames = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' }
const partsNames = { ymd: 'year, month and day', mdy: 'month, day and year', dmy: 'day, month and year' }
