// Denials in view, counted by code and stretch of time.

import { counted } from '../../wording.js'
import type { DenialTable } from '../data/denial-table.js'
import { type Columns, decodeTable, rowAt, timesOf } from './columns.js'
import { nearest } from './curve-source.js'
import type { InView, TimeSource } from './time-chart.js'

const STRETCHES = 160

export class DenialSource implements TimeSource {
  readonly #codes: readonly string[]
  readonly #columns: Columns
  readonly #when: (time: number) => string

  constructor(table: DenialTable, when: (time: number) => string) {
    this.#codes = table.codes
    this.#columns = decodeTable(table)
    this.#when = when
  }

  data(from: number, to: number): InView {
    const times = timesOf(this.#columns)
    const start = rowAt(times, from)
    const end = rowAt(times, to + 1)
    const marks = new Map<string, { time: number; code: string; count: number }>()
    for (let i = start; i < end; i++) {
      const time = times[i] as number
      const code = this.#codes[this.#columns.code?.[i] as number] ?? ''
      const key = `${code} ${Math.floor(((time - from) / (to - from)) * STRETCHES)}`
      const mark = marks.get(key)
      if (mark === undefined) marks.set(key, { time, code, count: 1 })
      else mark.count++
    }
    return { sets: { rows: [...marks.values()], codes: this.#codes.map((code) => ({ code })) }, drawn: 0, held: 0 }
  }

  /** Everything denied within a stretch around the pointed time. */
  read(time: number): { time: number; text: string } | null {
    const times = timesOf(this.#columns)
    const row = nearest(times, time)
    if (row < 0) return null
    const at = times[row] as number
    const start = rowAt(times, at)
    const end = rowAt(times, at + 1)
    const code = this.#codes[this.#columns.code?.[row] as number] ?? ''
    return { time: at, text: `${this.#when(at)}  ${code}${end - start > 1 ? `, ${counted(end - start, 'denial')} at that time` : ''}` }
  }
}
