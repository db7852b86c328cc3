// The line to the broker is down, and what it says meanwhile is lost. Nothing is sent until the books agree again.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'disconnect',
  title: 'A line that is down',
  story:
    'For two hours and a half requests are lost and reports with them, and the stops of what is held are reached meanwhile. Nothing may be sent meanwhile, and nothing may open afterwards until a statement agrees with our books.',
  world: 'session',
  schedule: ({ between }) => [
    { fault: 'stuck-signal', when: between(0.27, 0.27), minutes: 35, params: { lots: 2 } },
    { fault: 'disconnect', when: between(0.3, 0.33), minutes: 150, params: { reports: 'lost' } },
  ],
  caughtBy: ['NOT_CONNECTED'],
  backups: [],
  also: [
    { by: 'NOT_CONNECTED', of: 'stuck-signal-1' },
    { by: 'RECONCILIATION', count: 'missing' },
  ],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 60, recoverMinutes: 155 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: 'never off',
})
