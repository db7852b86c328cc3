// Fills whose commission never comes. Nobody speaks, and the fees are missing from our books: nothing else may differ.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'lost-commissions',
  title: 'Fills whose commission never comes',
  story:
    'Fills whose commission never comes, for an hour. Fees are not compared with the broker, so nobody speaks, and our books show more than the account has: by those fees, and by nothing else.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'lost-commission', when: between(0.2, 0.6), minutes: 60, params: { share: 0.9 } }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
