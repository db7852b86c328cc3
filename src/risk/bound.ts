// A bound and what is held to it: a bound that is missing, or a number that nobody knows, refuses.

import type { Denial, DenialCode } from '../model/denial.js'
import { toldApart } from '../std/told-apart.js'
import type { Limit, RiskLimits } from './limits.js'

/** A control whose limit nobody set lets nothing pass: fail closed (FIA 1.1). */
export function limitMissing(limit: keyof RiskLimits): Denial {
  return { code: 'LIMIT_MISSING', context: { limit } }
}

/** Whether a limit is a number that something can be held to. */
export function isBound(limit: Limit): limit is number {
  return typeof limit === 'number' && Number.isFinite(limit)
}

/** Equity that nobody knows bounds nothing. */
export function shareOfEquity(share: number, equity: number): number | null {
  const bound = share * equity
  return Number.isFinite(bound) ? bound : null
}

/** Sums of the same doubles in another order: a billionth of the bound is no breach. */
export function isWithin(wouldBe: number, bound: number): boolean {
  return wouldBe <= bound + Math.abs(bound) * 1e-9
}

/** What would be and what may be, in cents. */
export function beyond(code: DenialCode, wouldBe: number, bound: number, instrument: string): Denial {
  if (!Number.isFinite(wouldBe)) return { code: 'NO_REFERENCE_PRICE', context: { instrument } }
  const [would_be, limit] = toldApart(wouldBe, bound, 2)
  return { code, context: { would_be, limit } }
}

export function equityUnknown(instrument: string): Denial {
  return { code: 'EQUITY_UNKNOWN', context: { instrument } }
}
