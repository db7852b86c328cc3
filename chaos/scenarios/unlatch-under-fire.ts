// An operator lets a runaway go on, every minute. The caps on positions hold whatever is unlatched.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'unlatch-under-fire',
  title: 'An operator who lets a runaway go on',
  story:
    'A runaway is stopped, and somebody presses the button every minute for half an hour, without looking for the cause. The duplicate check must refuse most of it each time, and the caps on positions hold what is left.',
  world: 'fall',
  schedule: ({ between }) => {
    const when = between(0.1, 0.2)
    return [
      { fault: 'runaway', when, minutes: 30, params: { orders: 2, lots: 20 } },
      { fault: 'unlatch-under-fire', when, minutes: 30, target: 'runaway-1' },
    ]
  },
  caughtBy: ['DUPLICATE_ORDER'],
  backups: ['MESSAGE_RATE', 'REPEATED_EXECUTION', 'MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.04 * position, detectMinutes: 120, recoverMinutes: 390 }),
  without: {
    limits: {
      ...withoutRates,
      ...withoutExposureCaps,
    },
    breakers: 'off',
    protection: { required: 'none' },
  },
  breaks: ['damage', 'I7'],
})
