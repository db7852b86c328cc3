// The line is lost after a kill. What holds trading back outlives it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'killed-and-disconnected',
  title: 'The line to the broker lost after a kill',
  story:
    'A signal is stuck in a market that falls, and an operator kills it. Ten minutes later the line to the broker is lost for some minutes, and the signal is still stuck when it is back. Books that agree again let go of nothing that an operator set: until an operator says so nothing may open.',
  world: 'fall',
  schedule({ between, after }) {
    const when = between(0.05, 0.5)
    return [
      { fault: 'stuck-signal', when, minutes: 60 },
      { fault: 'hold-back', when: after(when, 4), minutes: 1, params: { deed: 'kill' } },
      { fault: 'disconnect', when: after(when, 14), minutes: 7 },
    ]
  },
  caughtBy: ['KILL_SWITCH'],
  backups: ['NOT_CONNECTED', 'MAX_POSITION_VALUE', 'DAILY_LOSS'],
  also: [
    { by: 'TRADING_STATE', of: 'stuck-signal-1' },
    { by: 'NOT_CONNECTED', of: 'stuck-signal-1' },
  ],
  // What was on its way when the line was lost is told once it is back.
  budget: (_, __, { position }) => ({ damage: 0.1 * position, detectMinutes: 390, recoverMinutes: 25 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: 'never off',
})
