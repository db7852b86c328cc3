// Does whatever a strategy may do, drawn at random. The cap on the value of an order stops what is too large of it.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'monkey',
  title: 'A strategy that does whatever it likes',
  story:
    'Orders of every kind, drawn at random, with stops, groups and triggers, changed and canceled before they are through: what a program sends whose memory is broken. Injected in a market that falls, with sizes up to most of the account. The cap on the value of an order must stop what is too large.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'monkey', when: between(0.05, 0.15), minutes: 120, params: { lots: 400 } }],
  caughtBy: ['MAX_ORDER_VALUE'],
  backups: [...exposureBackups, ...lossBackups],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.04 * position, detectMinutes: 15, recoverMinutes: 390 }),
  without: {
    limits: {
      ...withoutExposureCaps,
      orderValue: 'unlimited',
      orderEquity: 'unlimited',
      orderVolume: 'unlimited',
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
