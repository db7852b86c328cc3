// The pre-trade controls of a run, in the order they are asked: the trading state, what counts messages, what every order must be, then the limits.

import type { Breach } from '../model/breach.js'
import type { Capabilities } from '../model/capabilities.js'
import type { OrderListener } from '../model/order-listener.js'
import type { AccountModel } from '../risk/account-model.js'
import { type RiskProfile, researchProfile } from '../risk/approve.js'
import { limitControls } from '../risk/guarded.js'
import type { BacktestConfig } from './config.js'
import { isLimited, riskLimits } from './risk-config.js'
import { RunFacts, type RunFactsParts } from './risk-facts.js'

export interface RunControlParts extends RunFactsParts {
  readonly config: BacktestConfig
  readonly model: AccountModel
  readonly capabilities: Capabilities
  /** Whether what opens or adds has to carry a stop. */
  readonly needsStop: boolean
  /** What stands before every other control. */
  readonly first: RiskProfile
  readonly raise: (breach: Breach) => void
}

export interface RunControls {
  readonly profile: RiskProfile
  readonly listeners: readonly OrderListener[]
  /** Null where no control has a limit. */
  readonly facts: RunFacts | null
}

export function runControls(parts: RunControlParts): RunControls {
  const { config, model, capabilities, needsStop, first, raise } = parts
  const plain = researchProfile(model, capabilities, config.shortAvailability)
  const limits = riskLimits(config)
  if (!isLimited(limits) && !needsStop) return { profile: [...first, ...plain], listeners: [], facts: null }
  const facts = new RunFacts(parts)
  const { before, after, listeners } = limitControls({ limits, needsStop, facts, raise })
  return { profile: [...first, ...before, ...plain, ...after], listeners, facts }
}
