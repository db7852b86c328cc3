// Two stocks that moved together no longer do, and both are held. The monitor of correlation tells of it, and what is told gets out.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'broken-hedge',
  title: 'Two stocks that no longer move together',
  story:
    'From one day on one of two stocks is a day ahead of the other, so that what moved together does not, and both fall. Injected with it: a strategy that holds both and gets out only when it is told. The monitor of correlation must tell it within a month of sessions.',
  world: 'pair',
  schedule: ({ between, at }) => [
    { fault: 'reckless', when: between(0.53, 0.56), minutes: 240 * 1440, params: { weight: 0.02 } },
    { fault: 'early-data', when: at(0.59), minutes: 120 * 1440, target: 'SYN02' },
  ],
  caughtBy: ['CORRELATION_BREAK'],
  backups: [],
  budget: (_, __, { order }) => ({ damage: 0.2 * order, detectMinutes: 60 * 1440, recoverMinutes: 1 }),
  without: { monitors: 'off' },
  breaks: ['damage'],
})
