// Runs every bundled strategy and prints the hashes of each run: for processes whose output must be equal.

import { syntheticDaily } from '../../src/data/synthetic/daily-stocks.js'
import { syntheticMinutes } from '../../src/data/synthetic/minutes.js'
import { traceBacktest } from '../../src/engine/backtest.js'
import type { BarSeries } from '../../src/model/bar.js'
import { instrument } from '../../src/model/instrument.js'
import type { Strategy } from '../../src/strategy/define-strategy.js'
import arbitrage from '../../strategies/arbitrage.js'
import buyAndHold from '../../strategies/buy-and-hold.js'
import buyStopTrail from '../../strategies/buy-stop-trail.js'
import donchianBreakout from '../../strategies/donchian-breakout.js'
import momentumRotation from '../../strategies/momentum-rotation.js'
import pairs from '../../strategies/pairs.js'
import predictionRules from '../../strategies/prediction-rules.js'
import rsiReversion from '../../strategies/rsi-reversion.js'
import smaCross from '../../strategies/sma-cross.js'
import volTargetTrend from '../../strategies/vol-target-trend.js'
import { listingsOf } from '../fixtures/listings.js'
import { predictionsOf } from '../fixtures/predictions.js'
import { dice } from './dice.js'

export interface Hashes {
  readonly name: string
  readonly decision: string
  readonly execution: string
  readonly data: string
  readonly config: string
  readonly sessions: readonly string[]
  readonly finalEquity: number | undefined
}

const stocks = syntheticDaily({ instruments: 8, from: '2019-01-02', to: '2021-12-31', seed: 5 })

/** Stocks with New York sessions over two changes of the clocks, a forex pair over week ends, and minutes that never stop. */
const markets: Readonly<Record<string, readonly BarSeries[]>> = {
  stocks,
  venues: stocks.slice(0, 3).flatMap(listingsOf),
  minutes: [{ instrument: instrument('COIN', 'crypto', { lot: 0.01 }), timeframe: '1m', columns: syntheticMinutes(5_000, 5) }],
  forex: [{ instrument: instrument('EURUSD', 'forex'), timeframe: '1m', columns: syntheticMinutes(5_000, 6) }],
}

const strategies = [
  arbitrage,
  buyAndHold,
  buyStopTrail,
  donchianBreakout,
  momentumRotation,
  pairs,
  predictionRules,
  rsiReversion,
  smaCross,
  volTargetTrend,
  dice,
] as unknown as readonly Strategy[]

export function hashesOf(seed = 1): Hashes[] {
  return Object.entries(markets).flatMap(([market, series]) =>
    strategies
      .filter(({ name }) => (name === 'arbitrage') === (market === 'venues') && (name !== 'pairs' || market === 'stocks'))
      .map((strategy): Hashes => {
        const predictions = strategy.name === 'prediction-rules' ? predictionsOf(series) : undefined
        const { result } = traceBacktest({ strategies: [{ strategy }], series, predictions, config: { seed, slippage: { bps: 1 } } })
        const { hashes, sessions, equity } = result
        return { name: `${strategy.name} on ${market}`, ...hashes, sessions: sessions.date, finalEquity: equity.equity.at(-1) }
      }),
  )
}

/** For a process of its own. */
export function main(): void {
  process.stdout.write(JSON.stringify(hashesOf()))
}
