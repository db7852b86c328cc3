// What the venue asks before it matches a bar: whether trading stands still, and between which prices it may go on.

import type { EpochMs } from '../../../model/time.js'

/** No trade prints below `lower` or above `upper`. */
export interface PriceBand {
  readonly lower: number
  readonly upper: number
}

/** Listings go by their instrument's id. Times are openTimes of bars of the listing's execution series, asked for in the order of time. */
export interface HaltSource {
  /** Whether nothing trades in the bar that begins then: it began in a pause or a halt. */
  isHalted(listing: string, time: EpochMs): boolean
  /** The band of the bar that begins then; null where none is in force. */
  bandAt(listing: string, time: EpochMs): PriceBand | null
  /** The venue's word that in the bar that began then an order of ours waited at the band until its end. */
  heldAtBand(listing: string, time: EpochMs): void
  /** The listing's prices of before a time are in other shares from then on: of each there are `ratio`. */
  split(listing: string, ratio: number, time: EpochMs): void
}
