// Reads the times of a sample roughly: enough to tell minutes from days, and whether they state a zone.

import type { TimeForm } from './layout.js'
import type { Table } from './table.js'
import type { TimePlaces } from './time-form.js'

const perSecond = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const

/** Whether the stamps are instants: epochs, or ISO times with an offset. */
export function statesZone(form: TimeForm, table: Table, places: TimePlaces): boolean {
  if (form.kind === 'epoch') return true
  if (form.kind !== 'iso') return false
  const texts = stampsOf(table, places).filter((text) => text.length > 10)
  return texts.length > 0 && texts.every((text) => /(Z|UTC|[+-]\d\d(:?\d\d)?)$/.test(text))
}

/** The middle distance in ms between a stamp and the next other one; null where all are equal. Order does not matter. */
export function usualStep(form: TimeForm, table: Table, places: TimePlaces): number | null {
  const times = stampsOf(table, places).map((text) => roughTime(form, text))
  const steps: number[] = []
  for (let row = 1; row < times.length; row++) {
    const step = Math.abs((times[row] as number) - (times[row - 1] as number))
    if (step > 0) steps.push(step)
  }
  steps.sort((a, b) => a - b)
  return steps[steps.length >> 1] ?? null
}

/** Stamps as text, a date and its time of day joined. */
function stampsOf({ rows }: Table, places: TimePlaces): readonly string[] {
  return rows.map((row) => places.map((place) => row[place] ?? '').join(' '))
}

function roughTime(form: TimeForm, text: string): number {
  if (form.kind === 'epoch') return (Number(text) / perSecond[form.unit]) * 1000
  const numbers = (form.kind === 'compact' ? text.replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3') : text).split(/\D+/).filter(Boolean)
  const [first = 0, second = 0, third = 0] = numbers.map(Number)
  const order = form.kind === 'parts' ? form.order : 'ymd'
  const [year, month, day] = order === 'ymd' ? [first, second, third] : order === 'mdy' ? [third, first, second] : [third, second, first]
  return Date.UTC(year, month - 1, day) + roughClock(text, numbers.slice(3))
}

/** Hours, minutes and seconds, apart or as one number of up to six digits. */
function roughClock(text: string, numbers: readonly string[]): number {
  const [first = '0', minute, second = '0'] = numbers
  const half = /pm\s*$/i.test(text) && Number(first) < 12 ? 12 : /am\s*$/i.test(text) && Number(first) === 12 ? -12 : 0
  if (minute !== undefined) return ((Number(first) + half) * 60 + Number(minute)) * 60_000 + Number(second) * 1000
  const digits = first.length === 4 ? `${first}00` : first.padStart(6, '0')
  return (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * 60_000 + Number(digits.slice(4, 6)) * 1000
}
