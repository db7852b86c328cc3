// A virtual account: a named share of the one account, which trades one symbol at a time.

import type { Position } from '../model/position.js'

/** What one strategy has in one asset: its position, and its working orders in every listing of it. */
export interface Stake {
  readonly strategy: string
  readonly asset: string
  readonly position: Position
  readonly desks: readonly { readonly orders: readonly unknown[] }[]
}

/** Whether anything is held or works. */
export function isBusy({ position, desks }: Stake): boolean {
  return !position.isFlat || desks.some(({ orders }) => orders.length > 0)
}

/** As the config names it. */
export interface AccountTerms {
  readonly name: string
  /** Share of the account's equity, 0…1. */
  readonly allocation: number
  /** The only strategy that it trades for; null for any. */
  readonly strategy: string | null
}

export class VirtualAccount implements AccountTerms {
  readonly name: string
  readonly allocation: number
  readonly strategy: string | null
  /** What it traded last, or trades now. */
  stake: Stake | null = null
  /** Closed round trips, those that made something, and the result of all after fees; the account's currency. */
  roundTrips = 0
  wins = 0
  pnl = 0

  constructor({ name, allocation, strategy }: AccountTerms) {
    this.name = name
    this.allocation = allocation
    this.strategy = strategy
  }

  /** Freed by itself once it is flat and nothing works. */
  get isFree(): boolean {
    return this.stake === null || !isBusy(this.stake)
  }

  /** Signed lots that it holds. */
  get quantity(): number {
    return this.stake?.position.quantity ?? 0
  }
}
