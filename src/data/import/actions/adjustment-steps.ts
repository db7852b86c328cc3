// Finds where the ratio of an adjusted close to the close steps: on the ex-date of a dividend or split.
//
// Both prices are printed with a few decimals, so each row only says between which bounds the ratio lies. As long as the bounds of all rows since the
// last step have a ratio in common, that one ratio explains them; once they have none, it has stepped. Steps are taken between the ratios of whole
// stretches and never between two rounded neighbours, so that errors do not add up.

/** Rows that one ratio explains. */
interface Stretch<Row> {
  readonly first: Row
  low: number
  high: number
}

/** A step at a row: what multiplies the prices before it. */
export interface AdjustmentStep<Row> {
  readonly row: Row
  readonly factor: number
}

/** Sees one row after the other, in the order of time. `Row` is what the caller wants to know of the row at a step. */
export class AdjustmentSteps<Row> {
  readonly #close = new Precision()
  readonly #adjusted = new Precision()
  readonly #stretches: Stretch<Row>[] = []

  /** Whether the ratio stepped at this row. Rows without an adjusted close are passed over. */
  append(close: number, adjustedClose: number, row: () => Row): void {
    if (!(close > 0 && adjustedClose > 0)) return
    const closeError = this.#close.errorOf(close)
    const adjustedError = this.#adjusted.errorOf(adjustedClose)
    const low = (adjustedClose - adjustedError) / (close + closeError)
    const high = (adjustedClose + adjustedError) / Math.max(close - closeError, Number.MIN_VALUE)
    const current = this.#stretches.at(-1)
    if (current === undefined || low > current.high || high < current.low) this.#stretches.push({ first: row(), low, high })
    else {
      current.low = Math.max(current.low, low)
      current.high = Math.min(current.high, high)
    }
  }

  /** In the order of time. */
  steps(): readonly AdjustmentStep<Row>[] {
    const ratios = this.#stretches.map(({ low, high }) => (low + high) / 2)
    return this.#stretches
      .slice(1)
      .map(({ first }, index) => ({ row: first, factor: (ratios[index] as number) / (ratios[index + 1] as number) }))
  }
}

/** How far a printed price may be from the price: half a unit of the last decimal that the column uses, and not below single precision. */
class Precision {
  #unit = 1

  errorOf(price: number): number {
    while (this.#unit > finestUnit && !isMultiple(price, this.#unit)) this.#unit /= 10
    // A little more than half: the printer may have rounded a double the other way.
    return Math.max(0.51 * this.#unit, price * singlePrecision)
  }
}

const finestUnit = 1e-8
const singlePrecision = 2 ** -23

function isMultiple(price: number, unit: number): boolean {
  const count = price / unit
  return Math.abs(count - Math.round(count)) < 1e-7 * Math.max(1, count * 1e-3)
}
