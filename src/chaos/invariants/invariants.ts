// Every invariant that a run is held to.

import type { Invariant } from './invariant.js'
import { positions } from './positions.js'

export const invariants: readonly Invariant[] = [positions]
