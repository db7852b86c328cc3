// Reads the time at which a prediction was published. Whatever is open is settled the later way: nothing is known before its time.

import { BenchError } from '../../std/errors.js'
import type { TimeForm } from '../import/layout/layout.js'
import { epochUnit } from '../import/layout/time-form.js'
import { type CellFault, shown } from '../import/rows/cell-fault.js'
import { stampReader } from '../import/rows/parse-stamp.js'
import type { StampReader } from '../import/rows/stamp-reader.js'
import { type TimeZone, timeZone } from '../time-zone.js'

export class PublishTimes {
  /** What is wrong, after `read` gave NaN. */
  fault: CellFault = { message: '', hint: '' }
  readonly #form: TimeForm
  readonly #stamp: StampReader
  readonly #zone: TimeZone | null
  readonly #path: string

  constructor(form: TimeForm, zone: string | undefined, path: string) {
    this.#form = form
    this.#stamp = stampReader(form, null)
    this.#zone = zone === undefined ? null : timeZone(zone)
    this.#path = path
  }

  /** Epoch ms, rounded up to a whole one; NaN and a fault where there is none. Fails with `USAGE` where nobody says in which zone a clock stands. */
  read(text: string): number {
    if (this.#form.kind === 'epoch') return this.#readEpoch(text, this.#form.unit)
    const { cut, rest } = wholeMs(text)
    const bytes = Buffer.from(cut)
    const time = this.#stamp.read(bytes, 0, bytes.length)
    if (Number.isNaN(time)) return this.#refuse(text)
    if (this.#stamp.kind === 'date') {
      return this.#fail(`'${shown(text)}' has no time of day`, 'write when it was known: 2024-01-02T21:00:00Z')
    }
    return (this.#stamp.kind === 'instant' ? time : this.#fromClock(time)) + rest
  }

  #readEpoch(text: string, unit: keyof typeof nanoseconds): number {
    const match = /^(\d+)(?:\.(\d{1,9})\d*)?$/.exec(text)
    if (match === null || epochUnit(text) !== unit || (unit === 's' && /^\d{8}$/.test(text))) return this.#refuse(text)
    const [, whole = '', fraction = ''] = match
    const per = nanoseconds[unit]
    const ns = BigInt(whole) * per + (BigInt(fraction.padEnd(9, '0')) * per) / 1_000_000_000n
    return Number((ns + 999_999n) / 1_000_000n)
  }

  /** An hour that a clock shows twice is taken as its second time. */
  #fromClock(wall: number): number {
    if (this.#zone === null) {
      const hint = 'say where the clock hangs that showed them: --predictions-tz America/New_York, or --predictions-tz UTC'
      throw new BenchError('USAGE', `${this.#path}: the publish times have no zone`, hint)
    }
    try {
      return this.#zone.toEpoch(wall, { gap: 'error', overlap: 'later' })
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      return this.#fail(error.message, error.hint)
    }
  }

  #refuse(text: string): number {
    if (text === '') return this.#fail('has no publish time', 'say when it was published')
    return this.#fail(
      `'${shown(text)}' is not a time that is read here`,
      'write 2024-01-02T14:30:00Z, or all times in the form of the first',
    )
  }

  #fail(message: string, hint: string): number {
    this.fault = { message, hint }
    return Number.NaN
  }
}

const nanoseconds = { s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n, ns: 1n } as const

/** `14:30:05.123456` → `14:30:05.123`, and a millisecond more. */
function wholeMs(text: string): { readonly cut: string; readonly rest: 0 | 1 } {
  const match = /:\d\d[.,]\d{3}(\d+)/.exec(text)
  if (match === null) return { cut: text, rest: 0 }
  const [found, digits = ''] = match
  const end = match.index + found.length
  return { cut: text.slice(0, end - digits.length) + text.slice(end), rest: /[1-9]/.test(digits) ? 1 : 0 }
}
