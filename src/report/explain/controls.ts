// What each pre-trade control said of an intent, with the numbers that it compared: the controls are asked again about the account as it was recorded.

import { simulatedCapabilities } from '../../broker/simulated/capabilities.js'
import type { DecisionRecord } from '../../model/decision.js'
import { type DenialRecord, denialText } from '../../model/denial.js'
import type { Instrument } from '../../model/instrument.js'
import type { OrderIntent } from '../../model/order.js'
import type { RunResult } from '../../model/run.js'
import { type AccountModel, onlyReduces } from '../../risk/account-model.js'
import { accountModel } from '../../risk/accounts.js'
import { type ControlName, type NamedControl, researchProfile } from '../../risk/approve.js'
import { buyingPowerOf } from '../../risk/buying-power.js'
import type { AccountState } from '../../risk/control.js'
import type { LimitControlName } from '../../risk/control-table.js'
import type { MarginTable } from '../../risk/margin.js'
import { MOST_NOTIONAL, notionalOf } from '../../risk/notional.js'
import type { ShortAvailability } from '../../risk/short-availability.js'
import { assertNever } from '../../std/assert.js'
import { decimal, whole } from '../wording.js'

export interface ControlVerdict {
  readonly control: ControlName | LimitControlName | 'limits'
  readonly allowed: boolean
  /** `49,950.00 of 100,000.00 available`, or the denial. */
  readonly numbers: string
}

/** The controls of a run, and the account that they were asked about. */
export interface RunControls {
  readonly profile: readonly NamedControl<ControlName>[]
  readonly model: AccountModel
  readonly leverage: number
}

/** As the run's config has them; a run from before accounts had a kind was a research account. */
export function controlsOf({ account, leverage, marginRates, shortAvailability = 'unlimited' }: RunResult['config']): RunControls {
  const rules = {
    account: account === 'cash' || account === 'margin' ? account : 'research',
    leverage: typeof leverage === 'number' ? leverage : 1,
    marginRates: (marginRates ?? {}) as MarginTable,
  } as const
  const model = accountModel(rules)
  return { profile: researchProfile(model, simulatedCapabilities, shortAvailability as ShortAvailability), model, leverage: rules.leverage }
}

/** In the order in which the profile asks them, up to the one that denied; none where pre-trade risk was not asked. */
export function controlVerdicts(decision: DecisionRecord, instrument: Instrument, run: RunControls): readonly ControlVerdict[] {
  const { intent, account, mark } = decision
  if (intent === null || account === null) return []
  const state: AccountState = { ...account, referencePrice: mark ?? Number.NaN }
  const verdicts: ControlVerdict[] = []
  for (const { name, control } of run.profile) {
    const denial = control(intent, state, instrument)
    const numbers = denial === null ? compared[name](intent, state, instrument, run) : denialText(denial)
    verdicts.push({ control: name, allowed: denial === null, numbers })
    if (denial !== null) break
  }
  return verdicts
}

/** The same of a close that the system itself sends: the controls of what an order must be, and that it is a close. */
export function closingVerdicts(
  decision: DecisionRecord,
  instrument: Instrument,
  run: RunControls,
  denial: DenialRecord | null,
): readonly ControlVerdict[] {
  const asked = run.profile.filter(({ name }) => !notOfCloses.has(name))
  const verdicts = controlVerdicts(decision, instrument, { ...run, profile: asked })
  if (verdicts.some(({ allowed }) => !allowed)) return verdicts
  const numbers = denial === null ? `it makes the position of ${whole(decision.position)} smaller` : denialText(denial)
  return [...verdicts, { control: 'closes only', allowed: denial === null, numbers }]
}

const notOfCloses: ReadonlySet<ControlName> = new Set<ControlName>(['ledger range', 'buying power', 'short availability'])

/** What each control compared, where it allowed. */
const compared: Readonly<
  Record<ControlName, (intent: OrderIntent, state: AccountState, instrument: Instrument, run: RunControls) => string>
> = {
  connection: () => 'the broker can be reached, and its books are ours',
  'trading state': () => 'trading is active, or the order closes',
  'closes only': () => 'it makes the position smaller',
  'finite numbers': () => 'every price and quantity is a number',
  'order types': ({ price, timeInForce }) => `${price.type} ${timeInForce}, which the ${simulatedCapabilities.broker} takes`,
  'whole lots': ({ quantity }) => ('lots' in quantity ? `${whole(quantity.lots)} lots` : 'a currency amount'),
  'prices on the tick': (_intent, _state, { tick }) => (tick === 'none' ? 'the instrument has no tick' : `tick ${tick}`),
  'prices that can be': ({ children }, _state, { mayBeNegative }) =>
    `${mayBeNegative ? 'any price' : 'above zero'}${children.some(({ role }) => role !== 'triggered') ? ', protection on its side' : ''}`,
  'ledger range': (intent, { referencePrice }, instrument) =>
    `${decimal(notionalOf(intent, referencePrice, instrument))} of at most ${whole(MOST_NOTIONAL)}`,
  'buying power': buyingPowerText,
  'short availability': ({ side }, { reach }) =>
    side === 'buy' || reach === undefined
      ? 'it sells nothing short'
      : `${whole(reach.heldLots)} lots held, ${whole(reach.sellLots)} to be sold`,
}

function buyingPowerText(intent: OrderIntent, state: AccountState, instrument: Instrument, { model, leverage }: RunControls): string {
  if (onlyReduces(intent)) return 'it only reduces'
  const power = buyingPowerOf(intent, state, instrument, model)
  if (power === null) return 'no price to judge it at'
  const parts = [...accountText(state, model, leverage)]
  if (state.released > 0) parts.push(`${decimal(state.released)} released by the batch`)
  const what = model.type === 'margin' ? ' of initial margin' : ''
  return `${decimal(Math.max(0, power.required))}${what} of ${decimal(power.available)} available (${parts.join(', ')})`
}

function accountText(state: AccountState, { type }: AccountModel, leverage: number): readonly string[] {
  const committed = `${decimal(state.committed)} in working orders`
  switch (type) {
    case 'research':
      return [`equity ${decimal(state.equity)}${leverage === 1 ? '' : ` × ${leverage}`}`, `${decimal(state.grossExposure)} held`, committed]
    case 'cash':
      return [`settled cash ${decimal(state.settledCash ?? 0)}`, committed]
    case 'margin':
      return [`equity ${decimal(state.equity)}`, `${decimal(state.requirement ?? 0)} for what is held and works`]
    default:
      return assertNever(type)
  }
}
