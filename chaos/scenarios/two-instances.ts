// A strategy is started eight times, each as if it were alone. The cap on a position refuses what they come to together.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'two-instances',
  title: 'A strategy that runs more than once',
  story:
    'Eight instances of one strategy, each of a size that is allowed, all on one side at the same time. From the first bar on. The caps on what is held in one asset must hold for all of them together.',
  world: 'fall',
  schedule: ({ at }) => [{ fault: 'two-instances', when: { at: new Date(at(0)).toISOString() }, minutes: 390, params: { copies: 7 } }],
  caughtBy: ['MAX_POSITION_VALUE'],
  backups: ['MAX_CONCENTRATION', 'MAX_STRATEGY_VALUE', 'MAX_GROSS', 'MAX_NET'],
  budget: (_, __, { position }) => ({ damage: 0.1 * position, detectMinutes: 390, recoverMinutes: 390 }),
  without: {
    limits: {
      positionEquity: 'unlimited',
      concentration: 'unlimited',
      strategyEquity: 'unlimited',
      grossEquity: 'unlimited',
      netEquity: 'unlimited',
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
