// Prices without volume from the first bar on. An order of which nobody knows what share of the market it is does not open.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'unknown-volume',
  title: 'A feed that tells no volume',
  story:
    'From the first bar on prices move and their volume is zero, as where a feed has quotes alone, and a signal is stuck. What share of the market an order is cannot be known: the cap on the size of an order must let nothing open.',
  world: 'fall',
  schedule: ({ start, between }) => [
    { fault: 'zero-volume', when: start, minutes: 390 },
    { fault: 'stuck-signal', when: between(0.05, 0.15), minutes: 60 },
  ],
  caughtBy: ['VOLUME_UNKNOWN'],
  backups: ['MAX_POSITION_VALUE', 'DAILY_LOSS'],
  also: [{ by: 'VOLUME_UNKNOWN', of: 'stuck-signal-2' }],
  // What those who trade with care might have won meanwhile.
  budget: (_, __, { entry }) => ({ damage: 0.02 * entry, detectMinutes: 60, recoverMinutes: 1 }),
  without: { limits: { orderVolume: 'unlimited' } },
  breaks: ['damage'],
})
