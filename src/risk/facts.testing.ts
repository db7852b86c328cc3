// Facts as controls see them, for tests: a market at 100 that is well, 100,000 lots a day, nothing held and nothing working.

import type { MarketFacts } from '../model/market-facts.js'
import { DAY_MS } from '../model/time.js'
import type { RiskFacts, WorstCase } from './risk-facts.js'

const wellMarket: MarketFacts = {
  close: 100,
  ageMs: 0,
  barMs: DAY_MS,
  jump: 1,
  move: 0.01,
  isHalted: false,
  bid: Number.NaN,
  ask: Number.NaN,
}

export const nothing: WorstCase = {
  longLots: 0,
  shortLots: 0,
  longValue: 0,
  shortValue: 0,
  ownLongValue: 0,
  ownShortValue: 0,
  assetValue: 0,
  strategyValue: 0,
  grossValue: 0,
  netLongValue: 0,
  netShortValue: 0,
}

interface Given extends Partial<Omit<RiskFacts, 'market' | 'worstCase'>> {
  readonly market?: Partial<MarketFacts>
  /** With the intent, and as orders work without it. */
  readonly with?: Partial<WorstCase>
  readonly without?: Partial<WorstCase>
}

export function facts({ market, with: worst, without, ...given }: Given = {}): RiskFacts {
  return {
    now: 0,
    notes: null,
    replaces: null,
    isChange: false,
    market: () => ({ ...wellMarket, ...market }),
    averageDailyLots: () => 100_000,
    sessionOf: () => '2024-01-02',
    worstCase: (intent) => ({ ...nothing, ...(intent === null ? without : worst) }),
    working: () => [],
    openingOrders: () => 0,
    closable: () => 0,
    exitsBeside: () => 0,
    ...given,
  }
}
