// Splits and dividends of one instrument, from the columns that a source has for them: dividends, split ratios, or a close that is adjusted for both.

import type { Adjustment, CorporateAction } from '../../../model/corporate-action.js'
import type { EpochMs, IsoDate } from '../../../model/time.js'
import { assert } from '../../../std/assert.js'
import { usualSplits } from '../../split-ratios.js'
import type { RowBatch } from '../rows/row-batch.js'
import type { RowId } from '../rows/row-id.js'
import { type AdjustmentStep, AdjustmentSteps } from './adjustment-steps.js'

/** A row at which the adjusted close steps. */
interface StepRow {
  readonly id: RowId
  readonly exDate: IsoDate
  /** The close over the close before. */
  readonly priceChange: number
  /** The split that the source tells of this day; 1 for none. */
  readonly toldSplit: number
}

/** A row whose adjusted close cannot be. */
export interface ImpossibleAction {
  readonly id: RowId
  readonly message: string
  readonly hint: string
}

/** A row that tells of a split, and what multiplies the prices before it by the columns of splits and dividends. */
interface SplitRow {
  readonly id: RowId
  readonly exDate: IsoDate
  readonly ratio: number
  readonly factor: number
}

/** Collects the actions of day bars as they come, in the order of time. */
export class ActionCollector {
  readonly #adjusted: Adjustment | null
  readonly #dateOf: (openTime: EpochMs) => IsoDate
  readonly #told: CorporateAction[] = []
  readonly #doubtful: IsoDate[] = []
  readonly #steps = new AdjustmentSteps<StepRow>()
  readonly #splitRows: SplitRow[] = []
  readonly #impossible: ImpossibleAction[] = []
  #previousClose = Number.NaN
  #hasDividends = false

  /** `adjusted` is what the prices beside the columns are adjusted for; `dateOf` the session's date of a bar. */
  constructor(adjusted: Adjustment | null, dateOf: (openTime: EpochMs) => IsoDate) {
    assert(adjusted !== 'all', 'prices that are adjusted for everything have nothing to be adjusted by')
    this.#adjusted = adjusted
    this.#dateOf = dateOf
  }

  /** Days on which the adjusted close steps as a small split would, and was taken to tell a dividend; known after `finish`. */
  get doubtful(): readonly IsoDate[] {
    return this.#doubtful
  }

  /** Rows at which the adjusted close steps as no dividend and no told split does; known after `finish`. */
  get impossible(): readonly ImpossibleAction[] {
    return this.#impossible
  }

  append(rows: RowBatch): void {
    const { dividend, split, adjustedClose, time, close, id } = rows
    if (dividend === null && split === null && adjustedClose === null) return
    for (let row = 0; row < rows.rows; row++) {
      const exDate = () => this.#dateOf(time[row] as number)
      const price = close[row] as number
      const toldSplit = this.#appendSplit(split?.[row] ?? Number.NaN, exDate)
      const toldFactor = dividend === null ? 1 : this.#appendDividend(dividend[row] as number, toldSplit, exDate)
      const adjustedPrice = adjustedClose?.[row] ?? Number.NaN
      if (adjustedPrice > 0) {
        const own = id[row] as number
        const priceChange = price / this.#previousClose
        this.#steps.append(price, adjustedPrice, () => ({ id: own, exDate: exDate(), priceChange, toldSplit }))
        if (toldSplit !== 1 && this.#previousClose > 0)
          this.#splitRows.push({ id: own, exDate: exDate(), ratio: toldSplit, factor: toldFactor / toldSplit })
      }
      this.#hasDividends ||= dividend !== null
      this.#previousClose = price
    }
  }

  /** In the order of time. */
  finish(): readonly CorporateAction[] {
    const steps = this.#steps.steps()
    this.#refuseContradictions(steps)
    const derived = this.#hasDividends ? [] : steps.flatMap((step) => this.#possibleAction(step) ?? [])
    const all = [...this.#told, ...derived].sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0))
    return this.#adjusted === 'splits' ? withAmountsOfTheirDay(all) : all
  }

  /** The ratio; 1 where there is none. Sources write no split as 0 or 1. */
  #appendSplit(ratio: number, exDate: () => IsoDate): number {
    if (!(ratio > 0) || ratio === 1) return 1
    this.#told.push({ kind: 'split', exDate: exDate(), ratio })
    return ratio
  }

  /** What multiplies the prices before it. Of the first row there is no close before, and nothing to adjust. */
  #appendDividend(amount: number, split: number, exDate: () => IsoDate): number {
    const before = this.#adjusted === 'splits' ? this.#previousClose : this.#previousClose / split
    if (!(amount > 0 && before > amount)) return 1
    const factor = 1 - amount / before
    this.#told.push({ kind: 'dividend', exDate: exDate(), amount, factor })
    return factor
  }

  /** Beside prices as they were traded the adjusted close steps by the told split; beside ones adjusted for splits it steps by dividends only. */
  #refuseContradictions(steps: readonly AdjustmentStep<StepRow>[]): void {
    if (this.#adjusted === 'splits') return
    const factors = new Map(steps.map(({ row, factor }) => [row.id, factor]))
    for (const { id, exDate, ratio, factor } of this.#splitRows) {
      const stepped = factors.get(id) ?? 1
      if (Math.abs(stepped / factor - 1) <= mostContradiction) continue
      this.#impossible.push({
        id,
        message: `the split ${ratio} of ${exDate} and the adjusted close contradict each other: its ratio to the close steps by ${round(1 / stepped)}`,
        hint: 'correct one of them, or leave one of the two columns out',
      })
    }
  }

  #possibleAction(step: AdjustmentStep<StepRow>): CorporateAction | null {
    const action = this.#actionOfStep(step)
    if (action?.kind !== 'dividend' || (action.factor >= leastFactor && action.factor <= 1 + rounding)) return action
    const { id, exDate } = step.row
    const what = action.factor > 1 ? 'up, as no dividend does' : 'by more than half of the price, which is hardly a dividend'
    if (!this.#impossible.some((one) => one.id === id)) {
      const message = `on ${exDate} the adjusted close steps ${what}, and no split is told: prices before are multiplied by ${round(action.factor)}`
      this.#impossible.push({ id, message, hint: 'check the adjusted close of this row and of those before it, or leave the column out' })
    }
    return null
  }

  /** Beside prices as they were traded the adjusted close steps at splits too. */
  #actionOfStep({ row, factor }: AdjustmentStep<StepRow>): CorporateAction | null {
    const { exDate, priceChange, toldSplit } = row
    if (this.#adjusted === 'splits') return { kind: 'dividend', exDate, amount: null, factor }
    const rest = factor * toldSplit
    if (toldSplit !== 1) return Math.abs(rest - 1) < 1e-3 ? null : { kind: 'dividend', exDate, amount: null, factor: rest }
    const ratio = splitRatioOf(factor, priceChange)
    const isDoubtful = ratio !== null && ratio > 1 && ratio < surelySplit
    if (isDoubtful) this.#doubtful.push(exDate)
    return ratio === null || isDoubtful ? { kind: 'dividend', exDate, amount: null, factor } : { kind: 'split', exDate, ratio }
  }
}

/** By how much a told split and the step of the adjusted close may differ. */
const mostContradiction = 0.2

/** A dividend of more than half of the price is a slip or an untold split. */
const leastFactor = 0.5

/** How far above one the factor of rounded prices may be. */
const rounding = 2e-3

function round(value: number): number {
  return Number(value.toPrecision(4))
}

/** New shares for an old one, and the other way round. */
const usualRatios = usualSplits.flatMap(({ newShares, oldShares }) => [newShares / oldShares, oldShares / newShares])

/** Below two for one a step may as well be of a special dividend, which is taken: the prices adjusted for everything are the same. */
const surelySplit = 2

/** New shares for an old one, where the step is nearly that of a split and the price fell (or rose) with it; null for a dividend. */
function splitRatioOf(factor: number, priceChange: number): number | null {
  if (Math.abs(Math.log(priceChange / factor)) > Math.abs(Math.log(factor)) / 2) return null
  const ratio = usualRatios.find((usual) => Math.abs(factor * usual - 1) < 0.01)
  return ratio ?? null
}

/** Dividends beside prices that are adjusted for splits are stated in today's shares; multiplied by the later splits they are what was paid. */
function withAmountsOfTheirDay(actions: readonly CorporateAction[]): CorporateAction[] {
  let laterSplits = 1
  const latestFirst = [...actions].reverse().map((action): CorporateAction => {
    if (action.kind === 'split') laterSplits *= action.ratio
    return action.kind !== 'dividend' || action.amount === null ? action : { ...action, amount: action.amount * laterSplits }
  })
  return latestFirst.reverse()
}
