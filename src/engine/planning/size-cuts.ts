// How many sizes limits took lots off, by the code of the limit that left least.

import type { DecisionRecord } from '../../model/decision.js'
import type { DenialCode } from '../../model/denial.js'

export interface CutCount {
  /** Orders and changes that were sent smaller than they were worked out. */
  made: number
  /** Those of them that only close, for nothing was left to open. */
  closes: number
}

export class SizeCuts {
  readonly byCode = new Map<DenialCode, CutCount>()

  /** What was denied or changed nothing is no cut. */
  note({ cut, verdict, intent }: Pick<DecisionRecord, 'cut' | 'verdict' | 'intent'>): void {
    if (cut === undefined || (verdict !== 'approved' && verdict !== 'amended')) return
    const count = this.byCode.get(cut.code) ?? { made: 0, closes: 0 }
    this.byCode.set(cut.code, count)
    count.made++
    if (intent?.reduceOnly === true) count.closes++
  }
}
