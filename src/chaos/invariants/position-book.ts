// Signed lots of each strategy in each asset, every fill counted once by its id, as it was put right last, in whatever order they are told, in the shares of now.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import { type Fill, shareTime } from '../../model/fill.js'
import type { Listings } from './listings.js'
import { type BookedSplit, sharesSince, splitsOf } from './splits.js'

/** What one strategy holds of one asset. */
export interface BookedPosition {
  readonly strategy: string
  readonly asset: string
  /** A listing of it. */
  readonly instrument: string
  lots: number
}

/** What stood of a fill, and what stands of it now; null of nothing. */
export interface BookedChange {
  readonly before: Fill | null
  readonly becomes: Fill | null
}

export class PositionBook {
  /** What stands of each fill, by its id; null of one that was taken back. */
  readonly #known = new Map<number, Fill | null>()
  readonly #positions = new Map<string, Map<string, BookedPosition>>()
  /** All of them, strategy by strategy; null where one has come since it was made. */
  #all: readonly BookedPosition[] | null = null
  readonly #listings: Listings
  readonly #clock: RunInside['clock']
  readonly #splits: readonly BookedSplit[]
  /** How many of them have come. */
  #split = 0
  #changed: BookedChange | null = null

  constructor(run: RunInside, listings: Listings) {
    this.#clock = run.clock
    this.#splits = splitsOf(run)
    this.#listings = listings
  }

  get positions(): readonly BookedPosition[] {
    this.#catchUp()
    this.#all ??= [...this.#positions.values()].flatMap((ofStrategy) => [...ofStrategy.values()])
    return this.#all
  }

  /** What the last word changed; null where it changed nothing. */
  get changed(): BookedChange | null {
    return this.#changed
  }

  /** Whether a fill was told. */
  knows(fillId: number): boolean {
    return this.#known.has(fillId)
  }

  take(event: BrokerEvent): void {
    this.#changed = null
    if (event.kind === 'revised') this.#stand(event.fill.fillId, event.becomes)
    if (event.kind === 'filled' && !this.knows(event.fill.fillId)) this.#stand(event.fill.fillId, event.fill)
  }

  #stand(fillId: number, fill: Fill | null): void {
    const before = this.#known.get(fillId) ?? null
    this.#known.set(fillId, fill)
    this.#changed = { before, becomes: fill }
    if (before !== null) this.#count(before, -1)
    if (fill !== null) this.#count(fill, 1)
  }

  #count(fill: Fill, times: 1 | -1): void {
    const { strategy, instrument, side, quantity } = fill
    const position = this.at(strategy, instrument) ?? this.#open(strategy, instrument)
    const lots =
      this.#splits.length === 0 ? quantity : quantity * sharesSince(this.#splits, position.asset, shareTime(fill), this.#clock.now)
    position.lots += times * (side === 'buy' ? lots : -lots)
  }

  /** Puts what is held into the shares of now. */
  #catchUp(): void {
    for (let next = this.#splits[this.#split]; next !== undefined && next.time <= this.#clock.now; next = this.#splits[this.#split]) {
      this.#split++
      for (const ofStrategy of this.#positions.values()) {
        const position = ofStrategy.get(next.asset)
        if (position !== undefined) position.lots *= next.ratio
      }
    }
  }

  lotsOf(strategy: string, instrument: string): number {
    return this.at(strategy, instrument)?.lots ?? 0
  }

  /** Of what nothing ever filled there is none. */
  at(strategy: string, instrument: string): BookedPosition | undefined {
    this.#catchUp()
    return this.#positions.get(strategy)?.get(this.#listings.assetOf(instrument))
  }

  #open(strategy: string, instrument: string): BookedPosition {
    const position = { strategy, asset: this.#listings.assetOf(instrument), instrument, lots: 0 }
    const ofStrategy = this.#positions.get(strategy) ?? new Map<string, BookedPosition>()
    this.#positions.set(strategy, ofStrategy.set(position.asset, position))
    this.#all = null
    return position
  }
}

/** Whether a book can follow what is held: the end of a listing closes positions, and a split that leaves fractions pays them out, of which no broker tells. */
export function canBeFollowed({ feed }: RunInside): boolean {
  return feed.series.every(({ series: { actions = [] } }) =>
    actions.every((action) => action.kind !== 'delisting' && (action.kind !== 'split' || Number.isInteger(action.ratio))),
  )
}
