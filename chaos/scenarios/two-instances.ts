// A strategy is started eight times, each as if it were alone. The cap on a position refuses what they come to together.

import { defineScenario, exposureBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'two-instances',
  title: 'A strategy that runs more than once',
  story:
    'Eight instances of one strategy, each of a size that is allowed, all on one side at the same time. From the first bar on. The caps on what is held in one asset must hold for all of them together.',
  world: 'fall',
  schedule: ({ start }) => [{ fault: 'two-instances', when: start, minutes: 390, params: { copies: 7 } }],
  caughtBy: ['MAX_POSITION_VALUE'],
  backups: [...exposureBackups],
  budget: (_, __, { position }) => ({ damage: 0.1 * position, detectMinutes: 390, recoverMinutes: 390 }),
  without: {
    limits: {
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
