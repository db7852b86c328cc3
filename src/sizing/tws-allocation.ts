// The allocation of an older framework for Trader Workstation: one number, which is currency above 1000 and shares up to it.

import { wholeDown } from '../std/whole-down.js'
import { lotsFor, type Sizer } from './sizer.js'

/** The largest number that means shares. */
const SHARES = 1_000

/** Currency or units in whole lots. `{ notional }` and `{ lots }` say which; this is for configs that were written for the framework. */
export function twsAllocation(amount: number): Sizer {
  return (context) => ({ lots: amount > SHARES ? lotsFor(amount, context) : wholeDown(amount / context.instrument.lot) })
}
