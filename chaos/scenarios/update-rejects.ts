// Changes that are refused. The order works on as it was, and who still wishes for another price asks again.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'update-rejects',
  title: 'Changes that are refused',
  story:
    'For three hours four of five changes of an order are refused, while the orders of a breakout trader follow the highs and the lows. No control has to speak; an order that was to move and did not must be asked to at the next bar, and cost no more than the trades themselves.',
  world: 'breakout',
  schedule: ({ between }) => [{ fault: 'update-reject', when: between(0.1, 0.3), minutes: 180, params: { share: 0.8 } }],
  caughtBy: [],
  backups: [],
  also: [{ heard: 'update-rejected' }],
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
