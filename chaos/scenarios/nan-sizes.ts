// Sizes that are no number, without end, below zero or nothing. The finite checks refuse them, and no config is without those.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'nan-sizes',
  title: 'Sizes that are no number',
  story:
    'A division by zero, and the result is traded: NaN, infinities, more than all money, less than nothing. Injected beside healthy strategies. The finite check must refuse each of them.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'nan-sizes', when: between(0.1, 0.8), minutes: 5 }],
  caughtBy: ['NOT_FINITE'],
  backups: ['SIZE_CAP', 'ZERO_QUANTITY', 'NOTIONAL_TOO_LARGE', 'MAX_ORDER_VALUE'],
  budget: () => ({ damage: 0, detectMinutes: 1, recoverMinutes: 1 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: [],
})
