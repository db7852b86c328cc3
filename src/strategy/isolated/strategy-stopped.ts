// A strategy that passed a limit, and the thread that was ended for it.

import { BenchError } from '../../std/errors.js'

/** What a thread was ended for: milliseconds of one event, or megabytes. Thrown at whoever asks it, then and later. */
export class LimitPassed extends Error {
  readonly what: 'time' | 'memory'
  readonly measured: number
  readonly limit: number
  /** Whether that was in an earlier question, which another strategy of the thread may have been asked. */
  readonly wasBefore: boolean

  constructor(what: 'time' | 'memory', measured: number, limit: number, wasBefore = false) {
    const rounded = Math.round(measured)
    super(what === 'time' ? `no answer within ${rounded} ms, limit ${limit} ms` : `it took ${rounded} MB, limit ${limit} MB`)
    this.what = what
    this.measured = measured
    this.limit = limit
    this.wasBefore = wasBefore
  }
}

/** The handler by which a start goes. */
export const STARTS = 'its start'

export class StrategyStopped extends BenchError {
  readonly passed: LimitPassed

  constructor(strategy: string, handler: string, passed: LimitPassed) {
    const { message, what, wasBefore } = passed
    const limitOfTime = handler === STARTS ? 'startLimitMs' : 'eventLimitMs'
    super(
      'STRATEGY_STOPPED',
      wasBefore ? `${strategy} lost its thread, which another strategy had ended: ${message}` : `${strategy} in ${handler}: ${message}`,
      wasBefore
        ? 'give each a thread of its own: isolate: worker'
        : what === 'time'
          ? `look for an endless loop, or raise ${limitOfTime}`
          : 'look for what it keeps, or raise memoryLimitMb',
    )
    this.passed = passed
  }
}
