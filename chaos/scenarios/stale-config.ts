// The limits of yesterday are those of an account of twice the size, and a signal is stuck. The cap on a position holds, further out.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'stale-config',
  title: 'The limits of another account',
  story:
    'The caps in force are twice as wide as they should be, and a signal is stuck on buying in a market that falls, by orders that only such a cap lets pass. From the first bar on. The cap must hold where it stands, and what may be lost in a day does not hang on it.',
  world: 'fall',
  schedule: ({ start, between }) => [
    { fault: 'stale-config', when: start, minutes: 390, params: { times: 2 } },
    { fault: 'stuck-signal', when: between(0.05, 0.15), minutes: 60, params: { lots: 70 } },
  ],
  caughtBy: ['MAX_POSITION_VALUE'],
  backups: [...exposureBackups, ...lossBackups],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.08 * position, detectMinutes: 120, recoverMinutes: 120 }),
  without: {
    limits: {
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
