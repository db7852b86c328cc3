// FIA 1.1, RTS 6 article 15(1): no order is for more than a share of the average daily volume.

import { wholeDown } from '../../std/whole-down.js'
import { onlyReduces } from '../account-model.js'
import { beyond, isBound, isWithin, limitMissing } from '../bound.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import { mostLots } from '../order-worth.js'
import type { RiskFacts } from '../risk-facts.js'

/** An instrument without volume has no share of it: that has to be said by a limit of `unlimited`. */
export function maxOrderSize({ orderVolume }: Pick<RiskLimits, 'orderVolume'>, facts: RiskFacts): Control | null {
  if (orderVolume === 'unlimited') return null
  return (intent, account, instrument) => {
    if (onlyReduces(intent)) return null
    if (!isBound(orderVolume)) return limitMissing('orderVolume')
    const volume = facts.averageDailyLots(instrument.id)
    if (!(volume > 0)) return { code: 'VOLUME_UNKNOWN', context: { instrument: instrument.id } }
    const bound = wholeDown(orderVolume * volume)
    const lots = mostLots(intent, account, instrument)
    return isWithin(lots, bound) ? null : beyond('MAX_ORDER_SIZE', lots, bound, instrument.id)
  }
}
