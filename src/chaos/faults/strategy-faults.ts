// Strategies that misbehave, as faults: each is a file in chaos/strategies, where it says what it does wrong and what must stop it.

import { z } from 'zod'
import type { StrategyFault } from './fault.js'

/** The file's own schema reads the parameters; the schedule carries them as they are. */
const params = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))

function wild(name: string, says: string, { isolated = false } = {}): StrategyFault<z.infer<typeof params>> {
  return { name, plane: 'strategy', says, params, strategy: name, isolated }
}

export const strategyFaults = [wild('runaway', 'Sends market orders at every event, as fast as it can')]
