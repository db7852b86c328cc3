// The tick grid: prices as whole numbers of ticks, safe against the last bits of a double.

/** How far from a whole tick, in ticks, a price may be and still count as on it. */
const TOLERANCE = 1e-6

export type Rounding = 'up' | 'down'

/** The price on the grid: itself when it is a tick but for rounding noise, else the next tick in the direction. */
export function roundToTick(price: number, tick: number, rounding: Rounding): number {
  const ticks = price / tick
  const nearest = Math.round(ticks)
  const steps = Math.abs(ticks - nearest) < TOLERANCE ? nearest : rounding === 'up' ? Math.ceil(ticks) : Math.floor(ticks)
  return priceOfTicks(steps, tick)
}

export function isOnTick(price: number, tick: number): boolean {
  const ticks = price / tick
  return Math.abs(ticks - Math.round(ticks)) < TOLERANCE
}

/** The double nearest to the decimal price: 10001 ticks of 0.01 are 100.01, not 100.01000000000001. */
function priceOfTicks(steps: number, tick: number): number {
  const perUnit = Math.round(1 / tick)
  return Math.abs(perUnit * tick - 1) < 1e-12 ? steps / perUnit : steps * tick
}
