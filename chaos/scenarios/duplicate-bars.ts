// Bars that come twice. Such bars are no market: the run is refused before it begins.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'duplicate-bars',
  title: 'Bars that come twice',
  story:
    'Bars that come twice, for a quarter of an hour, in recorded data. Nothing may be traded on them: the check of bars must refuse the run before it begins, and no config is without it.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'duplicate-bars', when: between(0.2, 0.8), minutes: 15 }],
  caughtBy: ['DATA_REFUSED'],
  backups: [],
  budget: () => ({ damage: 0, detectMinutes: 0, recoverMinutes: 0 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: 'never off',
})
