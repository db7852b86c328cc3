// What a world is made of: its market, who trades there, and the config that they trade under.

import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { DenialCode } from '../../model/denial.js'
import type { Act } from './acted.js'
import type { Priced } from './foreign.js'

export interface HealthyStrategy {
  readonly file: string
  readonly params: Readonly<Record<string, number | boolean>>
}

/** One that misbehaves all the time, by its fault. */
export interface MisbehavingStrategy {
  readonly fault: string
  /** What it is called there. */
  readonly name: string
  readonly params: Readonly<Record<string, number | boolean>>
}

export interface WorldPlan {
  /** What it is like, in one sentence. */
  readonly says: string
  /** Name of a synthetic market, its seed left out. */
  readonly market: string
  /** The prices of its instruments, in their order; those after the last are in dollars, as the market makes them. */
  readonly prices?: readonly Priced[]
  /** Synthetic markets of the pairs that convert them, their seeds left out. */
  readonly rates?: readonly string[]
  /** What the companies of its instruments do, in their order. */
  readonly acts?: readonly (readonly Act[])[]
  /** Share of their price that its bars lose by the end, evenly; below zero they gain it. */
  readonly fall?: number
  /** Lots that trade in all its bars together, in the place of what a synthetic market trades. */
  readonly lotsTraded?: number
  /** Chance of each of its bars to be missing. */
  readonly gaps?: number
  /** Its instruments are futures, of which a price may be below zero. */
  readonly futures?: true
  /** Spread of the quotes beside its bars, in basis points; without it there are none. */
  readonly spreadBps?: number
  readonly healthy: readonly HealthyStrategy[]
  /** Beside them; each has the allocation of one of them. */
  readonly misbehaving?: readonly MisbehavingStrategy[]
  readonly config: BacktestConfigInput
  /** Its limits are so tight that breakers are meant to fire where nothing goes wrong. */
  readonly mayStop?: true
  /** What controls refuse its healthy strategies by design, and how often in a run at the most; more than any market's own. */
  readonly refuses?: Refusals
  /** At some seeds its healthy strategies find nothing to trade. */
  readonly mayRest?: true
}

/** By its code, how often. */
export type Refusals = Readonly<Partial<Record<DenialCode, number>>>
