// An account as controls see it, for tests: 100,000 of equity, nothing held, a mark of 100.

import type { AccountState } from './control.js'

export function account(overrides: Partial<AccountState> = {}): AccountState {
  return { equity: 100_000, grossExposure: 0, committed: 0, heldLots: 0, referencePrice: 100, released: 0, ...overrides }
}
