// Cancels that are refused. Nobody has to speak: the books take it as it comes.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'cancel-rejects',
  title: 'Cancels that are refused',
  story:
    'For an hour half of all cancels are refused, while a strategy sends orders to cancel them. No control has to speak; the books must come out as those of the venue, and cost no more than the trades themselves.',
  world: 'session',
  schedule: ({ between }) => {
    const when = between(0.2, 0.6)
    return [
      { fault: 'cancel-reject', when, minutes: 60, params: { share: 0.5 } },
      { fault: 'churner', when, minutes: 30, params: { orders: 1, lots: 1 } },
    ]
  },
  caughtBy: [],
  backups: [],
  also: [{ heard: 'cancel-rejected', of: 'churner-2' }],
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
