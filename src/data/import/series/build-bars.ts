// Makes the bars of one instrument from its rows in the order of time: a row that comes twice is kept once, bars that overlap are parted.

import { formatTime } from '../../../model/time.js'
import type { FaultList } from '../rows/faults.js'
import { type ExtraColumns, RowBatch } from '../rows/row-batch.js'
import type { RowId } from '../rows/row-id.js'

/** Thrown where a row is older than the one before it: the source has to be read again and sorted. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder'
}

export interface BarRules {
  /** Which end of a bar its stamp is: that moment stands where two bars overlap. */
  readonly stamp: 'start' | 'end'
  /** Whether the last row may repeat the bar before it with later prices, as a download in the middle of a session has it. */
  readonly mayEndLive: boolean
  readonly faults: FaultList
}

/** Rows that were there twice. */
export interface Repeats {
  count: number
  first: RowId
}

/**
 * The builder of one instrument. Where two bars would overlap, the moment that was recorded stands: bars stamped at their start are cut at the next
 * one's open, bars stamped at their end begin at the close before. So the last bar of a batch waits for the next batch.
 */
export class BarBuilder {
  readonly repeats: Repeats = { count: 0, first: 0 }
  /** The row that replaced the bar before it; null while there is none. */
  live: RowId | null = null
  #replaced: RowId = 0
  readonly #rules: BarRules
  readonly #held: RowBatch
  /** When the last bar opened by its own stamp. */
  #previousOpen = Number.NEGATIVE_INFINITY

  constructor(rules: BarRules, extra: ExtraColumns) {
    this.#rules = rules
    this.#held = new RowBatch(extra, 1)
  }

  /** Fills `done` with the bars that are complete now. Rows with a fault are left out of them. Throws `OutOfOrder`. */
  append(rows: RowBatch, start: number, end: number, done: RowBatch): void {
    done.rows = 0
    done.append(this.#held, 0, this.#held.rows)
    const held = done.rows
    done.append(rows, start, end)
    const kept = this.#keepOrdered(done, held)
    this.#held.rows = 0
    done.rows = kept
    if (kept === 0) return
    this.#held.append(done, kept - 1, kept)
    done.rows = kept - 1
  }

  /** Fills `done` with the last bar. */
  finish(done: RowBatch): void {
    done.rows = 0
    done.append(this.#held, 0, this.#held.rows)
    this.#held.rows = 0
  }

  #keepOrdered(done: RowBatch, held: number): number {
    const { time, closeTime } = done
    let previous = this.#previousOpen
    let kept = held
    for (let row = held; row < done.rows; row++) {
      const openTime = time[row] as number
      if (openTime > previous) {
        if (this.live !== null) this.#refuseLive(done, kept - 1)
        if (kept !== row) done.move(row, kept)
        if (kept > 0 && (closeTime[kept - 1] as number) > openTime) this.#part(done, kept)
        previous = openTime
        kept++
      } else if (openTime < previous) throw new OutOfOrder()
      else this.#repeat(done, row, kept - 1)
    }
    this.#previousOpen = previous
    return kept
  }

  /** Ends the overlap of a bar with the one before. */
  #part({ time, closeTime }: RowBatch, row: number): void {
    if (this.#rules.stamp === 'start') closeTime[row - 1] = time[row] as number
    else time[row] = closeTime[row - 1] as number
  }

  /** A row that opens with the bar before it. */
  #repeat(done: RowBatch, row: number, before: number): void {
    const id = done.id[row] as number
    if (areEqual(done, row, before)) {
      if (this.repeats.count++ === 0) this.repeats.first = id
    } else if (this.#rules.mayEndLive && this.live === null) {
      this.#replaced = done.id[before] as number
      this.live = id
      done.move(row, before)
    } else this.#refuse(id, done.id[before] as number, done.time[before] as number)
  }

  /** More rows came, so the one that looked like the last of a live day was a second bar. */
  #refuseLive(done: RowBatch, row: number): void {
    this.#refuse(this.live as RowId, this.#replaced, done.time[row] as number)
    this.live = null
  }

  #refuse(id: RowId, first: RowId, openTime: number): void {
    const { faults } = this.#rules
    const message = `a second bar that opens at ${formatTime(openTime)}; the first is on ${faults.placeOf(first)}`
    faults.add({ id, message, hint: 'keep one of them' })
  }
}

/** Whether two rows say the same, wherever they stand. */
function areEqual({ columns, id, closeTime, time }: RowBatch, one: number, other: number): boolean {
  return columns.every((column) => column === id || column === closeTime || column === time || Object.is(column[one], column[other]))
}
