// Bets against itself as soon as the risk system speaks, far more each time. The cap on the value of an order stops it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'contrarian-on-breach',
  title: 'A strategy that bets against every warning',
  story:
    'It is told that its position is large, and turns it, with nine times the size. Injected: such a strategy, where a monitor speaks early. The cap on an order must refuse the larger one, whichever way it points.',
  world: 'told',
  schedule: ({ between }) => [
    { fault: 'risk-ignorant', when: between(0.05, 0.15), minutes: 90, params: { mode: 'contrarian', lots: 30, factor: 9 } },
  ],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: ['MAX_POSITION_VALUE', 'SELF_MATCH', ...exposureBackups, ...lossBackups],
  budget: (_, __, { position, stop }) => ({ damage: stop * position, detectMinutes: 60, recoverMinutes: 60 }),
  without: {
    limits: {
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      orderVolume: 'unlimited',
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
