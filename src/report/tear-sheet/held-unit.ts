// The unit in which the time that trades were held is told: the largest that leaves half of them at one or more.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.js'

export interface HeldUnit {
  readonly name: 'days' | 'hours' | 'minutes'
  readonly ms: number
}

export function heldUnit(held: readonly number[]): HeldUnit {
  const middle = [...held].sort((a, b) => a - b)[held.length >> 1] ?? DAY_MS
  if (middle >= DAY_MS) return { name: 'days', ms: DAY_MS }
  return middle >= HOUR_MS ? { name: 'hours', ms: HOUR_MS } : { name: 'minutes', ms: MINUTE_MS }
}
