// WTI, 20 April 2020: a price crosses zero. Of a future it is a price, and a jump: the control of market data lets nothing open at it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'wti-2020',
  title: 'WTI 2020: a price crosses zero',
  story:
    'On 20 April 2020 WTI settled at −37.63. Injected: a future that trades below zero, and a strategy that sells what falls so far. The instrument says that its price may be negative, so the account is marked at it and goes on; the jump must let nothing open.',
  world: 'oil',
  schedule({ between, after }) {
    const first = between(0.2, 0.5)
    return [
      { fault: 'negative-price', when: first, minutes: 2, params: { to: -37.63 } },
      { fault: 'stuck-signal', when: after(first, 1), minutes: 1, params: { lots: 100, side: 'short' } },
    ]
  },
  caughtBy: ['PRICE_JUMP'],
  backups: ['MAX_ORDER_VALUE', 'MAX_POSITION_VALUE', 'DAILY_LOSS', 'DRAWDOWN', 'RAPID_DRAWDOWN'],
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 1, recoverMinutes: 1 }),
  without: {
    limits: { dataJump: 'unlimited', orderValue: 'unlimited', orderEquity: 'unlimited', positionEquity: 'unlimited' },
    breakers: 'off',
  },
  breaks: ['damage', 'I12'],
})
