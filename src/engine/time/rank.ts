// The order of events at one time. What a bar did comes before what anybody thinks of it, and both before the next bar begins.

/** Lower goes first. Bars that end now are finished before bars that begin now open: an order decided at a close can use the next open. */
export const Rank = {
  operator: 0,
  corporateAction: 1,
  path: 2,
  closingAuction: 3,
  expiry: 4,
  ledger: 5,
  monitor: 6,
  onFill: 7,
  onPrediction: 8,
  onBar: 9,
  onBars: 10,
  timer: 11,
  open: 12,
} as const

export type Rank = (typeof Rank)[keyof typeof Rank]
