// What a fault cost: losses that the clean twin has not, counted strategy by strategy, so that no gain of one pays for what another lost.

import type { RunResult } from '../../model/run.js'

/**
 * The account's currency, to the cent, never below zero. Of a strategy that misbehaves all that it lost; of a healthy one, and of what the account paid
 * beside them, what it made less than in the twin. A fault is not credited with a gain, nor with keeping from trading who would have lost.
 */
export function damageOf(run: RunResult, twin: RunResult, misbehaving: ReadonlySet<string>): number {
  const [made, would] = [resultsOf(run), resultsOf(twin)]
  let damage = 0
  for (const one of new Set([...made.keys(), ...would.keys()])) {
    const usual = one !== null && misbehaving.has(one) ? 0 : (would.get(one) ?? 0)
    damage += Math.max(0, usual - (made.get(one) ?? 0))
  }
  return Math.round(damage * 100) / 100
}

/** What each strategy made, what it holds at the last mark in it; null is the account beside them: interest, borrowing, dividends. */
function resultsOf({ roundTrips, openPositions, equity, initialCash }: RunResult): ReadonlyMap<string | null, number> {
  const results = new Map<string | null, number>()
  let rest = (equity.equity.at(-1) ?? initialCash) - initialCash
  const add = (strategy: string, made: number): void => {
    results.set(strategy, (results.get(strategy) ?? 0) + made)
    rest -= made
  }
  for (const { strategy, pnl } of roundTrips) add(strategy, pnl)
  for (const { strategy, unrealizedPnl, realizedPnl, fees } of openPositions) add(strategy, unrealizedPnl + realizedPnl - fees)
  return results.set(null, rest)
}
