// Reads the cells of one row into a batch: its time, its instrument and its numbers, or what is wrong with them.

import type { Layout } from '../layout/layout.js'
import { type CellFault, shown } from './cell-fault.js'
import { isBlank, type NumberColumn, numberColumns, numberFault } from './number-cells.js'
import { latin1, parseDecorated, parseNumber } from './parse-number.js'
import type { PriceColumns, RowBatch } from './row-batch.js'
import type { LineScanner } from './scan-line.js'
import type { SymbolTable } from './symbol-table.js'
import { TimeCells } from './time-cells.js'

/** `empty` is a row without any price, where the layout says that such rows are no fault. */
export type RowOutcome = 'row' | 'empty' | 'fault'

export class CellReader {
  /** What is wrong, after `read` said `fault`. */
  fault: CellFault = { message: '', hint: '' }
  /** Rows with a bid or an ask only. */
  oneSided = 0
  /** Rows whose volume is not known. */
  unknownVolumes = 0
  readonly #layout: Layout
  readonly #scanner: LineScanner
  readonly #batch: RowBatch
  readonly #symbols: SymbolTable
  readonly #times: TimeCells
  readonly #numbers: readonly NumberColumn[]
  readonly #isPlain: boolean
  readonly #decimal: number
  #symbolText = ''
  #symbolIndex = -1

  constructor(layout: Layout, symbols: SymbolTable, scanner: LineScanner, batch: RowBatch) {
    this.#layout = layout
    this.#scanner = scanner
    this.#batch = batch
    this.#symbols = symbols
    this.#times = new TimeCells(layout, scanner)
    this.#numbers = numberColumns(layout, batch)
    this.#isPlain = layout.numbers === 'plain'
    this.#decimal = layout.decimal.charCodeAt(0)
  }

  /** Reads the scanner's current line into a row of the batch. */
  read(row: number): RowOutcome {
    const time = this.#times.read()
    if (Number.isNaN(time)) {
      this.fault = this.#times.fault
      return 'fault'
    }
    this.#batch.timeKind = this.#times.kind
    this.#batch.time[row] = time
    const numbers = this.#numbers
    for (let index = 0; index < numbers.length; index++) {
      const column = numbers[index] as NumberColumn
      const value = this.#number(column.place)
      column.target[row] = column.divisor === 1 ? value : value / column.divisor
      if (value === column.unknown) {
        column.target[row] = 0
        this.unknownVolumes++
      }
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

  #number(place: number): number {
    const { bytes, starts, ends } = this.#scanner
    if (this.#isPlain) return parseNumber(bytes, starts[place] as number, ends[place] as number, this.#decimal)
    return parseDecorated(this.#scanner.text(place), this.#layout.decimal)
  }

  /** Whether a cell without a finite number may be so. */
  #isFine(column: NumberColumn, value: number): boolean {
    return column.blank !== 'fault' && Number.isNaN(value) && isBlank(this.#scanner.text(column.place))
  }

  #outcomeOf(column: NumberColumn): RowOutcome {
    if (this.#layout.emptyRows === 'pass' && this.#hasNoPrice()) return 'empty'
    this.fault = numberFault(this.#layout.names[column.place]?.trim() ?? '', this.#scanner.text(column.place))
    return 'fault'
  }

  #hasNoPrice(): boolean {
    const { open, high, low, close } = this.#layout.places
    return [open, high, low, close].every((place) => isBlank(this.#scanner.text(place)))
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
      const symbol = this.#scanner.text(place)
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
}
