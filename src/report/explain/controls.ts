// What each pre-trade control said of an intent, with the numbers that it compared: the controls are asked again about the account as it was recorded.

import type { DecisionRecord } from '../../model/decision.js'
import { denialText } from '../../model/denial.js'
import type { Instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import { type ControlName, researchProfile } from '../../risk/approve.js'
import { buyingPowerOf } from '../../risk/buying-power.js'
import type { AccountState } from '../../risk/control.js'
import { MOST_NOTIONAL, notionalOf } from '../../risk/notional.js'
import { decimal, whole } from '../wording.js'

export interface ControlVerdict {
  readonly control: ControlName
  readonly allowed: boolean
  /** `49,950.00 of 100,000.00 available`, or the denial. */
  readonly numbers: string
}

/** In the order in which the research profile asks them, up to the one that denied; none where pre-trade risk was not asked. */
export function controlVerdicts(decision: DecisionRecord, instrument: Instrument, leverage: number): readonly ControlVerdict[] {
  const { intent, account, mark } = decision
  if (intent === null || account === null) return []
  const state: AccountState = { ...account, referencePrice: mark ?? Number.NaN }
  const verdicts: ControlVerdict[] = []
  for (const { name, control } of researchProfile(leverage)) {
    const denial = control(intent, state, instrument)
    const numbers = denial === null ? compared[name](intent, state, instrument, leverage) : denialText(denial)
    verdicts.push({ control: name, allowed: denial === null, numbers })
    if (denial !== null) break
  }
  return verdicts
}

/** What each control compared, where it allowed. */
const compared: Readonly<
  Record<ControlName, (intent: OrderIntent, state: AccountState, instrument: Instrument, leverage: number) => string>
> = {
  'finite numbers': () => 'every price and quantity is a number',
  'whole lots': ({ quantity }) => ('lots' in quantity ? `${whole(quantity.lots)} lots` : 'a currency amount'),
  'prices on the tick': (_intent, _state, { tick }) => (tick === 'none' ? 'the instrument has no tick' : `tick ${tick}`),
  'order value': (intent, { referencePrice }, instrument) =>
    `${decimal(notionalOf(intent, referencePrice, instrument))} of at most ${whole(MOST_NOTIONAL)}`,
  'buying power': buyingPowerText,
}

function buyingPowerText(intent: OrderIntent, state: AccountState, instrument: Instrument, leverage: number): string {
  if (intent.reduceOnly) return 'it only reduces'
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
