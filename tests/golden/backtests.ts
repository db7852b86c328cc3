// Holds the engine to a folder of reference backtests: every trade (bars, prices, quantities, result) and the equity at every bar.

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { traceBacktest } from '../../src/engine/backtest.js'
import type { BacktestConfigInput } from '../../src/engine/config/config.js'
import type { BarColumns } from '../../src/model/bar.js'
import { instrument } from '../../src/model/instrument.js'
import type { RunResult } from '../../src/model/run.js'
import { dataFault } from './data-fault.js'
import { readCsv } from './read-csv.js'
import { readJson } from './read-json.js'
import type { GoldenRow } from './row.js'
import { type MeanOf, ruleOf } from './rules.js'

/** Prices agree to this, relative above 1; equity to the rounding of postings. */
const PRICE_TOLERANCE = 1e-9
const EQUITY_TOLERANCE = 1e-4

interface Trade {
  readonly entry_bar: number
  readonly exit_bar: number
  readonly entry_price: number
  readonly exit_price: number
  /** Negative for a short. */
  readonly qty: number
  readonly net_pnl: number
}

/** One engine's result; text where it is that of the plain loop (`spec`). */
interface EngineResult {
  readonly trades?: readonly Trade[] | string
  readonly equity?: readonly number[] | string
  readonly final_equity: number
}

interface Golden {
  readonly id: string
  readonly params: Readonly<Record<string, number>>
  readonly commission_rate_per_side: number
  readonly initial_cash: number
  readonly quantity: number | null
  /** Bars at which two averages of the rule are equal; their sign then hangs on how they are summed. */
  readonly exact_ties?: number
  readonly data: { readonly file: string; readonly sha256?: string }
  readonly engines: Readonly<Record<string, EngineResult>>
}

/** What sets an engine apart, by the names of our own switches. */
interface Policy {
  readonly config?: BacktestConfigInput
  readonly mean?: MeanOf
  /** The rule by other means: with an order that does by itself what the strategy did by hand. */
  readonly native?: string
  readonly names: string
}

/** Compares every JSON of `goldenDir`/backtests with every engine in it; `data.file` is relative to the parent of `dataDir`. */
export function compareBacktests(goldenDir: string, dataDir: string): GoldenRow[] {
  const folder = join(goldenDir, 'backtests')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().flatMap((file) => compareFile(file, readJson(join(folder, file)) as Golden, dirname(dataDir)))
}

function compareFile(file: string, golden: Golden, root: string): GoldenRow[] {
  const rule = golden.id.split('__')[1] ?? golden.id
  const dataFile = join(root, golden.data.file)
  const fault = dataFault(dataFile, golden.data.sha256)
  if (fault !== undefined) return [{ file, item: golden.data.file, compared: 0, maxDiff: Number.NaN, outcome: 'mismatch', note: fault }]
  const { columns } = readCsv(dataFile)
  const spec = golden.engines.spec as EngineResult
  const runs = new Map<string, RunResult>()
  return Object.entries(golden.engines).flatMap(([engine, reference]) => {
    const policy = policyOf(engine, rule, reference, (golden.exact_ties ?? 0) > 0)
    if (policy === null) return [notOurs(file, engine)]
    return [policy, ...nativePolicy(rule, policy)].map((way): GoldenRow => {
      const key = JSON.stringify(way)
      const run = runs.get(key) ?? replay(golden, way.native ?? rule, columns, way)
      if (run === null) return notOurs(file, engine)
      runs.set(key, run)
      const item = way.native === undefined ? engine : `${engine}, by a trailing order`
      return { file, item, policies: way.names, ...compare(run, withSpec(reference, spec)) }
    })
  })
}

/** A trailing stop is also an order of its own: behind the closes, or behind the fill and then the highs. */
function nativePolicy(rule: string, { config, names, mean }: Policy): Policy[] {
  if (!rule.startsWith('trail')) return []
  const trailAnchor = rule.startsWith('trail_high') ? 'high' : 'close'
  return [
    { config: { ...config, trailAnchor }, ...(mean && { mean }), native: 'native_trail', names: `${names}, trailAnchor ${trailAnchor}` },
  ]
}

function policyOf(engine: string, rule: string, { trades }: EngineResult, hasTies: boolean): Policy | null {
  const sameBar = rule.startsWith('bracket_signal') && (engine === 'spec_same_bar_children' || engine === 'backtesting.py')
  const childActivation = sameBar ? 'same-bar' : 'next-bar'
  const base: Policy = rule.startsWith('bracket')
    ? { config: { childActivation, intrabar: 'stop-first' }, names: `childActivation ${childActivation}, intrabar stop-first` }
    : { config: { childActivation }, names: `childActivation ${childActivation}` }
  // Engines without a list of their own, or equal to the plain loop, are matched by the same run.
  if (typeof trades === 'string' || trades === undefined || engine.startsWith('spec')) return base
  if (engine === 'backtesting.py' && rule.startsWith('donchian'))
    return { config: { ...base.config, firstDecision: 'one-bar-later' }, names: `${base.names}, firstDecision one-bar-later` }
  if (engine === 'backtesting.py' && hasTies) return { ...base, mean: 'pandas', names: `${base.names}, averages summed as pandas does` }
  if (engine === 'backtrader' && rule.startsWith('short_stop')) return null
  return base
}

function replay(golden: Golden, rule: string, columns: BarColumns, { config, mean }: Policy): RunResult | null {
  const strategy = ruleOf(rule, mean ?? 'exact')
  if (strategy === null) return null
  const { commission_rate_per_side: rate, quantity } = golden
  return traceBacktest({
    strategies: [{ strategy, params: golden.params }],
    series: [{ instrument: instrument('X', 'equity', { tick: 'none', calendar: '24/7' }), timeframe: '1d', columns }],
    config: {
      cash: golden.initial_cash,
      fees: rate === 0 ? 'none' : { fraction: rate },
      slippage: 'none',
      sizing: quantity === null ? 'all-in' : { lots: quantity },
      participation: 'none',
      limit: 'touch',
      protectFrom: 'fill',
      session: 'as-recorded',
      gtc: 'unlimited',
      ...config,
    },
  }).result
}

/** The plain loop's lists where the engine's are said to be the same. */
function withSpec(reference: EngineResult, spec: EngineResult): EngineResult {
  const own = <List>(list: List | string | undefined): list is List => list !== undefined && typeof list !== 'string'
  return {
    final_equity: reference.final_equity,
    trades: own(reference.trades) ? reference.trades : (spec.trades as readonly Trade[]),
    equity: own(reference.equity) ? reference.equity : (spec.equity as readonly number[]),
  }
}

function compare(run: RunResult, reference: EngineResult): Omit<GoldenRow, 'file' | 'item'> {
  const trades = reference.trades as readonly Trade[]
  const equity = reference.equity as readonly number[]
  const problems: string[] = []
  if (run.roundTrips.length !== trades.length) problems.push(`${run.roundTrips.length} round trips, theirs ${trades.length}`)
  for (const [index, theirs] of trades.entries()) {
    const ours = run.roundTrips[index]
    if (ours === undefined) break
    const quantity = ours.direction === 'long' ? ours.quantity : -ours.quantity
    const same =
      ours.entryBar === theirs.entry_bar &&
      ours.exitBar === theirs.exit_bar &&
      close(ours.entryPrice, theirs.entry_price, PRICE_TOLERANCE) &&
      close(ours.exitPrice, theirs.exit_price, PRICE_TOLERANCE) &&
      quantity === theirs.qty &&
      close(ours.pnl, theirs.net_pnl, 1e-6)
    if (same) continue
    const ourText = `${ours.entryBar}-${ours.exitBar} ${quantity} @ ${ours.entryPrice} → ${ours.exitPrice}`
    problems.push(
      `trade ${index + 1}: ours ${ourText}, theirs ${theirs.entry_bar}-${theirs.exit_bar} ${theirs.qty} @ ${theirs.entry_price} → ${theirs.exit_price}`,
    )
    break
  }
  let maxDiff = Math.abs((run.equity.equity.at(-1) ?? Number.NaN) - reference.final_equity)
  for (const [bar, theirs] of equity.entries()) maxDiff = Math.max(maxDiff, Math.abs((run.equity.equity[bar] ?? Number.NaN) - theirs))
  if (!(maxDiff <= EQUITY_TOLERANCE)) problems.push(`equity is ${maxDiff} apart`)
  return {
    compared: trades.length * 6 + equity.length,
    maxDiff,
    outcome: problems.length === 0 ? 'equal' : 'mismatch',
    note: problems.slice(0, 2).join('; '),
  }
}

function close(ours: number, theirs: number, tolerance: number): boolean {
  return Math.abs(ours - theirs) <= tolerance * Math.max(1, Math.abs(theirs))
}

function notOurs(file: string, engine: string): GoldenRow {
  return {
    file,
    item: engine,
    compared: 0,
    maxDiff: 0,
    outcome: 'not ours',
    note: 'its broker keeps a stop that was canceled in the bar it was placed in (DISAGREEMENTS.md, 4)',
  }
}
