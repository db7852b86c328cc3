// The venue refuses half of the orders. Each refusal is heard, and positions keep their stops.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'venue-rejects',
  title: 'A venue that refuses orders',
  story:
    'For an hour the venue refuses four fifths of what it is sent, entries, exits and stops alike. Every refusal must be heard, what is held must have its stop again, and the books must agree at the end. The venue itself says no: no config is without that.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'reject', when: between(0.2, 0.6), minutes: 60, params: { share: 0.8 } }],
  caughtBy: ['VENUE_REJECTED'],
  backups: [],
  // As long as it refuses, what it lets through is held when the twin holds less.
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 60, recoverMinutes: 60 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: 'never off',
})
