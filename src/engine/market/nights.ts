// The nights that pass from mark to mark, by the sessions of a calendar.

import { type Calendar, calendar } from '../../data/calendar/calendar.js'
import { type DayNumber, dayNumber } from '../../data/day-number.js'
import type { CalendarId } from '../../model/instrument.js'
import type { EpochMs, IsoDate } from '../../model/time.js'

export class Nights {
  readonly #calendar: Calendar
  #date: IsoDate = ''
  #day: DayNumber = Number.NaN
  /** Between the last two marks. */
  passed = 0

  constructor(id: CalendarId) {
    this.#calendar = calendar(id)
  }

  /** One for each calendar, made when it is first asked for. */
  static ofCalendars(): (id: CalendarId) => Nights {
    const made = new Map<CalendarId, Nights>()
    return (id) => {
      const nights = made.get(id) ?? new Nights(id)
      made.set(id, nights)
      return nights
    }
  }

  /** A mark comes: answers whether nights have passed since the one before it. */
  pass(time: EpochMs): boolean {
    this.passed = 0
    // A mark is of the day that ends with it, where the next begins at once.
    const date = this.#calendar.sessionDate(time - 1)
    if (date === this.#date) return false
    const day = dayNumber(date)
    if (day > this.#day) this.passed = day - this.#day
    this.#day = day
    this.#date = date
    return this.passed > 0
  }
}
