// Who can catch: by the word that a run has of it.

import { breachCodes } from '../../model/breach.js'
import { denialCodes } from '../../model/denial.js'

export const catchers = [...denialCodes, ...breachCodes, 'CONFIG_REFUSED', 'DATA_REFUSED', 'VENUE_REJECTED'] as const

/** Who can catch: a control by the code of its denial, a breaker or monitor by that of its breach, and what stands before and behind them: `CONFIG_REFUSED`, `DATA_REFUSED` and `VENUE_REJECTED`. */
export type Catcher = (typeof catchers)[number]
