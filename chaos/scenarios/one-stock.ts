// Two strategies put all that they have into the same stock. The monitor of concentration tells of it, and who is told gets out.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'one-stock',
  title: 'The same stock, twice',
  story:
    'Two strategies buy the same two stocks, which fall for months: of each, what one holds is usual, and what both hold is not. Injected: two that reckon no risk of their own and get out only when they are told. The monitor of concentration must tell them at the first mark.',
  world: 'pair',
  schedule: ({ between }) => {
    const when = between(0.5, 0.6)
    return [
      { fault: 'reckless', when, minutes: 120 * 1440, params: { weight: 0.045 } },
      { fault: 'reckless', when, minutes: 120 * 1440, params: { weight: 0.045 } },
    ]
  },
  caughtBy: ['CONCENTRATION'],
  backups: ['VAR', 'CORRELATION_BREAK'],
  budget: (_, __, { order }) => ({ damage: 0.3 * order, detectMinutes: 5 * 1440, recoverMinutes: 1 }),
  without: { monitors: 'off' },
  breaks: ['damage'],
})
