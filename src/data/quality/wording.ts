// How findings write counts, shares, prices and times.

import { DAY_MS, type EpochMs, formatTime, type IsoDate } from '../../model/time.js'

/** `1 bar`, `1,204 bars`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

/** `12.3 %`; small shares keep two digits. */
export function share(fraction: number): string {
  const percent = fraction * 100
  return `${percent !== 0 && Math.abs(percent) < 1 ? percent.toPrecision(2) : percent.toFixed(1)} %`
}

/** A log return as percent with its sign: `+12.3 %`. */
export function move(logReturn: number): string {
  const percent = Math.expm1(logReturn) * 100
  return `${percent > 0 ? '+' : ''}${percent.toFixed(Math.abs(percent) < 1 ? 2 : 1)} %`
}

/** The date alone for daily bars. */
export function when(time: EpochMs, step: number): string {
  return step >= DAY_MS ? dateOf(time) : formatTime(time)
}

export function dateOf(time: EpochMs): IsoDate {
  return new Date(time).toISOString().slice(0, 10)
}
