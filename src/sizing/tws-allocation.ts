// The allocation of an older framework for Trader Workstation: one number, which is currency above 1000 and shares up to it.

import { lotsFor, type Sizer } from './sizer.js'

/** The largest number that means shares. */
const SHARES = 1_000

/** Currency or units in whole lots. `{ notional }` and `{ lots }` say which; this is for configs that were written for the framework. */
export function twsAllocation(amount: number): Sizer {
  return (context) => ({ lots: amount > SHARES ? lotsFor(amount, context) : unitsIn(amount, context.instrument.lot) })
}

/** Whole lots of so many units; a quotient that rounding left just short of a whole number is that number. */
function unitsIn(units: number, lot: number): number {
  return Math.floor((units / lot) * (1 + 1e-12))
}
