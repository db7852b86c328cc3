// More is held than an account is to hold. The monitor of exposure tells of it, and who is told gets out.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'too-much-held',
  title: 'More held than there should be',
  story:
    'A strategy buys what falls, is stopped out and buys again, in two stocks; each order is small, and no cap is near. It gets out for good only when it is told. Injected where a monitor speaks early. The monitor of exposure must tell it at the first mark.',
  world: 'told',
  schedule: ({ between }) => [{ fault: 'reckless', when: between(0.02, 0.04), minutes: 390, params: { weight: 0.02 } }],
  caughtBy: ['EXPOSURE'],
  backups: ['DAILY_LOSS'],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 5, recoverMinutes: 1 }),
  without: { monitors: 'off' },
  breaks: ['damage'],
})
