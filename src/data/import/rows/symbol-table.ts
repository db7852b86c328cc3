// The instruments that rows name, by the order in which they are met.

import { refuseLongId } from '../../catalog/dataset.js'

export class SymbolTable {
  readonly names: string[] = []
  /** Whether rows name their instrument, so that more may come. */
  readonly isStacked: boolean
  readonly #indices = new Map<string, number>()

  constructor(isStacked: boolean) {
    this.isStacked = isStacked
  }

  /** Index of a symbol, which is added where it is new. One that is too long to be stored is `BAD_DATA`. */
  indexOf(symbol: string): number {
    const known = this.#indices.get(symbol)
    if (known !== undefined) return known
    refuseLongId(symbol)
    this.#indices.set(symbol, this.names.length)
    return this.names.push(symbol) - 1
  }
}
