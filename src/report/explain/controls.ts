// What each pre-trade control said of an intent, with the numbers that it compared: the controls are asked again about the account as it was recorded.

import type { DecisionRecord } from '../../model/decision.js'
import { denialText } from '../../model/denial.js'
import type { Instrument } from '../../model/instrument.js'
import { buyingPower, buyingPowerOf } from '../../risk/buying-power.js'
import type { AccountState, Control } from '../../risk/control.js'
import { finite } from '../../risk/finite.js'
import { MOST_NOTIONAL, notional, notionalOf } from '../../risk/notional.js'
import { onTickPrices, wholeLots } from '../../risk/tick-and-lot.js'
import { decimal, whole } from '../wording.js'

export interface ControlVerdict {
  readonly control: string
  readonly allowed: boolean
  /** `49,950.00 of 100,000.00 available`, or the denial. */
  readonly numbers: string
}

/** In the order in which the research profile asks them, up to the one that denied; none where pre-trade risk was not asked. */
export function controlVerdicts(decision: DecisionRecord, instrument: Instrument, leverage: number): readonly ControlVerdict[] {
  const { intent, account, mark } = decision
  if (intent === null || account === null) return []
  const state: AccountState = { ...account, referencePrice: mark ?? Number.NaN }
  const asked: readonly (readonly [string, Control, () => string])[] = [
    ['finite numbers', finite, () => 'every price and quantity is a number'],
    ['whole lots', wholeLots, () => ('lots' in intent.quantity ? `${whole(intent.quantity.lots)} lots` : 'a currency amount')],
    ['prices on the tick', onTickPrices, () => (instrument.tick === 'none' ? 'the instrument has no tick' : `tick ${instrument.tick}`)],
    ['order value', notional, () => `${decimal(notionalOf(intent, state.referencePrice, instrument))} of at most ${whole(MOST_NOTIONAL)}`],
    ['buying power', buyingPower(leverage), () => buyingPowerText(decision, state, instrument, leverage)],
  ]
  const verdicts: ControlVerdict[] = []
  for (const [control, ask, numbers] of asked) {
    const denial = ask(intent, state, instrument)
    verdicts.push({ control, allowed: denial === null, numbers: denial === null ? numbers() : denialText(denial) })
    if (denial !== null) break
  }
  return verdicts
}

function buyingPowerText({ intent }: DecisionRecord, state: AccountState, instrument: Instrument, leverage: number): string {
  if (intent === null || intent.reduceOnly) return 'it only reduces'
  const power = buyingPowerOf(intent, state, instrument, leverage)
  if (power === null) return 'no price to judge it at'
  const parts = [
    `equity ${decimal(state.equity)}${leverage === 1 ? '' : ` × ${leverage}`}`,
    `${decimal(state.grossExposure)} held`,
    `${decimal(state.committed)} in working orders`,
  ]
  if (state.released > 0) parts.push(`${decimal(state.released)} released by the batch`)
  return `${decimal(Math.max(0, power.required))} of ${decimal(power.available)} available (${parts.join(', ')})`
}
