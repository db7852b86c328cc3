// A book of a check's own: signed lots of each strategy in each asset, every fill counted once by its id, as it was put right last, in whatever order they are told.

import type { RunInside } from '../../engine/injection.js'
import type { BrokerEvent } from '../../model/broker.js'
import type { Fill } from '../../model/fill.js'
import { assetOf } from '../../model/instrument.js'

/** What one strategy holds of one asset. */
export interface BookedPosition {
  readonly strategy: string
  readonly asset: string
  lots: number
}

export class PositionBook {
  /** What stands of each fill, by its id; null of one that was taken back. */
  readonly #known = new Map<number, Fill | null>()
  readonly #positions = new Map<string, Map<string, BookedPosition>>()
  /** All of them, strategy by strategy; null where one has come since it was made. */
  #all: readonly BookedPosition[] | null = null
  readonly #assets: ReadonlyMap<string, string>

  constructor(run: RunInside) {
    this.#assets = new Map(run.feed.series.map(({ series: { instrument } }) => [instrument.id, assetOf(instrument)]))
  }

  get positions(): readonly BookedPosition[] {
    this.#all ??= [...this.#positions.values()].flatMap((ofStrategy) => [...ofStrategy.values()])
    return this.#all
  }

  /** Takes a word of the broker; answers the fill where it is one that was not told before. */
  take(event: BrokerEvent): Fill | null {
    if (event.kind === 'revised') this.#stand(event.fill.fillId, event.becomes)
    if (event.kind !== 'filled' || this.#known.has(event.fill.fillId)) return null
    this.#stand(event.fill.fillId, event.fill)
    return event.fill
  }

  #stand(fillId: number, fill: Fill | null): void {
    const before = this.#known.get(fillId) ?? null
    this.#known.set(fillId, fill)
    if (before !== null) this.#count(before, -1)
    if (fill !== null) this.#count(fill, 1)
  }

  #count({ strategy, instrument, side, quantity }: Fill, times: 1 | -1): void {
    this.at(strategy, instrument).lots += times * (side === 'buy' ? quantity : -quantity)
  }

  lotsOf(strategy: string, instrument: string): number {
    return this.at(strategy, instrument).lots
  }

  /** Flat on first sight. */
  at(strategy: string, instrument: string): BookedPosition {
    const asset = this.#assets.get(instrument) ?? instrument
    const ofStrategy = this.#positions.get(strategy) ?? new Map<string, BookedPosition>()
    const known = ofStrategy.get(asset)
    if (known !== undefined) return known
    const flat = { strategy, asset, lots: 0 }
    this.#positions.set(strategy, ofStrategy.set(asset, flat))
    this.#all = null
    return flat
  }
}

/** Whether only fills change positions: a split restates them, and the end of a listing closes them, of which no broker tells. */
export function onlyFillsMove({ feed }: RunInside): boolean {
  return feed.series.every(({ series: { actions = [] } }) => actions.every(({ kind }) => kind !== 'split' && kind !== 'delisting'))
}
