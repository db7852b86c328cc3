// Something that is kept for each strategy and instrument, made when it is first asked for.

export class BySeat<Value> {
  readonly #values = new Map<string, Map<string, Value>>()
  readonly #make: () => Value
  /** Who was asked about last: an order is judged and sent by the same names. */
  #strategy = ''
  #instrument = ''
  #last: Value | undefined

  constructor(make: () => Value) {
    this.#make = make
  }

  get(strategy: string, instrument: string): Value {
    if (this.#last !== undefined && strategy === this.#strategy && instrument === this.#instrument) return this.#last
    this.#strategy = strategy
    this.#instrument = instrument
    this.#last = this.#find(strategy, instrument)
    return this.#last
  }

  #find(strategy: string, instrument: string): Value {
    let own = this.#values.get(strategy)
    if (own === undefined) {
      own = new Map()
      this.#values.set(strategy, own)
    }
    let value = own.get(instrument)
    if (value === undefined) {
      value = this.#make()
      own.set(instrument, value)
    }
    return value
  }
}
