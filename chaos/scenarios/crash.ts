// A position is held through a fall of minutes. The breaker by rapid drawdown holds the account back.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'crash',
  title: 'A fall within minutes',
  story:
    'Something was bought a few minutes before, and all stocks fall by four percent from one bar to the next. The day may still lose more than that; ten minutes may not. Injected: the purchase, and the gap. The breaker by rapid drawdown must hold the account back at the first mark.',
  world: 'wary',
  schedule({ between, after }) {
    const first = between(0.02, 0.12)
    return [
      { fault: 'stuck-signal', when: first, minutes: 10, params: { weight: 0.03 } },
      { fault: 'halt', when: after(first, 20), minutes: 5760, params: { share: 0, gap: -0.04 } },
    ]
  },
  caughtBy: ['RAPID_DRAWDOWN'],
  backups: ['DAILY_LOSS', 'DRAWDOWN'],
  budget: (_, __, { drawdown, order }) => ({ damage: drawdown + 0.1 * order, detectMinutes: 40, recoverMinutes: 10 }),
  without: { breakers: { drawdown: 'off', dailyLoss: 'off', rapidDrawdown: 'off' } },
  breaks: ['B3', 'damage'],
})
