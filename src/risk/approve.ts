// Approval: the only place where an approved intent is made. An intent that any control denies goes nowhere.

import { type Approved, markApproved } from '../model/approved.js'
import type { OrderChange } from '../model/broker.js'
import type { Capabilities } from '../model/capabilities.js'
import type { Denial } from '../model/denial.js'
import type { Instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import type { AccountModel } from './account-model.js'
import { buyingPower } from './buying-power.js'
import type { AccountState, Control } from './control.js'
import type { LimitControlName } from './control-table.js'
import { finite } from './finite.js'
import { notional } from './notional.js'
import { type LotsOf, onlyCloses } from './only-closes.js'
import { sanePrices } from './sane-prices.js'
import { type ShortAvailability, shortAvailable } from './short-availability.js'
import { supported } from './supported.js'
import { onTickPrices, wholeLots } from './tick-and-lot.js'

export type Verdict<Intent> =
  | { readonly approved: Approved<Intent>; readonly denial?: never }
  | { readonly denial: Denial; readonly approved?: never }

/** A control by the name that people know it by. */
export interface NamedControl<Name extends string = ControlName | LimitControlName> {
  readonly name: Name
  readonly control: Control
}

/** Controls that need no limit; those that do are in the control table. */
export type ControlName =
  | 'connection'
  | 'trading state'
  | 'closes only'
  | 'finite numbers'
  | 'order types'
  | 'whole lots'
  | 'prices on the tick'
  | 'prices that can be'
  | 'ledger range'
  | 'buying power'
  | 'short availability'

/** Controls in the order they are asked: the first denial stands. */
export type RiskProfile = readonly NamedControl[]

/**
 * The `research` profile: finite numbers, order types that the broker takes, whole lots, ticks, prices that can be, a value that the ledger can hold, and buying
 * power, and shares to borrow where they are limited.
 */
export function researchProfile(
  account: AccountModel,
  broker: Capabilities,
  availability: ShortAvailability = 'unlimited',
): readonly NamedControl<ControlName>[] {
  const controls: NamedControl<ControlName>[] = [
    ...wellFormed(broker),
    { name: 'ledger range', control: notional },
    { name: 'buying power', control: buyingPower(account) },
  ]
  if (availability !== 'unlimited') controls.push({ name: 'short availability', control: shortAvailable(availability) })
  return controls
}

/** What every order must be, also one that only closes. */
function wellFormed(broker: Capabilities): readonly NamedControl<ControlName>[] {
  return [
    { name: 'finite numbers', control: finite },
    { name: 'order types', control: supported(broker) },
    { name: 'whole lots', control: wholeLots },
    { name: 'prices on the tick', control: onTickPrices },
    { name: 'prices that can be', control: sanePrices },
  ]
}

/** For closes that the system itself sends, whatever the trading state: nothing passes that does not make a position smaller. */
export function closingProfile(broker: Capabilities, lotsOf: LotsOf): RiskProfile {
  return [...wellFormed(broker), { name: 'closes only', control: onlyCloses(lotsOf) }]
}

/** Asks every control; approves what none denies. */
export function approve(intent: OrderIntent, account: AccountState, instrument: Instrument, profile: RiskProfile): Verdict<OrderIntent> {
  for (const { control } of profile) {
    const denial = control(intent, account, instrument)
    if (denial !== null) return { denial }
  }
  return { approved: markApproved(intent) }
}

/** Approves a change of a working order by judging the intent it would become. */
export function approveChange(
  change: OrderChange,
  becomes: OrderIntent,
  account: AccountState,
  instrument: Instrument,
  profile: RiskProfile,
): Verdict<OrderChange> {
  const verdict = approve(becomes, account, instrument, profile)
  return verdict.denial === undefined ? { approved: markApproved(change) } : verdict
}
