// What a sizer is given in tests: an account of 100,000 with one stock at 30, of which each test says what matters to it.

import { instrument } from '../model/instrument.js'
import type { SizingContext } from './sizer.js'

export const stock = instrument('X', 'equity')

export function sizingContext(overrides: Partial<SizingContext> = {}): SizingContext {
  return {
    instrument: stock,
    price: 30,
    rate: 1,
    equity: 100_000,
    cash: 60_000,
    buyingPower: 80_000,
    allocation: 1,
    instruments: 1,
    heldLots: 0,
    stopDistance: Number.NaN,
    averageTrueRange: () => Number.NaN,
    volatility: () => Number.NaN,
    trips: { wins: 0, losses: 0, won: 0, lost: 0 },
    ...overrides,
  }
}
