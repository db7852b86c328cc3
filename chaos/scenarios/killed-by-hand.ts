// An operator throws the kill switch while a strategy buys and buys. Nothing opens after it, whatever is configured.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'killed-by-hand',
  title: 'The kill switch, thrown under way',
  story:
    'A signal is stuck in a market that falls, and an operator sees it before any cap is reached. The kill switch must cancel what works and let nothing open from then on, and no config is without it.',
  world: 'fall',
  schedule({ between, after }) {
    const when = between(0.05, 0.5)
    return [
      { fault: 'stuck-signal', when, minutes: 60 },
      { fault: 'hold-back', when: after(when, 4), minutes: 1, params: { deed: 'kill' } },
    ]
  },
  caughtBy: ['KILL_SWITCH'],
  backups: ['MAX_POSITION_VALUE', 'DAILY_LOSS'],
  also: [{ by: 'TRADING_STATE', of: 'stuck-signal-1' }],
  budget: (_, __, { position }) => ({ damage: 0.1 * position, detectMinutes: 390, recoverMinutes: 1 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: 'never off',
})
