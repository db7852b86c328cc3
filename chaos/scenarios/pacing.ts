// The venue refuses requests over a rate. Each refusal is heard.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'pacing',
  title: 'A venue that paces requests',
  story:
    'For two hours one request in ten minutes passes, and the others are refused, cancels and stops among them. Every refusal must be heard, and the books must agree at the end. The venue itself says no: no config is without that.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'pacing', when: between(0.2, 0.5), minutes: 120, params: { most: 1, seconds: 600 } }],
  caughtBy: ['VENUE_REJECTED'],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 60, recoverMinutes: 125 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: 'never off',
})
