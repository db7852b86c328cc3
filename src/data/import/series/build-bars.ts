// Makes the bars of one instrument from its rows in the order of time: a row that comes twice is kept once, and one inside the bar before it is refused.

import type { Instrument } from '../../../model/instrument.js'
import { type EpochMs, formatTime, type Timeframe } from '../../../model/time.js'
import { type Calendar, calendar } from '../../calendar/calendar.js'
import { mayOverlap, partOverlap, type Stamp } from '../../part-overlap.js'
import type { FaultList } from '../rows/faults.js'
import { type ExtraColumns, RowBatch } from '../rows/row-batch.js'
import type { RowId } from '../rows/row-id.js'

/** Thrown where a row is older than the one before it: the source has to be read again and sorted. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder'
}

export interface BarRules {
  /** The instrument's rules, for its calendar. */
  readonly instrument: Instrument
  readonly rowsAt: Timeframe
  readonly stamp: Stamp
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
 * The builder of one instrument. Where two bars would overlap, the earlier one may be cut at the next one's open (see `part-overlap.ts`), so the last bar of
 * a batch waits for the next batch.
 */
export class BarBuilder {
  readonly repeats: Repeats = { count: 0, first: 0 }
  /** The row that replaced the bar before it; null while there is none. */
  live: RowId | null = null
  #replaced: RowId = 0
  /** The last row where it begins inside the bar before it: still being made, and left out. It is a fault once another row comes. */
  unfinished: { readonly id: RowId; readonly openTime: EpochMs; readonly message: string } | null = null
  readonly #rules: BarRules
  readonly #days: Calendar
  readonly #held: RowBatch
  /** When the last bar opened by its own stamp. */
  #previousOpen = Number.NEGATIVE_INFINITY

  constructor(rules: BarRules, extra: ExtraColumns) {
    this.#rules = rules
    this.#days = calendar(rules.instrument.calendar)
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
        this.#refuseUnfinished()
        previous = openTime
        if (this.#isInside(done, row, kept - 1)) continue
        if (kept !== row) done.move(row, kept)
        if (kept > 0) partOverlap(time, closeTime, kept, this.#rules.stamp)
        kept++
      } else if (openTime < previous) throw new OutOfOrder()
      else if (this.unfinished !== null) this.#refuseUnfinished()
      else this.#repeat(done, row, kept - 1)
    }
    this.#previousOpen = previous
    return kept
  }

  /** Whether a row begins before the bar before it has ended, without a reason. */
  #isInside({ id, time, closeTime }: RowBatch, row: number, before: number): boolean {
    if (before < 0) return false
    const { rowsAt, stamp, faults } = this.#rules
    const [opens, closes, closesBefore] = [time[row] as number, closeTime[row] as number, closeTime[before] as number]
    if (closesBefore <= opens || mayOverlap(this.#days, rowsAt, stamp, opens, closes, closesBefore)) return false
    const message = `opens at ${formatTime(opens)}, inside the bar of ${formatTime(time[before] as number)} on ${faults.placeOf(id[before] as number)}`
    this.unfinished = { id: id[row] as number, openTime: opens, message }
    return true
  }

  #refuseUnfinished(): void {
    if (this.unfinished === null) return
    const { id, message } = this.unfinished
    this.#rules.faults.add({
      id,
      message,
      hint: `bars of ${this.#rules.rowsAt} do not overlap: leave the one off the grid out, or say the --timeframe`,
    })
    this.unfinished = null
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
