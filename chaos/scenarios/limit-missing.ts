// A limit came out empty. It is never read as none: nothing opens.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'limit-missing',
  title: 'A limit that is missing',
  story:
    'The cap on the value of an order is a field that came out empty. From the first bar on. A limit that is missing must let nothing open, and no config reads it as none.',
  world: 'session',
  schedule: ({ start }) => [{ fault: 'limit-missing', when: start, minutes: 390 }],
  caughtBy: ['LIMIT_MISSING'],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 120, recoverMinutes: 60 }),
  without: { riskProfile: 'research', breakers: 'off' },
  breaks: 'never off',
})
