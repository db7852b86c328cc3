// Plans that end before they begin: what a size or a price cannot be worked out without.

import type { Denial, DenialCode } from '../../model/denial.js'
import type { Instrument } from '../../model/instrument.js'
import type { OrderRole } from '../../model/order.js'

interface DenyPlan {
  readonly kind: 'deny'
  readonly denial: Denial
}

export function noRate({ id, currency }: Instrument): DenyPlan {
  return denyPlan('NO_EXCHANGE_RATE', { instrument: id, currency })
}

export function noProtection({ id }: Instrument, role: OrderRole): DenyPlan {
  return denyPlan('NO_PROTECTION', { instrument: id, role })
}

export function noPrice({ id }: Instrument): DenyPlan {
  return denyPlan('NO_REFERENCE_PRICE', { instrument: id })
}

function denyPlan(code: DenialCode, context: Denial['context']): DenyPlan {
  return { kind: 'deny', denial: { code, context } }
}
