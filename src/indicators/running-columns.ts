// The columns of an indicator over bars that may still change before they close: a row is computed when its bar has closed, by the same state machine.

import type { BarColumns } from '../model/bar.js'
import type { Indicator, IndicatorDefinition } from './indicator.js'

export class RunningColumns<Line extends string = string> {
  /** One column a line; NaN in the rows of bars that have not closed. The arrays are the same from first to last. */
  readonly lines: Readonly<Record<Line, Float64Array>>
  readonly #state: Indicator
  readonly #inputs: readonly Float64Array[]
  readonly #outputs: readonly (readonly [name: Line, column: Float64Array])[]
  #next = 0

  constructor(definition: IndicatorDefinition<Line>, bars: BarColumns) {
    this.#state = definition.create()
    this.#inputs = definition.inputs.map((field) => bars[field])
    this.#outputs = definition.lines.map((line) => [line, new Float64Array(bars.length).fill(Number.NaN)])
    this.lines = Object.fromEntries(this.#outputs) as Record<Line, Float64Array>
  }

  /** Computes the rows up to and including this one: their bars have closed. A row is computed once. */
  closeThrough(row: number): void {
    const [first, second = first, third = first, fourth = first] = this.#inputs as [Float64Array]
    const values = this.#state as unknown as Readonly<Record<Line, number>>
    for (; this.#next <= row; this.#next++) {
      const i = this.#next
      this.#state.next(first[i] as number, second[i], third[i], fourth[i])
      for (const [name, column] of this.#outputs) column[i] = values[name]
    }
  }
}
