// Takes more memory at a bar than its worker may have in all, so that it is stopped at the same bar on any machine. The limit of its worker stops it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'leaker',
  title: 'A strategy that takes all memory',
  story:
    'Takes 256 MB at each bar and keeps it, four times what its worker may have in all. Injected in a worker of its own, beside healthy strategies. The limit of memory must end it at its first bar, and the others must trade on.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'leaker', when: between(0.1, 0.5), minutes: 60, params: { megabytes: 256 } }],
  caughtBy: ['STRATEGY_FAILED'],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.02 * order, detectMinutes: 1, recoverMinutes: 1 }),
  without: { riskProfile: 'research', breakers: 'off' },
  breaks: ['run'],
})
