// One strategy buys what another sells short, in one stock. Their net is nothing; the cap on concentration counts both sides.

import { defineScenario, lossBackups, withoutExposureCaps } from 'trading-bench'

export default defineScenario({
  name: 'opposite-strategies',
  title: 'Two strategies against each other in one stock',
  story:
    'One strategy buys at every bar what another sells short. Neither side passes the cap on a position, and the net of the account is nothing; both pay, and one stock is all that there is. Injected in both stocks. The cap on concentration, which adds the two sides, must stop them.',
  world: 'fall',
  schedule: ({ between }) => {
    const when = between(0.05, 0.3)
    return [
      { fault: 'stuck-signal', when, minutes: 30, params: { weight: 0.03 } },
      { fault: 'stuck-signal', when, minutes: 30, params: { weight: 0.03, side: 'short' } },
    ]
  },
  caughtBy: ['MAX_CONCENTRATION'],
  backups: ['MAX_POSITION_VALUE', 'MAX_STRATEGY_VALUE', 'MAX_GROSS', 'MAX_NET', ...lossBackups],
  budget: (_, __, { position, dailyLoss, stop }) => ({ damage: dailyLoss + stop * position, detectMinutes: 20, recoverMinutes: 30 }),
  without: { limits: withoutExposureCaps, breakers: 'off', protection: { required: 'none' } },
  breaks: ['I7'],
})
