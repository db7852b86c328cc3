// Who can catch: by the word that a run has of it.

import { type BreachCode, breachCodes } from '../../model/breach.js'
import { type DenialCode, denialCodes } from '../../model/denial.js'

/** Who can catch: a control by its denial, a breaker or monitor by its breach, and what stands before and behind them. */
export type Catcher = DenialCode | BreachCode | 'CONFIG_REFUSED' | 'DATA_REFUSED' | 'VENUE_REJECTED'

/** All of them. */
export const catchers: readonly Catcher[] = [...denialCodes, ...breachCodes, 'CONFIG_REFUSED', 'DATA_REFUSED', 'VENUE_REJECTED']
