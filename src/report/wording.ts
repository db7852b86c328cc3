// How numbers and times are written for people: grouped thousands, a real minus sign, percent with a thin space, dates in UTC.

import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../model/time.js'

const MINUS = '\u2212'
const THIN_SPACE = '\u202f'

/** `12,345.60`; rounding to zero leaves no sign. */
export function decimal(value: number, digits = 2): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text
}

/** A count, or an amount where cents do not matter. */
export function whole(value: number): string {
  return decimal(value, 0)
}

/** A fraction as percent: 0.1234 is `12.3 %`. */
export function percent(fraction: number, digits = 1): string {
  return `${decimal(fraction * 100, digits)}${THIN_SPACE}%`
}

/** A fraction as percent in running text: no decimals from 100 % on, where they would only be noise. */
export function roundPercent(fraction: number): string {
  return percent(fraction, Math.abs(fraction) >= 0.995 ? 0 : 1)
}

/** A price without rounding away what the instrument shows: two decimals from 10 on, up to six below, and four digits of the tiniest. */
export function price(value: number): string {
  if (Math.abs(value) >= 10 || value === 0) return decimal(value)
  const digits = Math.max(6, 3 + Math.ceil(-Math.log10(Math.abs(value))))
  return decimal(value, Math.min(digits, 20)).replace(/(\.\d\d\d*?)0+$/, '$1')
}

/** `2008-10-09`, in UTC. */
export function date(time: EpochMs): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** `2008-10-09 14:30`, in UTC. */
export function minute(time: EpochMs): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ')
}

/** The same to the second or the millisecond, where it has them: `2008-10-09 14:30:10`. */
export function moment(time: EpochMs): string {
  const length = time % 60_000 === 0 ? 16 : time % 1000 === 0 ? 19 : 23
  return new Date(time).toISOString().slice(0, length).replace('T', ' ')
}

/** A length of time in the unit that suits it: `0 s`, `45 s`, `12 min`, `3.5 h`, `2.1 days`. */
export function duration(ms: number): string {
  const short = (value: number): string => decimal(value, 1).replace(/\.0$/, '')
  if (ms < MINUTE_MS) return `${short(ms / 1000)} s`
  if (ms < 2 * HOUR_MS) return `${short(ms / MINUTE_MS)} min`
  return ms < 2 * DAY_MS ? `${short(ms / HOUR_MS)} h` : `${short(ms / DAY_MS)} days`
}

/** January to December, as heads of columns. */
export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `5th`, `22nd`, `23rd`: the ordinal of a whole number in digits. */
export function ordinal(value: number): string {
  const last = value % 10
  const teen = Math.floor(value / 10) % 10 === 1
  return `${whole(value)}${teen || last < 1 || last > 3 ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : 'rd'}`
}

/** `1 fill`, `2 fills`, `1,204 fills`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${whole(count)} ${count === 1 ? noun : plural}`
}

/** `equity=99196.6, level=halted`: what was compared, without the digits that binary fractions leave behind. */
export function numbersText(context: Readonly<Record<string, number | string>>): string {
  return Object.entries(context)
    .map(([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(12)) : value}`)
    .join(', ')
}

/** `a, b and c` */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
