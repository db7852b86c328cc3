// The account that worlds of the suite, and those of tested strategies, begin with: the guarded profile, and entries of a size that it lets pass.

import type { BacktestConfigInput } from '../../engine/config/config.js'

export const guarded: BacktestConfigInput = { riskProfile: 'guarded', cash: 100_000, sizing: { weight: 0.04 } }
