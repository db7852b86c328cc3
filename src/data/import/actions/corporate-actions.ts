// Splits and dividends of one instrument, from the columns that a source has for them: dividends, split ratios, or a close that is adjusted for both.

import type { Adjustment, CorporateAction } from '../../../model/corporate-action.js'
import type { EpochMs, IsoDate } from '../../../model/time.js'
import type { RowBatch } from '../rows/row-batch.js'
import { type AdjustmentStep, AdjustmentSteps } from './adjustment-steps.js'

/** A row at which the adjusted close steps. */
interface StepRow {
  readonly exDate: IsoDate
  /** The close over the close before. */
  readonly priceChange: number
  /** The split that the source tells of this day; 1 for none. */
  readonly toldSplit: number
}

/** Collects the actions of day bars as they come, in the order of time. */
export class ActionCollector {
  readonly #adjusted: Adjustment | null
  readonly #dateOf: (openTime: EpochMs) => IsoDate
  readonly #told: CorporateAction[] = []
  readonly #steps = new AdjustmentSteps<StepRow>()
  #previousClose = Number.NaN

  /** `adjusted` is what the prices beside the columns are adjusted for; `dateOf` the session's date of a bar. */
  constructor(adjusted: Adjustment | null, dateOf: (openTime: EpochMs) => IsoDate) {
    this.#adjusted = adjusted
    this.#dateOf = dateOf
  }

  append(rows: RowBatch): void {
    const { dividend, split, adjustedClose, time, close } = rows
    if (dividend === null && split === null && adjustedClose === null) return
    for (let row = 0; row < rows.rows; row++) {
      const exDate = () => this.#dateOf(time[row] as number)
      const price = close[row] as number
      const toldSplit = this.#appendSplit(split?.[row] ?? Number.NaN, exDate)
      if (dividend !== null) this.#appendDividend(dividend[row] as number, toldSplit, exDate)
      else if (adjustedClose !== null) {
        const priceChange = price / this.#previousClose
        this.#steps.append(price, adjustedClose[row] as number, () => ({ exDate: exDate(), priceChange, toldSplit }))
      }
      this.#previousClose = price
    }
  }

  /** In the order of time. */
  finish(): readonly CorporateAction[] {
    const derived = this.#steps.steps().flatMap((step) => this.#actionOfStep(step) ?? [])
    const all = [...this.#told, ...derived].sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0))
    return this.#adjusted === 'splits' ? withAmountsOfTheirDay(all) : all
  }

  /** The ratio; 1 where there is none. Sources write no split as 0 or 1. */
  #appendSplit(ratio: number, exDate: () => IsoDate): number {
    if (!(ratio > 0) || ratio === 1) return 1
    this.#told.push({ kind: 'split', exDate: exDate(), ratio })
    return ratio
  }

  /** Of the first row there is no close before, and nothing to adjust. */
  #appendDividend(amount: number, split: number, exDate: () => IsoDate): void {
    const before = this.#adjusted === 'splits' ? this.#previousClose : this.#previousClose / split
    if (amount > 0 && before > amount) this.#told.push({ kind: 'dividend', exDate: exDate(), amount, factor: 1 - amount / before })
  }

  /** Beside prices as they were traded the adjusted close steps at splits too. */
  #actionOfStep({ row, factor }: AdjustmentStep<StepRow>): CorporateAction | null {
    const { exDate, priceChange, toldSplit } = row
    if (this.#adjusted === 'splits') return { kind: 'dividend', exDate, amount: null, factor }
    const rest = factor * toldSplit
    if (toldSplit !== 1) return Math.abs(rest - 1) < 1e-3 ? null : { kind: 'dividend', exDate, amount: null, factor: rest }
    const ratio = splitRatioOf(factor, priceChange)
    return ratio === null ? { kind: 'dividend', exDate, amount: null, factor } : { kind: 'split', exDate, ratio }
  }
}

/** Ratios of ordinary splits, by which a step of an adjusted close is told from a dividend. */
const usualRatios = [1.25, 4 / 3, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100]

/** New shares for an old one, where the step is nearly that of a split and the price fell (or rose) with it; null for a dividend. */
function splitRatioOf(factor: number, priceChange: number): number | null {
  if (Math.abs(Math.log(priceChange / factor)) > Math.abs(Math.log(factor)) / 2) return null
  const ratio = [...usualRatios, ...usualRatios.map((usual) => 1 / usual)].find((usual) => Math.abs(factor * usual - 1) < 0.01)
  return ratio ?? null
}

/** Dividends beside prices that are adjusted for splits are stated in today's shares; multiplied by the later splits they are what was paid. */
function withAmountsOfTheirDay(actions: readonly CorporateAction[]): CorporateAction[] {
  let laterSplits = 1
  const latestFirst = [...actions].reverse().map((action): CorporateAction => {
    if (action.kind === 'split') laterSplits *= action.ratio
    return action.kind === 'split' || action.amount === null ? action : { ...action, amount: action.amount * laterSplits }
  })
  return latestFirst.reverse()
}
