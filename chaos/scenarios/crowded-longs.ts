// Two strategies, each within its own cap, that have the same idea. The cap on the net of the account stops them.

import { defineScenario, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'crowded-longs',
  title: 'Two strategies that buy the same market',
  story:
    'Two strategies buy all that there is, a little at each bar. Each is within what a strategy may hold, and no stock is too large; together they are long more than the account has. Injected in twelve stocks that fall. The cap on net exposure must stop the adding.',
  world: 'dozen',
  schedule: ({ between }) => {
    const when = between(0.05, 0.3)
    return [
      { fault: 'stuck-signal', when, minutes: 30, params: { weight: 0.02 } },
      { fault: 'stuck-signal', when, minutes: 30, params: { weight: 0.02 } },
    ]
  },
  caughtBy: ['MAX_NET'],
  also: [
    { by: 'MAX_NET', of: 'stuck-signal-1' },
    { by: 'MAX_NET', of: 'stuck-signal-2' },
  ],
  backups: ['MAX_STRATEGY_VALUE', 'MAX_GROSS', 'MAX_POSITION_VALUE', 'MAX_CONCENTRATION', ...lossBackups],
  budget: (_, equity, { dailyLoss, stop }) => ({ damage: dailyLoss + stop * equity, detectMinutes: 30, recoverMinutes: 60 }),
  without: { limits: withoutExposureCaps, breakers: 'off', protection: { required: 'none' } },
  breaks: ['I7', 'damage'],
})
