// What a company does to its own price: splits and dividends, by ex-date. Prices are stored as they came and adjusted when they are read.

import type { IsoDate } from './time.js'

export type CorporateAction =
  | {
      readonly kind: 'split'
      /** The first session that trades after it. */
      readonly exDate: IsoDate
      /** New shares for one old share: 4 for a 4-for-1 split, 0.1 for a 1-for-10 reverse split. */
      readonly ratio: number
    }
  | {
      readonly kind: 'dividend'
      readonly exDate: IsoDate
      /** Currency a share, as the share stood on the ex-date; null where a source gives only the factor. */
      readonly amount: number | null
      /** What multiplies every price before the ex-date: 1 − amount / the close before it (CRSP's convention). */
      readonly factor: number
    }

/** What prices have been adjusted for: nothing, splits, or splits and dividends. */
export type Adjustment = 'none' | 'splits' | 'all'
