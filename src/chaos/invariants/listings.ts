// The instruments of a run, by id and by asset: nearly every check looks them up.

import type { RunInside } from '../../engine/injection.js'
import { assetOf, type Instrument } from '../../model/instrument.js'
import { fail } from '../../std/assert.js'

export class Listings {
  readonly #instruments: ReadonlyMap<string, Instrument>
  readonly #assets: ReadonlyMap<string, string>
  /** The first listing of each asset. */
  readonly #first = new Map<string, Instrument>()

  constructor({ feed }: Pick<RunInside, 'feed'>) {
    const instruments = feed.series.map(({ series: { instrument } }) => instrument)
    this.#instruments = new Map(instruments.map((one) => [one.id, one]))
    this.#assets = new Map(instruments.map((one) => [one.id, assetOf(one)]))
    for (const one of instruments) if (!this.#first.has(assetOf(one))) this.#first.set(assetOf(one), one)
  }

  of(instrument: string): Instrument {
    return this.#instruments.get(instrument) ?? fail(`${instrument} is listed in the run`)
  }

  /** Of what is not listed its own name. */
  assetOf(instrument: string): string {
    return this.#assets.get(instrument) ?? instrument
  }

  /** The first listing of an asset. */
  inAsset(asset: string): Instrument {
    return this.#first.get(asset) ?? fail(`${asset} is listed in the run`)
  }
}
