// A seat and sessions for tests of gates, plain but for what a test says.

import { instrument } from '../model/instrument.js'
import { market } from '../model/order-price.js'
import type { Position } from '../model/position.js'
import { enterLong } from '../model/signal.js'
import type { GateSeat } from './gate.js'
import { SessionTimes } from './session-times.js'

const stock = instrument('ACME', 'equity')

/** A position of so many lots. */
export function positionOf(quantity: number): Position {
  return {
    isFlat: quantity === 0,
    isLong: quantity > 0,
    isShort: quantity < 0,
    quantity,
    averagePrice: quantity === 0 ? 0 : 100,
    openedAt: -1,
    openedBar: -1,
    barsHeld: -1,
  }
}

/** A flat seat in a stock that stands at 100, about to buy at market. */
export function gateSeat(overrides: Partial<GateSeat> = {}): GateSeat {
  return {
    strategy: 'one',
    instrument: stock,
    position: positionOf(0),
    decidedAt: 100,
    side: 'buy',
    orderPrice: market(),
    replaces: null,
    begins: 1,
    mark: 100,
    notes: null,
    averageTrueRange: () => Number.NaN,
    volatility: () => Number.NaN,
    ...overrides,
  }
}

export const sessions = new SessionTimes([stock, instrument('COIN', 'crypto')])

export const entry = enterLong()

/** A time of a day in January 2024 in New York, which is five hours behind UTC. */
export function newYork(day: number, hour: number, minute = 0, second = 0): number {
  return Date.UTC(2024, 0, day, hour + 5, minute, second)
}
