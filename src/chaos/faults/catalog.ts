// Every fault by its name. A schedule names them, a swarm draws from them, the verdict's matrix has a row for each.

import type { Fault } from './fault.js'
import { strategyFaults } from './strategy-faults.js'
import { reject } from './venue/reject.js'

const faults: readonly Fault<unknown>[] = [...strategyFaults, reject] as readonly Fault<unknown>[]

export const faultCatalog: ReadonlyMap<string, Fault<unknown>> = new Map(faults.map((fault) => [fault.name, fault]))
