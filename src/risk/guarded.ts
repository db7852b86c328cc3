// The controls that limits ask for, in the order they are asked, and what of them has to hear of orders.

import type { Breach } from '../model/breach.js'
import type { OrderListener } from '../model/order-listener.js'
import type { NamedControl, RiskProfile } from './approve.js'
import type { Control } from './control.js'
import type { LimitControlName } from './control-table.js'
import { basketValue } from './controls/basket-value.js'
import { concentration } from './controls/concentration.js'
import { DailyTrades } from './controls/daily-trades.js'
import { DuplicateOrders } from './controls/duplicate-orders.js'
import { marketData } from './controls/market-data.js'
import { maxGross } from './controls/max-gross.js'
import { maxNet } from './controls/max-net.js'
import { maxOrderSize } from './controls/max-order-size.js'
import { maxOrderValue } from './controls/max-order-value.js'
import { maxPosition } from './controls/max-position.js'
import { maxPositionValue } from './controls/max-position-value.js'
import { maxStrategyValue } from './controls/max-strategy-value.js'
import { MessageThrottle } from './controls/message-throttle.js'
import { overExit } from './controls/over-exit.js'
import { priceTolerance } from './controls/price-tolerance.js'
import { protectionRequired, type StopRule } from './controls/protection-required.js'
import { RepeatedExecutions } from './controls/repeated-executions.js'
import { selfMatch } from './controls/self-match.js'
import type { RiskLimits } from './limits.js'
import type { RiskFacts } from './risk-facts.js'

/** `before` are asked first, for they count what any other denies; `after` stand behind the controls that every profile has. */
export interface LimitControls {
  readonly before: RiskProfile
  readonly after: RiskProfile
  /** Those of `after` that a smaller order of the same kind may pass: they bound lots and values. */
  readonly ofSize: RiskProfile
  readonly listeners: readonly OrderListener[]
}

export interface LimitControlParts {
  readonly limits: Required<RiskLimits>
  /** Null where what opens or adds may go without a stop. */
  readonly stops: StopRule | null
  readonly facts: RiskFacts
  /** Takes the breaches of the controls that stop a strategy. */
  readonly raise: (breach: Breach) => void
}

/** A limit of `unlimited` leaves its control out. */
export function limitControls({ limits, stops, facts, raise }: LimitControlParts): LimitControls {
  const listeners: OrderListener[] = []
  const stateful = <Part extends OrderListener & { readonly control: Control }>(limit: unknown, make: () => Part): Control | null => {
    if (limit === 'unlimited') return null
    const part = make()
    listeners.push(part)
    return part.control
  }
  const { messages, repeatedExecutions, duplicateSeconds, dailyTrades } = limits
  const ofSize = named([
    ['order value', maxOrderValue(limits)],
    ['order size', maxOrderSize(limits, facts)],
    ['position', maxPosition(limits, facts)],
    ['position value', maxPositionValue(limits, facts)],
    ['concentration', concentration(limits, facts)],
    ['strategy value', maxStrategyValue(limits, facts)],
    ['gross exposure', maxGross(limits, facts)],
    ['net exposure', maxNet(limits, facts)],
  ])
  return {
    before: named([['message throttle', stateful(messages, () => new MessageThrottle(limits, facts, raise))]]),
    after: [
      ...named([
        ['repeated executions', stateful(repeatedExecutions, () => new RepeatedExecutions(limits, raise))],
        ['market data', isDataLimited(limits) ? marketData(limits, facts) : null],
        ['price tolerance', priceTolerance(limits)],
      ]),
      ...ofSize,
      ...named([
        ['self-match', selfMatch(limits, facts)],
        ['duplicate orders', stateful(duplicateSeconds, () => new DuplicateOrders(limits, facts))],
        ['daily trades', stateful(dailyTrades, () => new DailyTrades(limits, facts))],
        ['protection', stops === null ? null : protectionRequired(stops, facts)],
        ['over-exit', overExit(limits, facts)],
        ['basket value', basketValue(limits, facts, raise)],
      ]),
    ],
    ofSize,
    listeners,
  }
}

function named(pairs: readonly (readonly [LimitControlName, Control | null])[]): NamedControl[] {
  return pairs.flatMap(([name, control]) => (control === null ? [] : [{ name, control }]))
}

/** With all of them off nobody looks at the data. */
function isDataLimited({ dataAge, dataJump, dataSpread }: RiskLimits): boolean {
  return dataAge !== 'unlimited' || dataJump !== 'unlimited' || dataSpread !== 'unlimited'
}
