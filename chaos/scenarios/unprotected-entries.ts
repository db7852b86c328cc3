// Entries without a stop, where each needs one of its own. They are refused.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'unprotected-entries',
  title: 'Entries that bring no stop',
  story:
    'What opens has to bring its stop, and a strategy does not know it: it buys at every bar and leaves the rest to luck, in a market that falls. Each of its entries must be refused.',
  world: 'bare',
  schedule: ({ between }) => [{ fault: 'stuck-signal', when: between(0.05, 0.15), minutes: 40 }],
  caughtBy: ['NO_PROTECTION'],
  backups: ['MAX_POSITION_VALUE', 'DAILY_LOSS'],
  budget: () => ({ damage: 0, detectMinutes: 1, recoverMinutes: 1 }),
  without: { protection: { required: 'none' } },
  breaks: ['P1', 'damage'],
})
