// A sum of doubles without rounding: what an addition loses is kept beside it. Knuth's TwoSum (TAOCP 4.2.2) and Dekker's TwoProduct (1971).

/** 2^27 + 1 splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134_217_729

/**
 * A running sum whose `value` is the correctly rounded sum of all that was added and subtracted. That holds as long as the lost parts are multiples of one
 * unit and stay below 2^53 of it: for m terms, while m² × largest term < 2^53 × smallest term, far beyond any window of prices.
 */
export class ExactSum {
  #sum = 0
  #lost = 0

  /** The sum, rounded once. */
  get value(): number {
    return this.#sum + this.#lost
  }

  add(term: number): void {
    const before = this.#sum
    const after = before + term
    const taken = after - before
    this.#sum = after
    this.#lost += before - (after - taken) + (term - taken)
  }

  /** Adds one term and takes another away: one step of a window. */
  replace(oldest: number, newest: number): void {
    const before = this.#sum
    const between = before + newest
    const taken = between - before
    const after = between - oldest
    const given = after - between
    this.#sum = after
    this.#lost += before - (between - taken) + (newest - taken) + (between - (after - given) - (oldest + given))
  }

  /**
   * The arithmetic of `replace` along a column, from one place up to another, with the sum at hand rather than in memory; writes `value` ÷ length at each.
   * The sum is that of the window before `from`, in which a zero stands for what is before the column.
   */
  slide(values: Float64Array, from: number, to: number, length: number, means: Float64Array): void {
    let sum = this.#sum
    let lost = this.#lost
    for (let at = from; at < to; at++) {
      const oldest = at < length ? 0 : (values[at - length] as number)
      const newest = values[at] as number
      const between = sum + newest
      const taken = between - sum
      const after = between - oldest
      const given = after - between
      lost += sum - (between - taken) + (newest - taken) + (between - (after - given) - (oldest + given))
      sum = after
      means[at] = (sum + lost) / length
    }
    this.#sum = sum
    this.#lost = lost
  }

  /** Adds `first × second`, the part that the product rounds off included. */
  addProduct(first: number, second: number): void {
    const product = first * second
    const firstHigh = upperHalf(first)
    const secondHigh = upperHalf(second)
    const firstLow = first - firstHigh
    const secondLow = second - secondHigh
    this.add(product)
    this.#lost += firstHigh * secondHigh - product + firstHigh * secondLow + firstLow * secondHigh + firstLow * secondLow
  }

  /** Takes another sum away, its lost part included. */
  subtract(other: ExactSum): void {
    this.add(-other.#sum)
    this.#lost -= other.#lost
  }

  reset(): void {
    this.#sum = 0
    this.#lost = 0
  }
}

function upperHalf(value: number): number {
  const scaled = SPLITTER * value
  return scaled - (scaled - value)
}
