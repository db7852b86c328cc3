// An exit fills and nobody is told, so that the stops for what is gone are refused, one after the other. After the third nothing opens.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'refused-stops',
  title: 'Stops that are refused again and again',
  story:
    'Exits fill and nobody is told: what is gone is guarded by stops that the broker ends as soon as they are sent. Books are compared only every half hour. After the third the strategy must open nothing more.',
  world: 'seldom',
  schedule: ({ between }) => [{ fault: 'lost-fills', when: between(0.1, 0.15), minutes: 320 }],
  caughtBy: ['STOP_REFUSED'],
  backups: ['RECONCILIATION'],
  // In each of two stocks. Every half hour a statement has what is lost meanwhile, as long as fills are.
  budget: (_, __, { order, stop }) => ({ damage: 2 * stop * order, detectMinutes: 160, recoverMinutes: 160 }),
  without: { breakers: { stopRefused: 'off' } },
  breaks: ['I11'],
})
