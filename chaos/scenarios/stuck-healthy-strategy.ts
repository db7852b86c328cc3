// A healthy strategy gets stuck on its signal. The cap on a position stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'stuck-healthy-strategy',
  title: 'A healthy strategy that gets stuck',
  story:
    'The trend follower is replaced, under its own name and with its own positions, by one that says the same at every bar. The cap on the value of a position must stop the adding, and what it holds stays its own.',
  world: 'fall',
  schedule: ({ between }) => [
    { fault: 'stuck-signal', when: between(0.05, 0.15), minutes: 120, target: 'sma-cross', params: { lots: 40 } },
  ],
  caughtBy: ['MAX_POSITION_VALUE'],
  backups: [...exposureBackups, ...lossBackups],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.04 * position, detectMinutes: 15, recoverMinutes: 390 }),
  without: {
    limits: {
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
