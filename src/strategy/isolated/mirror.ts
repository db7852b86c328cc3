// What a strategy can see of the engine, as doubles in shared memory: the time, the account, where each series stands, and its positions.

/** Doubles before those of the series. */
const HEAD = 3
/** Doubles of a series: the last closed bar, the splits that have come, and the shares for one since that bar. */
const PER_SERIES = 3
/** Doubles of an instrument: the position. */
const PER_INSTRUMENT = 5

/** Where each number of one strategy's mirror stands. */
export class MirrorLayout {
  readonly time = 0
  readonly equity = 1
  readonly cash = 2
  readonly length: number
  readonly #series: number

  constructor(series: number, instruments: number) {
    this.#series = series
    this.length = HEAD + PER_SERIES * series + PER_INSTRUMENT * instruments
  }

  /** Of its bar index; splits and their ratio follow. */
  series(index: number): number {
    return HEAD + PER_SERIES * index
  }

  /** Of its quantity; average price, time and bar of the opening and bars held follow. */
  position(instrument: number): number {
    return HEAD + PER_SERIES * this.#series + PER_INSTRUMENT * instrument
  }
}
