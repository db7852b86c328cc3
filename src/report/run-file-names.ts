// The files of a run by their names in its directory.

/** What a run is made of; `benchmark`, `decisions` and `events` only where it has them. */
export const runFileNames = {
  report: 'report.html',
  run: 'run.json',
  trades: 'trades.parquet',
  orders: 'orders.parquet',
  fills: 'fills.parquet',
  equity: 'equity.parquet',
  sessions: 'sessions.parquet',
  denials: 'denials.parquet',
  decisions: 'decisions.parquet',
  events: 'events.parquet',
  benchmark: 'benchmark.parquet',
} as const

/** Outputs that need no browser, by their kinds, which are the switches too: `--svg`, `--png`, `--md`. */
export const staticFileNames = { svg: 'report.svg', png: 'report.png', md: 'report.md' } as const
