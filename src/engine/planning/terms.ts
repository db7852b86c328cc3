// What a signal says of its order besides direction, price and size; most signals say nothing of it.

import { type OrderTerms, plainTerms } from '../../model/order.js'
import type { Enter, Exit, Signal } from '../../model/signal.js'

/** The terms of a signal's order: the shared plain ones where it names none. */
export function termsOf(signal: Enter | Exit): OrderTerms {
  const { goodTill, outsideRth = false, postOnly = false, oca } = signal
  const childrenAfter = signal.kind === 'enter' ? (signal.protectAfter ?? 'partial') : 'partial'
  if (goodTill === undefined && !outsideRth && !postOnly && oca === undefined && childrenAfter === 'partial') return plainTerms
  return { goodTill: goodTill ?? null, outsideRth, postOnly, oca: oca === undefined ? null : { ...oca }, childrenAfter }
}

/** The fields of an Enter or Exit that few signals have. */
export type RareFields = Partial<Pick<Enter, 'goodTill' | 'outsideRth' | 'postOnly' | 'oca' | 'triggers' | 'protectAfter' | 'metadata'>> & {
  readonly trail?: NonNullable<Enter['protect']>['trail']
}

/** Those that the signal has; null where it has none of them. */
export function rareFields(signal: Signal): RareFields | null {
  if (signal.kind !== 'enter' && signal.kind !== 'exit') return null
  const { goodTill, outsideRth, postOnly, oca, triggers, metadata } = signal
  const entry = signal.kind === 'enter' ? signal : null
  const protectAfter = entry?.protectAfter
  const trail = entry?.protect?.trail
  if (
    goodTill === undefined &&
    outsideRth === undefined &&
    postOnly === undefined &&
    oca === undefined &&
    triggers === undefined &&
    protectAfter === undefined &&
    trail === undefined &&
    metadata === undefined
  ) {
    return null
  }
  return {
    goodTill,
    outsideRth,
    postOnly,
    oca,
    triggers,
    protectAfter,
    trail,
    metadata,
  }
}

/** The signal as it was before `rareFields`. */
export function withRareFields(signal: Signal, rare: RareFields | undefined): Signal {
  if (rare === undefined || (signal.kind !== 'enter' && signal.kind !== 'exit')) return signal
  const { trail, protectAfter, ...terms } = rare
  if (signal.kind === 'exit') return { ...signal, ...terms }
  return { ...signal, ...terms, protectAfter, protect: trail === undefined ? signal.protect : { ...signal.protect, trail } }
}
