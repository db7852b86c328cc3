// FIA 1.3: a limit price pays no more than a share beyond the reference price: the mark, or the trigger that the order still waits for.

import type { Denial } from '../../model/denial.js'
import { type Side, sign } from '../../model/order.js'
import { isTriggeredAt, type OrderPrice } from '../../model/order-price.js'
import { assertNever } from '../../std/assert.js'
import { onlyReduces } from '../account-model.js'
import { isBound, limitMissing } from '../bound.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import { openingLegs } from '../opening-legs.js'

/** A buy above, a sell below. On the other side a limit only waits for a better price: there it is held to nothing. */
export function priceTolerance({ priceTolerance: share }: Pick<RiskLimits, 'priceTolerance'>): Control | null {
  if (share === 'unlimited') return null
  return (intent, { referencePrice }) => {
    if (onlyReduces(intent)) return null
    if (!isBound(share)) return limitMissing('priceTolerance')
    if (intent.price.type === 'market' && intent.children.length === 0) return null
    for (const { price, side } of openingLegs(intent)) {
      const denial = tooFar(price, side, referencePrice, share, intent.instrument)
      if (denial !== null) return denial
    }
    return null
  }
}

function tooFar(price: OrderPrice, side: Side, mark: number, share: number, instrument: string): Denial | null {
  const limit = payable(price, side, mark)
  if (limit === null) return null
  const reference = referenceOf(price, side, mark)
  const most = reference + sign(side) * share * Math.abs(reference)
  const isBeyond = side === 'buy' ? !(limit <= most) : !(limit >= most)
  if (!isBeyond) return null
  if (!Number.isFinite(most)) return { code: 'NO_REFERENCE_PRICE', context: { instrument } }
  return { code: 'PRICE_TOLERANCE', context: { price: limit, limit: most, reference } }
}

/** The worst price that an order may pay; null where it names none. */
function payable(price: OrderPrice, side: Side, mark: number): number | null {
  switch (price.type) {
    case 'market':
    case 'market-on-close':
    case 'stop':
    case 'market-if-touched':
    case 'trailing-stop':
      return null
    case 'limit':
    case 'limit-on-close':
    case 'stop-limit':
    case 'limit-if-touched':
      return price.limit
    case 'trailing-stop-limit':
      return (price.trigger ?? mark) + sign(side) * price.offset
    case 'relative':
      // It stands beside the quote, which is about the mark.
      return price.limit === null ? mark + sign(side) * price.offset : sooner(side, mark + sign(side) * price.offset, price.limit)
    default:
      return assertNever(price)
  }
}

/** A trigger that the mark has reached is waited for no longer. */
function referenceOf(price: OrderPrice, side: Side, mark: number): number {
  return 'trigger' in price && price.trigger !== null && !isTriggeredAt(price, sign(side), mark) ? price.trigger : mark
}

function sooner(side: Side, one: number, other: number): number {
  return side === 'buy' ? Math.min(one, other) : Math.max(one, other)
}
