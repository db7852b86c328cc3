// Which orders of a group count as one.

import type { OcaGroup } from '../../model/signal.js'

/** Of types 1 and 2 one fills in the place of the others, and the largest stands for all; of type 3 all fill that one price reaches. Null for what counts alone. */
export function countedOnce(oca: OcaGroup | null): string | null {
  return oca === null || oca.type === 3 ? null : oca.group
}
