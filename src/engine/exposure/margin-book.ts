// The margin of what the account holds, asset by asset, at the marks.

import { type Instrument, lotValue } from '../../model/instrument.js'
import type { MarginFigures } from '../../model/run.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import { type MarginRule, type MarginTable, marginFigures, marginRule, stricter } from '../../risk/margin.js'
import { MarginLine } from '../../risk/margin-line.js'
import { type Asset, assetsOf } from '../market/assets.js'
import type { WorkingReach } from './working-reach.js'

interface MarginAsset {
  readonly asset: Asset
  readonly rule: MarginRule
}

/** One asset that is held net, as a liquidation looks at it. */
export interface HeldAsset {
  readonly asset: Asset
  /** Signed. */
  readonly lots: number
  /** Maintenance margin of one lot; currency of the account. */
  readonly perLot: number
}

export class MarginBook {
  readonly #portfolio: Portfolio
  readonly #assets: readonly MarginAsset[]

  /** `instruments` in the order of the portfolio's. */
  constructor(portfolio: Portfolio, instruments: readonly Instrument[], table: MarginTable) {
    this.#portfolio = portfolio
    this.#assets = assetsOf(instruments, portfolio).map((asset) => {
      // Where a rate is named for one listing it is the asset's, whichever of them comes first.
      const rules = asset.listings.map(({ instrument }) => marginRule(instrument, table) ?? wholeValue(instrument))
      return { asset, rule: rules.reduce(stricter) }
    })
  }

  get figures(): MarginFigures {
    return marginFigures(this.#portfolio.equity, this.#sum('initial'), this.maintenance)
  }

  /** What has to be there to keep what is held. */
  get maintenance(): number {
    return this.#sum('maintenance')
  }

  /** Initial margin of everything, working orders at their worst. */
  worstInitial(reach: WorkingReach): number {
    let sum = 0
    for (const { asset, rule } of this.#assets) {
      const of = reach.ofAsset(asset.id)
      if (of.heldLots === 0 && of.buyLots === 0 && of.sellLots === 0) continue
      const { counted } = asset
      sum += new MarginLine(rule, counted, of, this.#portfolio.mark(counted.id), this.#portfolio.rate(counted.id)).initial
    }
    return sum
  }

  /** What is held net, each with the maintenance margin of a lot. */
  held(): HeldAsset[] {
    const held: HeldAsset[] = []
    for (const { asset, rule } of this.#assets) {
      const lots = asset.netLots
      if (lots !== 0) held.push({ asset, lots, perLot: this.#margin(rule, 'maintenance', asset.counted, Math.sign(lots)) })
    }
    return held
  }

  #sum(what: keyof MarginRule): number {
    let sum = 0
    for (const { asset, rule } of this.#assets) {
      const lots = asset.netLots
      if (lots !== 0) sum += this.#margin(rule, what, asset.counted, lots)
    }
    return sum
  }

  #margin(rule: MarginRule, what: keyof MarginRule, { id }: Instrument, lots: number): number {
    return rule[what](lots, this.#portfolio.mark(id)) * this.#portfolio.rate(id)
  }
}

/** What has no rate cannot be opened; what is held all the same has to be covered in full. */
function wholeValue(instrument: Instrument): MarginRule {
  const value = (lots: number, price: number): number => Math.abs(lots * lotValue(instrument, price))
  return { initial: value, maintenance: value }
}
