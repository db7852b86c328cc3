// When an entry of a schedule is on: its trigger is asked as time goes on, and what came on stays on for the entry's minutes.

import type { EpochMs } from '../../model/time.js'
import { MINUTE_MS } from '../../model/time.js'
import type { RandomStream } from '../../std/random.js'
import { windowFrom } from './entry-end.js'
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
  readonly #comesOn: (time: EpochMs) => boolean
  #until = Number.NEGATIVE_INFINITY
  /** When it was asked last, and what it answered. */
  #asked = Number.NaN
  #answer = false

  constructor(entry: Entry, facts: TriggerFacts, random: RandomStream) {
    this.entry = entry
    this.#comesOn = trigger(entry, facts, random)
  }

  /** Looks at the trigger; answers whether the entry is on. Asked again at one time it answers the same. */
  isOn(time: EpochMs): boolean {
    if (time === this.#asked) return this.#answer
    this.#asked = time
    // Looked at while it is on too: no hour goes undrawn, and no peak unseen.
    const comesOn = this.#comesOn(time)
    if (comesOn && time >= this.#until) {
      this.onsets.push(time)
      this.#until = windowFrom(time, this.entry).to
    }
    this.#answer = time < this.#until
    return this.#answer
  }

  /** What sizes are multiplied by: more each time that it came on again. */
  get factor(): number {
    return this.entry.escalate ** Math.max(0, this.onsets.length - 1)
  }
}

/** Answers once for each time that it is met. */
function trigger({ when, target }: Entry, facts: TriggerFacts, random: RandomStream): (time: EpochMs) => boolean {
  if ('at' in when) {
    const from = Date.parse(when.at)
    return anew((time) => time >= from)
  }
  if ('perHour' in when) return hourly(when, random)
  if ('calm' in when) return anew(() => facts.deviation(target, when.bars) < when.calm)
  if ('breaches' in when) return anew(() => facts.breaches >= when.breaches)
  return anew(belowPeak(when.drawdown, facts))
}

/** What goes on being so has to let go before it comes again. */
function anew(isMet: (time: EpochMs) => boolean): (time: EpochMs) => boolean {
  let wasMet = false
  return (time) => {
    const met = isMet(time)
    const comes = met && !wasMet
    wasMet = met
    return comes
  }
}

/** Each hour draws for itself, at its first bar and whether or not the entry is on, so that later hours draw the same. */
function hourly({ perHour }: Extract<Trigger, { perHour: number }>, random: RandomStream): (time: EpochMs) => boolean {
  let hour = Number.NaN
  return (time) => {
    const now = Math.floor(time / HOUR_MS)
    if (now === hour) return false
    hour = now
    return random.next() < perHour
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
