// A position loses on every day, on none too much. The breaker by drawdown stops the account and closes it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'long-decline',
  title: 'Days that each lose a little',
  story:
    'An eighth of the account is held while all stocks fall, day after day. On no day is the loss of a day reached, and each morning it begins anew; the peak does not. The breaker by drawdown must stop the account and close what it holds.',
  world: 'wary',
  schedule: ({ at }) => [{ fault: 'stuck-signal', when: at(0.01), minutes: 10, params: { weight: 0.03 } }],
  caughtBy: ['DRAWDOWN'],
  backups: ['DAILY_LOSS', 'RAPID_DRAWDOWN'],
  budget: (_, __, { drawdown, order }) => ({ damage: drawdown + 0.1 * order, detectMinutes: 5760, recoverMinutes: 1 }),
  without: { breakers: { drawdown: 'off', dailyLoss: 'off', rapidDrawdown: 'off' } },
  breaks: ['B1', 'damage'],
})
