// The pre-trade controls of a run, in the order they are asked: the trading state, what counts messages, what every order must be, then the limits, and the trading state again.

import type { Breach } from '../../model/breach.js'
import type { Capabilities } from '../../model/capabilities.js'
import type { OrderListener } from '../../model/order-listener.js'
import type { AccountModel } from '../../risk/account-model.js'
import { type RiskProfile, researchProfile } from '../../risk/approve.js'
import type { StopRule } from '../../risk/controls/protection-required.js'
import { limitControls } from '../../risk/guarded.js'
import type { BacktestConfig } from '../config/config.js'
import { isLimited, riskLimits } from '../config/risk-config.js'
import { worksOutSizes } from '../config/sizing-config.js'
import type { Commitments } from '../exposure/commitments.js'
import { RunFacts, type RunFactsParts } from '../exposure/risk-facts.js'
import { ExitFit } from '../planning/exit-fit.js'
import { LimitFit } from '../planning/limit-fit.js'

export interface RunControlParts extends RunFactsParts {
  readonly config: BacktestConfig
  readonly model: AccountModel
  readonly capabilities: Capabilities
  readonly commitments: Commitments
  /** Null where what opens or adds may go without a stop. */
  readonly stops: StopRule | null
  /** What stands before every other control. */
  readonly first: RiskProfile
  /** What is asked again after all of them: one that has a strategy stopped lets none of its orders pass. */
  readonly last: RiskProfile
  readonly raise: (breach: Breach) => void
}

export interface RunControls {
  readonly profile: RiskProfile
  readonly listeners: readonly OrderListener[]
  /** Null where no control has a limit. */
  readonly facts: RunFacts | null
  /** Null where no limit bounds a size. */
  readonly fit: LimitFit | null
  /** Null where exits may come to more than their position. */
  readonly exitFit: ExitFit | null
}

export function runControls(parts: RunControlParts): RunControls {
  const { config, model, capabilities, stops, first, last, raise } = parts
  const plain = researchProfile(model, capabilities, config.shortAvailability)
  const limits = riskLimits(config)
  if (!isLimited(limits) && stops === null) return { profile: [...first, ...plain], listeners: [], facts: null, fit: null, exitFit: null }
  const facts = new RunFacts(parts)
  const { before, after, ofSize, listeners } = limitControls({ limits, stops, facts, raise })
  const fit =
    ofSize.length === 0 ? null : new LimitFit({ controls: ofSize, facts, commitments: parts.commitments, worksOut: worksOutSizes(config) })
  const exitFit = limits.overExit === 'unlimited' ? null : new ExitFit(facts.exits)
  return { profile: [...first, ...before, ...plain, ...after, ...last], listeners, facts, fit, exitFit }
}
