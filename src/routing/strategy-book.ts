// What the governor asks about a strategy's own book; the engine answers.

/** Of one strategy in all its accounts. An order opens where it does not only reduce. */
export interface StrategyBook {
  /** Assets that it holds or has an opening order in, that of an instrument left out. */
  othersOpen(strategy: string, instrument: string): number
  /** Opening orders that work and have filled nothing yet, the one under this key left out: a signal of the key takes its place. */
  waitingEntries(strategy: string, instrument: string, tag: string): number
}
