// HanMag 2013: a divisor of nothing made every price look like a bargain. The finite checks catch it, and no config is without them.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'hanmag-2013',
  title: 'HanMag 2013: a division by zero',
  story:
    'The days to expiry were divided by 0 in the place of 365: 39,000 trades in 143 seconds. Injected: sizes that are what such a division gives, no number and without end. The finite check must refuse them before anything is reckoned with them; nothing switches it off.',
  world: 'slide',
  schedule: ({ between }) => [{ fault: 'nan-sizes', when: between(0.1, 0.7), minutes: 3 }],
  caughtBy: ['NOT_FINITE'],
  backups: ['MAX_ORDER_VALUE', 'NOTIONAL_TOO_LARGE', 'MESSAGE_RATE', 'BUYING_POWER'],
  budget: () => ({ damage: 0, detectMinutes: 0, recoverMinutes: 0 }),
  without: {
    riskProfile: 'research',
    leverage: 100,
    limits: {},
    breakers: 'off',
  },
  breaks: 'never off',
})
