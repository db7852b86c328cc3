// What a venue says of an execution some time after it.

import type { Fill } from '../../../model/fill.js'
import type { Filled, Revised } from '../fault.js'

/** That it is another, or nothing, so many seconds later. */
export function revised({ clientOrderId, fill, time }: Filled, becomes: Fill | null, seconds: number): Revised {
  return { kind: 'revised', clientOrderId, fill, becomes, time: time + seconds * 1000 }
}
