// An alarm: it says once that a measure has reached a limit, and again only after the measure has come back for good.

import type { Breach, Severity } from '../../model/breach.js'

/** Parts of what a monitor measures against. Infinity for none. */
export interface AlarmLimits {
  /** People are told. */
  readonly warning: number
  /** A breaker acts. */
  readonly critical: number
}

/** Where breaches go. */
export type Emit = (breach: Breach) => void

/** Below this part of its limit an alarm is ready again: a measure that trembles at the limit is told once. */
const READY = 0.9

export class Alarm {
  readonly #limits: AlarmLimits
  #isWarned = false
  #isCritical = false

  constructor(limits: AlarmLimits) {
    this.#limits = limits
  }

  /** Whether it has said something that has not come back yet. */
  get isRaised(): boolean {
    return this.#isWarned || this.#isCritical
  }

  /** What is new at a measure: null for nothing. A limit is reached at `base` × its part, and never with nothing lost or held, whatever the base. */
  rising(measure: number, base: number): Severity | null {
    if (measure <= 0) {
      this.reset()
      return null
    }
    const { warning, critical } = this.#limits
    if (measure >= limitOf(critical, base)) {
      if (this.#isCritical) return null
      this.#isCritical = true
      this.#isWarned = true
      return 'critical'
    }
    if (this.#isCritical && measure < READY * limitOf(critical, base)) this.#isCritical = false
    if (measure >= limitOf(warning, base)) {
      if (this.#isWarned) return null
      this.#isWarned = true
      return 'warning'
    }
    if (this.#isWarned && measure < READY * limitOf(Math.min(warning, critical), base)) this.#isWarned = false
    return null
  }

  /** Whether a measure up to `most` says nothing and changes nothing, as long as the base is `base` or more. It stays short of the limit, so that rounding decides nothing. */
  isSilentUpTo(most: number, base: number): boolean {
    return !this.isRaised && most < READY * limitOf(Math.min(this.#limits.warning, this.#limits.critical), base)
  }

  /** The limit that a severity stands for, in the measure's unit. */
  limit(severity: Severity, base: number): number {
    return limitOf(severity === 'critical' ? this.#limits.critical : this.#limits.warning, base)
  }

  /** Ready for the next time. */
  reset(): void {
    this.#isWarned = false
    this.#isCritical = false
  }
}

/** Of a base below zero every part is 0: whoever has less than nothing has lost too much with whatever is lost next. No limit stays none. */
function limitOf(part: number, base: number): number {
  return part === Number.POSITIVE_INFINITY ? part : part * Math.max(0, base)
}
