// Says the same at every bar, whatever it holds. The cap on a position stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'stuck-signal',
  title: 'A signal that is stuck',
  story:
    'Knight’s parents that never saw their fills, with one order a bar: each is small, and none looks at what is held by now. Injected in a market that falls. The cap on the value of a position must stop the adding.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'stuck-signal', when: between(0.05, 0.15), minutes: 60, params: { lots: 40 } }],
  caughtBy: ['MAX_POSITION_VALUE'],
  backups: [...exposureBackups, ...lossBackups],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.04 * position, detectMinutes: 15, recoverMinutes: 120 }),
  without: {
    limits: {
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
