// What the people who set a system up and watch over it get wrong, as faults.

import { breakerOff } from './operator/breaker-off.js'
import { holdBack } from './operator/hold-back.js'
import { limitMissing } from './operator/limit-missing.js'
import { livePort } from './operator/live-port.js'
import { quantityForNotional } from './operator/quantity-for-notional.js'
import { staleConfig } from './operator/stale-config.js'
import { twoInstances } from './operator/two-instances.js'
import { unlatchUnderFire } from './operator/unlatch-under-fire.js'
import { wrongMultiplier } from './operator/wrong-multiplier.js'
import { wrongUnit } from './operator/wrong-unit.js'

export const operatorFaults = [
  quantityForNotional,
  wrongUnit,
  limitMissing,
  staleConfig,
  breakerOff,
  twoInstances,
  holdBack,
  unlatchUnderFire,
  wrongMultiplier,
  livePort,
] as const
