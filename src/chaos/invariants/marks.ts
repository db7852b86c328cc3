// What breakers look at: the marks of a run, which of them a check may compare with, and when an operator let go on.

import type { RunInside } from '../../engine/injection.js'
import type { EpochMs } from '../../model/time.js'
import type { Books } from './books.js'

export class Marks {
  readonly #run: RunInside
  readonly #books: Books
  readonly #goesOn: EpochMs[]

  /** For the account (null) or a strategy. */
  constructor(run: RunInside, books: Books, strategy: string | null) {
    this.#run = run
    this.#books = books
    const deeds = run.config.operator.filter((deed) => deed.do === 'unlatch' && (deed.strategy ?? null) === strategy)
    this.#goesOn = deeds.map(({ at }) => Date.parse(at)).sort((a, b) => a - b)
  }

  /** Whether an operator has let go since this was asked last. */
  wentOn(time: EpochMs): boolean {
    const before = this.#goesOn.length
    while ((this.#goesOn[0] ?? Number.POSITIVE_INFINITY) <= time) this.#goesOn.shift()
    return this.#goesOn.length < before
  }

  isMark(time: EpochMs): boolean {
    for (const { cursor, series } of this.#run.feed.series) if (series.columns.closeTime[cursor.index] === time) return true
    return false
  }

  /** What fills at the open that follows a mark is not in what the breakers saw. */
  isPlain(time: EpochMs): boolean {
    return this.#books.paidAt !== time && this.isMark(time)
  }
}
