// Half of an hour’s bars never come. Nobody has to speak, and nothing may come of it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'missing-bars',
  title: 'A feed with holes',
  story:
    'Half of the bars of an hour are missing, and nobody sends them later. Injected in both stocks. No control has to speak: averages are a little off, and orders wait for the next bar.',
  world: 'session',
  schedule: ({ between }) => [{ fault: 'missing-bars', when: between(0.2, 0.7), minutes: 60, params: { share: 0.5 } }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { entry }) => ({ damage: 0.2 * entry, detectMinutes: 0, recoverMinutes: 1 }),
  without: {},
  breaks: [],
})
