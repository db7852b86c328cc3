// A position loses all day, never fast. The breaker by daily loss holds the account back.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'losing-day',
  title: 'A day that loses bit by bit',
  story:
    'A third of the account is bought in the first half hour of a day on which all stocks fall, a little at each bar. No ten minutes are bad, and the peak is near; the day is bad. The breaker by daily loss must hold the account back before the day is over.',
  world: 'wary',
  schedule: ({ at }) => [{ fault: 'stuck-signal', when: at(0.01), minutes: 20, params: { weight: 0.04 } }],
  caughtBy: ['DAILY_LOSS'],
  backups: ['DRAWDOWN', 'RAPID_DRAWDOWN'],
  budget: (_, __, { drawdown, order }) => ({ damage: drawdown + 0.1 * order, detectMinutes: 390, recoverMinutes: 1 }),
  without: { breakers: { drawdown: 'off', dailyLoss: 'off', rapidDrawdown: 'off' } },
  breaks: ['B2', 'damage'],
})
