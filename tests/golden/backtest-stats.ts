// Holds the backtesting.py mode to the stats block of each backtest in DIR/backtests: its own equity and trades in, its own figures out.

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { backtestingPyStats } from '../../src/metrics/parity/backtesting-py-stats.js'
import { type Sample, sampleOf } from '../../src/metrics/sample.js'
import type { RoundTrip } from '../../src/model/round-trip.js'
import { DAY_MS } from '../../src/model/time.js'
import { readCsv } from './read-csv.js'
import { readJson } from './read-json.js'
import { type GoldenRow, goldenRow } from './row.js'

/** One row for each backtest that has a stats block; `data.file` of a backtest is relative to the parent of `dataDir`. */
export function compareBacktestStats(goldenDir: string, dataDir: string): GoldenRow[] {
  const folder = join(goldenDir, 'backtests')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().flatMap((file) => compareFile(file, readJson(join(folder, file)) as Backtest, dirname(dataDir)))
}

type Figures = Readonly<Record<string, number | string>>

interface Trade {
  readonly entry_time: string
  readonly exit_time: string
  readonly entry_bar: number
  readonly exit_bar: number
  readonly entry_price: number
  readonly exit_price: number
  /** Negative for a short. */
  readonly qty: number
  readonly gross_pnl: number
  readonly commission: number
  readonly net_pnl: number
}

interface Engine {
  /** A string where they are those of the plain loop. */
  readonly trades: readonly Trade[] | string
  readonly equity: readonly number[] | string
  readonly stats?: Figures
}

interface Backtest {
  readonly data: { readonly file: string }
  readonly initial_cash: number
  readonly engines: { readonly spec: Engine; readonly 'backtesting.py'?: Engine }
}

function compareFile(file: string, golden: Backtest, root: string): GoldenRow[] {
  const { spec, 'backtesting.py': engine } = golden.engines
  if (engine?.stats === undefined) return []
  const { columns, times } = readCsv(join(root, golden.data.file))
  const equity = Float64Array.from((typeof engine.equity === 'string' ? spec.equity : engine.equity) as number[])
  const trades = (typeof engine.trades === 'string' ? spec.trades : engine.trades) as Trade[]
  const { stats } = engine
  const sample = sampleOfBacktest(golden.initial_cash, times.map(wallTime), equity, trades, columns.close, stats)
  const comparisons = Object.entries(backtestingPyStats)
    .filter(([name]) => name in stats && name !== 'Buy & Hold Return [%]')
    .map(([name, stat]) => ({
      name,
      ours: sample.benchmark === null && marketStats.includes(name) ? undefined : stat(sample).value,
      theirs: figure(stats[name] as number | string),
    }))
  return [goldenRow(file, 'backtesting.py stats', comparisons)]
}

/** They need a market value for each bar, which a sample has when its bars are sessions. */
const marketStats: readonly string[] = ['Alpha [%]', 'Beta']

function sampleOfBacktest(
  cash: number,
  time: readonly number[],
  equity: Float64Array,
  trades: readonly Trade[],
  close: Float64Array,
  stats: Figures,
): Sample {
  const day = (index: number): number => Math.floor((time[index] ?? Infinity) / DAY_MS)
  const ends = time.flatMap((_, i) => (day(i) === day(i + 1) ? [] : [i]))
  const daily = ends.length === time.length
  return sampleOf({
    initialEquity: cash,
    barTime: Float64Array.from(time),
    barEquity: equity,
    grossExposure: null,
    sessionDate: ends.map((i) => new Date(time[i] as number).toISOString().slice(0, 10)),
    sessionEquity: Float64Array.from(ends, (i) => equity[i] as number),
    periodsPerYear: 252,
    riskFreeAnnual: 0,
    roundTrips: trades.map(roundTripOf),
    tradedNotional: null,
    fees: null,
    slippage: null,
    benchmark: daily ? { initialEquity: close[0] as number, sessionEquity: close, firstTrading: firstTradingBar(close, stats) } : null,
    trials: null,
  })
}

/** The bar its indicators were ready at is not in the file; its own buy and hold return tells which one it was. */
function firstTradingBar(close: Float64Array, stats: Figures): number {
  const target = Number(stats['Buy & Hold Return [%]'])
  return close.findIndex((first) => Math.abs(((close.at(-1) as number) / first - 1) * 100 - target) < 1e-9)
}

function roundTripOf(trade: Trade, id: number): RoundTrip {
  return {
    id,
    strategy: 'golden',
    instrument: 'golden',
    direction: trade.qty > 0 ? 'long' : 'short',
    entryTime: wallTime(trade.entry_time),
    exitTime: wallTime(trade.exit_time),
    entryBar: trade.entry_bar,
    exitBar: trade.exit_bar,
    quantity: Math.abs(trade.qty),
    entryPrice: trade.entry_price,
    exitPrice: trade.exit_price,
    grossPnl: trade.gross_pnl,
    fees: trade.commission,
    slippage: 0,
    pnl: trade.net_pnl,
    mae: 0,
    mfe: 0,
    initialRisk: null,
    entryReason: '',
    exitReason: '',
    exitRole: 'exit',
    ambiguous: false,
  }
}

/** The clock on the wall as if it were UTC: days and durations are those of the file's own zone. */
function wallTime(text: string): number {
  return Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19) || '00:00:00'}Z`)
}

/** `678 days 00:00:00` as days; other figures as they are. */
function figure(value: number | string): number | string {
  const [, days, hours, minutes, seconds] = /^(\d+) days? (\d\d):(\d\d):(\d\d)/.exec(String(value)) ?? []
  if (days === undefined) return value
  return Number(days) + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400
}
