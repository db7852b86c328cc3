// The first control of all: whether the trading state lets a strategy's order pass. Under `reducing` only a close does, under `halted` nothing.

import type { Control } from './control.js'
import { closes, type LotsOf } from './only-closes.js'
import type { TradingState } from './trading-state.js'

/** Asked about new orders and about changes, of the state as it is then. */
export function allowedByState(state: TradingState, lotsOf: LotsOf): Control {
  return (intent) => {
    const level = state.levelOf(intent.strategy)
    if (level === 'active') return null
    const position = lotsOf(intent.strategy, intent.instrument)
    if (level === 'reducing' && closes(intent, position)) return null
    return { code: 'TRADING_STATE', context: { level, position, because: state.causesOf(intent.strategy).join(' ') } }
  }
}
