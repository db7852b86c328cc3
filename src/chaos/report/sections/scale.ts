// Scales on which nothing, a little and a thousand times as much all have a place: logarithmic, but from zero on.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../model/time.js'

export interface Scale {
  /** Where a value, which is none below zero, stands: 0…100. */
  at(value: number): number
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
}

const times = [
  { value: 0, text: '0' },
  { value: MINUTE_MS, text: '1 min' },
  { value: 10 * MINUTE_MS, text: '10 min' },
  { value: HOUR_MS, text: '1 h' },
  { value: 6 * HOUR_MS, text: '6 h' },
  { value: DAY_MS, text: '1 day' },
  { value: 7 * DAY_MS, text: '1 week' },
]

const budgets = [
  { value: 0, text: '0' },
  { value: 0.1, text: '0.1' },
  { value: 1, text: 'budget' },
  { value: 10, text: '10 ×' },
  { value: 100, text: '100 ×' },
  { value: 1_000, text: '1,000 ×' },
]

/** Of milliseconds. */
export function timeScale(values: readonly number[]): Scale {
  return fromZero(values, MINUTE_MS, MINUTE_MS, times)
}

/** Of damage in budgets. */
export function budgetScale(values: readonly number[]): Scale {
  return fromZero(values, 0.05, 1.2, budgets)
}

/** `unit` is where it bends; it reaches to `least` at the least. */
function fromZero(values: readonly number[], unit: number, least: number, ticks: Scale['ticks']): Scale {
  const bent = (value: number): number => Math.log1p(value / unit)
  const end = bent(Math.max(least, ...values))
  const at = (value: number): number => Math.round((bent(value) / end) * 1_000) / 10
  return { at, ticks: ticks.filter(({ value }) => bent(value) <= end) }
}
