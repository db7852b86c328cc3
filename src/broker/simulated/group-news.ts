// How orders of an OCA group hear of a fill in another instrument: at once where it blocks them, else when its time is over. One that comes after it is
// not taken.

import type { OrderIntent } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import type { Book } from './book.js'
import type { MatchEvent } from './match-state.js'
import type { GroupFill } from './oca-groups.js'

interface Unheard {
  readonly book: Book
  readonly fill: GroupFill
  readonly time: EpochMs
}

export class GroupNews {
  readonly #books: readonly Book[]
  readonly #report: (book: Book, events: readonly MatchEvent[]) => void
  /** Fills that do not block, in the order of time. */
  readonly #unheard: Unheard[] = []
  /** The names of groups in which anything has filled, by strategy. */
  readonly #filled = new Map<string, Set<string>>()

  /** `report` passes on what books have to say of it. */
  constructor(books: readonly Book[], report: (book: Book, events: readonly MatchEvent[]) => void) {
    this.#books = books
    this.#report = report
  }

  /** A book had fills of groups at a time. */
  tell(book: Book, fills: readonly GroupFill[], time: EpochMs): void {
    for (const fill of fills) {
      this.#remember(fill)
      if (fill.type === 3) this.#unheard.push({ book, fill, time })
      else this.#tellOthers(book, fill, time)
    }
  }

  /** Before anything happens at a time: what happened earlier is heard of by now. */
  deliver(time: EpochMs): void {
    while (this.#unheard.length > 0 && (this.#unheard[0] as Unheard).time < time) {
      const { book, fill } = this.#unheard.shift() as Unheard
      this.#tellOthers(book, fill, time)
    }
  }

  /** Why an order comes too late for its group; null where it does not. Interactive Brokers rejects it too: a group is over with its first fill. */
  refusal({ strategy, terms: { oca } }: OrderIntent): string | null {
    if (oca === null || this.#filled.get(strategy)?.has(oca.group) !== true) return null
    return `its group ${oca.group} has filled: a new group needs a new name`
  }

  #remember({ strategy, group }: GroupFill): void {
    const known = this.#filled.get(strategy)
    if (known === undefined) this.#filled.set(strategy, new Set([group]))
    else known.add(group)
  }

  #tellOthers(book: Book, fill: GroupFill, time: EpochMs): void {
    for (const other of this.#books) if (other !== book && other.orders.length > 0) this.#report(other, other.hear(fill, time))
  }
}
