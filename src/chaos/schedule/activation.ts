// When an entry of a schedule is on: its trigger is asked as time goes on, and what came on stays on for the entry's minutes.

import type { EpochMs } from '../../model/time.js'
import { MINUTE_MS } from '../../model/time.js'
import type { RandomStream } from '../../std/random.js'
import type { Entry, Trigger } from './schedule.js'

/** What triggers look at. */
export interface TriggerFacts {
  readonly equity: number
  /** Breaches of the run so far. */
  readonly breaches: number
  /** Standard deviation of the returns of the last bars of an instrument, undefined for the first; NaN before there are as many. */
  deviation(instrument: string | undefined, bars: number): number
}

const HOUR_MS = 60 * MINUTE_MS

export class Activation {
  readonly entry: Entry
  /** When it came on, each time. */
  readonly onsets: EpochMs[] = []
  readonly #isMet: (time: EpochMs) => boolean
  #until = Number.NEGATIVE_INFINITY
  /** Whether its trigger was met at the last look: it has to let go before it can come on again. */
  #wasMet = false

  constructor(entry: Entry, facts: TriggerFacts, random: RandomStream) {
    this.entry = entry
    this.#isMet = condition(entry, facts, random)
  }

  /** Looks at the trigger; answers whether the entry is on. Asked again at one time it answers the same. */
  isOn(time: EpochMs): boolean {
    if (time < this.#until) return true
    const met = this.#isMet(time)
    if (met && !this.#wasMet) {
      this.onsets.push(time)
      this.#until = time + this.entry.minutes * MINUTE_MS
    }
    this.#wasMet = met
    return time < this.#until
  }

  /** What sizes are multiplied by: more each time that it came on again. */
  get factor(): number {
    return this.entry.escalate ** Math.max(0, this.onsets.length - 1)
  }
}

function condition({ when, target }: Entry, facts: TriggerFacts, random: RandomStream): (time: EpochMs) => boolean {
  if ('at' in when) {
    const from = Date.parse(when.at)
    return (time) => time >= from
  }
  if ('perHour' in when) return hourly(when, random)
  if ('calm' in when) return () => facts.deviation(target, when.bars) < when.calm
  if ('breaches' in when) return () => facts.breaches >= when.breaches
  return belowPeak(when.drawdown, facts)
}

function hourly({ perHour }: Extract<Trigger, { perHour: number }>, random: RandomStream): (time: EpochMs) => boolean {
  let hour = Number.NaN
  let comesOn = false
  return (time) => {
    const now = Math.floor(time / HOUR_MS)
    if (now === hour) return comesOn
    hour = now
    // Drawn whether or not it could come on, so that later hours draw the same.
    comesOn = random.next() < perHour
    return comesOn
  }
}

function belowPeak(drawdown: number, facts: TriggerFacts): () => boolean {
  let peak = Number.NEGATIVE_INFINITY
  return () => {
    const { equity } = facts
    if (equity > peak) peak = equity
    return peak - equity >= drawdown * peak
  }
}
