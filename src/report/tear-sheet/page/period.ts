// The period that every chart shows: one for the page, moved by buttons, drags, the wheel and keys.

import { rowAt } from './columns.js'

const HALF_DAY_MS = 43_200_000

type Listener = (from: number, to: number) => void

export class Period {
  readonly first: number
  readonly last: number
  from: number
  to: number
  readonly #times: Float64Array
  readonly #listeners: Listener[] = []

  constructor(times: Float64Array) {
    this.#times = times
    const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
    // A run of one time still needs an axis with two ends.
    const margin = last > first ? 0 : HALF_DAY_MS
    this.first = first - margin
    this.last = last + margin
    this.from = this.first
    this.to = this.last
  }

  get isAll(): boolean {
    return this.from === this.first && this.to === this.last
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener)
  }

  /** Keeps within the run; a period that holds fewer than two times shows everything. */
  show(from: number, to: number): void {
    const times = this.#times
    const inside = rowAt(times, to + 1) - rowAt(times, from)
    const all = inside < 2
    this.from = all ? this.first : Math.max(this.first, from)
    this.to = all ? this.last : Math.min(this.last, to)
    for (const listener of this.#listeners) listener(this.from, this.to)
  }

  showAll(): void {
    this.show(this.first, this.last)
  }

  /** A factor above one shows more; `about` stays where it is on the screen. Stops where two times are left. */
  zoom(factor: number, about = (this.from + this.to) / 2): void {
    const from = about - (about - this.from) * factor
    const to = about + (this.to - about) * factor
    if (factor < 1 && rowAt(this.#times, to + 1) - rowAt(this.#times, from) < 2) return
    this.show(from, to)
  }

  /** Moves by ms without changing its length. */
  pan(ms: number): void {
    const move = Math.max(this.first - this.from, Math.min(this.last - this.to, ms))
    this.show(this.from + move, this.to + move)
  }
}
