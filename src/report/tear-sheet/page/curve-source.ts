// Curves of the account over time, with the worst falls behind those that show them.

import { type Columns, rowAt, rowsInView, timesOf } from './columns.js'
import type { Field } from './readout.js'
import type { InView, TimeSource } from './time-chart.js'

/** A fall to shade, and whether the reader points at it in the table or the list. */
export interface ShownFall {
  readonly number: number
  readonly from: number
  readonly to: number
  pointed: boolean
}

export class CurveSource implements TimeSource {
  readonly #columns: Columns
  readonly #fields: readonly Field[]
  readonly #when: (time: number) => string
  readonly #falls: readonly ShownFall[] | null
  /** A strip that always shows everything. */
  readonly #isWhole: boolean

  constructor(
    columns: Columns,
    fields: readonly Field[],
    when: (time: number) => string,
    falls: readonly ShownFall[] | null,
    isWhole = false,
  ) {
    this.#columns = columns
    this.#fields = fields
    this.#when = when
    this.#falls = falls
    this.#isWhole = isWhole
  }

  data(from: number, to: number, hidden: ReadonlySet<string>): InView {
    const fields = this.#fields.map((field) => field.name).filter((name) => !hidden.has(name))
    const [start, end] = this.#isWhole ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [from, to]
    const { rows, held } = rowsInView(this.#columns, fields, start, end)
    const sets = this.#falls === null ? { rows } : { rows, falls: hidden.has('falls') ? [] : cut(this.#falls, from, to) }
    return { sets, drawn: rows.length, held }
  }

  read(time: number, hidden: ReadonlySet<string>): { time: number; text: string } | null {
    const times = timesOf(this.#columns)
    const row = nearest(times, time)
    if (row < 0) return null
    const figures = [...this.#fields].reverse().flatMap(({ name, label, write }) => {
      const value = this.#columns[name]?.[row] ?? Number.NaN
      return Number.isFinite(value) && !hidden.has(name) ? [`${label} ${write(value)}`.trim()] : []
    })
    const at = times[row] as number
    return { time: at, text: [this.#when(at), ...figures].join('  ') }
  }
}

/** The row whose time is nearest; −1 when there is none. */
export function nearest(times: Float64Array, time: number): number {
  const next = rowAt(times, time)
  if (next === 0) return times.length === 0 ? -1 : 0
  if (next === times.length) return times.length - 1
  return time - (times[next - 1] as number) <= (times[next] as number) - time ? next - 1 : next
}

/** The falls in view, cut to it, so that a number stands in the middle of what is seen. */
function cut(falls: readonly ShownFall[], from: number, to: number): { from: number; to: number; number: number; pointed: boolean }[] {
  return falls
    .filter((fall) => fall.from < to && fall.to > from)
    .map((fall) => ({ ...fall, from: Math.max(from, fall.from), to: Math.min(to, fall.to) }))
}
