// Rows of bars that end together, matched in the order of time: what one instrument does at 15:00 has no part in what happened in another at 10:00.

import type { EpochMs } from '../../model/time.js'
import type { Book } from './book.js'
import { closingRow } from './detail.js'

/** A bar that ends now; of those of one instrument the finest executes. */
export interface ClosingBar {
  readonly executes: boolean
  readonly instrument: number
  readonly bar: number
}

/** The rows of one instrument's bar on their way through time; the first has opened with the bar. */
export class RowTrack {
  readonly book: Book
  row: number
  isOpen = true
  /** When it next ends or begins a row; Infinity at the end of the bar. */
  nextTime: EpochMs
  readonly #last: number

  constructor(book: Book, first: number, last: number) {
    this.book = book
    this.row = first
    this.#last = last
    this.nextTime = book.series.columns.closeTime[first] as number
  }

  open(): void {
    this.isOpen = true
    this.nextTime = this.book.series.columns.closeTime[this.row] as number
  }

  close(): void {
    this.isOpen = false
    this.row++
    this.nextTime = this.row > this.#last ? Number.POSITIVE_INFINITY : (this.book.series.columns.openTime[this.row] as number)
  }
}

/** The rows of bars that orders work in; null where it is one bar, or none of them has rows: then each can go by itself. */
export function rowsTogether(books: readonly Book[], closing: readonly ClosingBar[], count: number): readonly RowTrack[] | null {
  let working = 0
  let hasRows = false
  for (let k = 0; k < count; k++) {
    const one = closing[k] as ClosingBar
    if (!hasWork(books, one)) continue
    working++
    if ((books[one.instrument] as Book).walked !== null) hasRows = true
  }
  if (working < 2 || !hasRows) return null
  const together = closing.slice(0, count).filter((one) => hasWork(books, one))
  return together.map(({ instrument, bar }) => {
    const book = books[instrument] as Book
    return new RowTrack(book, book.walked?.firstRow[bar] ?? bar, closingRow(book.walked, bar))
  })
}

/** Whether a book's rows are walked with the others. */
export function isAmong(tracks: readonly RowTrack[], book: Book | undefined): boolean {
  return tracks.some((track) => track.book === book)
}

function hasWork(books: readonly Book[], { executes, instrument }: ClosingBar): boolean {
  return executes && (books[instrument] as Book).orders.length > 0
}

/** As the engine does with bars: at one time the rows that end are done with before those that begin, each in the order of instruments. */
export function walkTogether(
  tracks: readonly RowTrack[],
  path: (book: Book, row: number) => void,
  open: (book: Book, row: number) => void,
): void {
  for (let time = nextTimeOf(tracks); time !== Number.POSITIVE_INFINITY; time = nextTimeOf(tracks)) {
    for (const track of tracks) {
      if (track.nextTime !== time || !track.isOpen) continue
      path(track.book, track.row)
      track.close()
    }
    for (const track of tracks) {
      if (track.nextTime !== time || track.isOpen) continue
      track.open()
      open(track.book, track.row)
    }
  }
}

function nextTimeOf(tracks: readonly RowTrack[]): EpochMs {
  let next = Number.POSITIVE_INFINITY
  for (const { nextTime } of tracks) if (nextTime < next) next = nextTime
  return next
}
