// A signal that is stuck, where shares are counted. The cap on lots stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'too-many-shares',
  title: 'More shares than may be held',
  story:
    'Shares of a stock are limited by their number, whatever they are worth, and a signal is stuck on buying. Injected in a market that falls. The cap on lots must stop the adding before that on value does.',
  world: 'counted',
  schedule: ({ between }) => [{ fault: 'stuck-signal', when: between(0.05, 0.15), minutes: 40, params: { lots: 20 } }],
  caughtBy: ['MAX_POSITION'],
  backups: ['MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  budget: (_, __, { position }) => ({ damage: 0.1 * position, detectMinutes: 15, recoverMinutes: 90 }),
  without: { limits: { positionLots: 'unlimited', ...withoutExposureCaps }, breakers: 'off', protection: { required: 'none' } },
  breaks: ['damage', 'I7'],
})
