// What an indicator is: a causal state machine that sees one bar at a time, so it cannot look ahead.

import type { BarColumns, BarField } from '../model/bar.js'
import { writeWhole } from './whole-columns.js'

/** The state of one indicator on one series. */
export interface Indicator {
  /**
   * Takes one bar's inputs, in the order of the definition's `inputs`, and returns the first line's value: NaN until `warmUp` bars were seen.
   * An input that is NaN or infinite is a bar without a value: it is skipped, every line reads NaN, and the state is as if the bar had not been.
   */
  next(first: number, second?: number, third?: number, fourth?: number): number
  /** Bars that must be seen before there is a value, that bar included. All lines of an indicator start together, when its last one can. */
  readonly warmUp: number
  /** Writes the lines, in the order of the definition, at one index of their columns. Optional for several lines: it spares `columns` a look-up by name each. */
  store?(index: number, first: Float64Array, second: Float64Array, third: Float64Array): void
}

/** An indicator that a strategy asks for: what it reads, what it yields, and how to start it. */
export interface IndicatorDefinition<Line extends string = string> {
  /** Name and parameters, such as `sma(close,10)`: equal keys share one column. */
  readonly key: string
  readonly inputs: readonly BarField[]
  /** Names of the outputs; a plain indicator has the one line `value`. */
  readonly lines: readonly Line[]
  /** A fresh state; after each `next` every line can be read as a field of its name. */
  create(): Indicator
}

/** The columns of every line: the same state machine run along the bars, or what it would give, so a backtest and a live stream agree to the bit. */
export function columns<Line extends string>(definition: IndicatorDefinition<Line>, bars: BarColumns): Record<Line, Float64Array> {
  const inputs = definition.inputs.map((field) => bars[field])
  const outputs = definition.lines.map(() => new Float64Array(bars.length))
  run(definition, inputs, outputs)
  return Object.fromEntries(definition.lines.map((line, index) => [line, outputs[index]])) as Record<Line, Float64Array>
}

type Columns = readonly Float64Array[]
type Fill = (state: Indicator, inputs: Columns, outputs: Columns) => void

function run(definition: IndicatorDefinition, inputs: Columns, outputs: Columns): void {
  const isPlain = inputs.length === 1 && outputs.length === 1
  if (isPlain && writeWhole(definition, inputs[0] as Float64Array, outputs[0] as Float64Array)) return
  const state = definition.create()
  if (isPlain) fillColumn(state, inputs, outputs)
  else if (outputs.length === 1) fillValues(state, inputs, outputs)
  else if (state.store !== undefined) fillStored(state, inputs, outputs)
  else fillByName(state, inputs, outputs, definition.lines)
}

/** One field in, one line out: the shortest loop, for the indicators that are asked for most. */
const fillColumn: Fill = (state, [input], [output]) => {
  if (input === undefined || output === undefined) return
  for (let i = 0; i < input.length; i++) output[i] = state.next(input[i]!)
}

/** What `next` returns is the only line. */
const fillValues: Fill = (state, inputs, outputs) => {
  const [first, second = first, third = first, fourth = first] = inputs as [Float64Array]
  const [output] = outputs as [Float64Array]
  for (let i = 0; i < output.length; i++) output[i] = state.next(first[i]!, second[i], third[i], fourth[i])
}

/** The state writes its lines itself. */
const fillStored: Fill = (state, inputs, outputs) => {
  const [first, second = first, third = first, fourth = first] = inputs as [Float64Array]
  const [one, two = one, three = one] = outputs as [Float64Array]
  for (let i = 0; i < one.length; i++) {
    state.next(first[i]!, second[i], third[i], fourth[i])
    state.store?.(i, one, two, three)
  }
}

/** Each line is looked up by its name. */
function fillByName(state: Indicator, inputs: Columns, outputs: Columns, lines: readonly string[]): void {
  const [first, second = first, third = first, fourth = first] = inputs as [Float64Array]
  const values = state as unknown as Readonly<Record<string, number>>
  for (let i = 0; i < first.length; i++) {
    state.next(first[i]!, second[i], third[i], fourth[i])
    for (let line = 0; line < lines.length; line++) outputs[line]![i] = values[lines[line]!]!
  }
}
