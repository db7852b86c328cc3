// An instrument has the multiplier of another contract. What an order is worth is reckoned with it, and nothing of that worth can be had.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'wrong-multiplier',
  title: 'The multiplier of another contract',
  story:
    'A stock is set up as if it were a hundred of itself: an entry comes to less than a lot of it. From the first bar on. It must be refused as nothing, not rounded up; no config rounds it up.',
  world: 'fall',
  schedule: ({ start }) => [{ fault: 'wrong-multiplier', when: start, minutes: 390 }],
  caughtBy: ['ZERO_QUANTITY'],
  backups: [],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 390, recoverMinutes: 60 }),
  without: { riskProfile: 'research', breakers: 'off' },
  breaks: 'never off',
})
