// The config names the port of a live account. It is refused.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'live-port',
  title: 'The port of the live account',
  story:
    'The port of the live account is in the config by mistake. There is no way from here to a live account: the config must be refused, whatever else is in it.',
  world: 'session',
  schedule: ({ start }) => [{ fault: 'live-port', when: start, minutes: 390 }],
  caughtBy: ['CONFIG_REFUSED'],
  backups: [],
  budget: () => ({ damage: 0, detectMinutes: 0, recoverMinutes: 0 }),
  without: { riskProfile: 'research', breakers: 'off', monitors: 'off' },
  breaks: 'never off',
})
