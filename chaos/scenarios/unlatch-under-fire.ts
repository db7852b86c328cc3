// An operator lets a runaway go on, every minute. The duplicate check and the throttle stop it anew each time.

import { defineScenario, exposureBackups, lossBackups, withoutExposureCaps, withoutRates } from 'trading-bench'

export default defineScenario({
  name: 'unlatch-under-fire',
  title: 'An operator who lets a runaway go on',
  story:
    'A runaway is stopped, and somebody presses the button every minute for a quarter of an hour, without looking for the cause. The duplicate check must refuse most of it each time, and the throttle stop it again and cancel what went out.',
  world: 'fall',
  schedule: ({ between }) => {
    const when = between(0.1, 0.2)
    return [
      { fault: 'runaway', when, minutes: 15, params: { orders: 25, lots: 20 } },
      { fault: 'unlatch-under-fire', when, minutes: 15, target: 'runaway-1' },
    ]
  },
  caughtBy: ['DUPLICATE_ORDER'],
  backups: ['MESSAGE_RATE', 'REPEATED_EXECUTION', 'MAX_POSITION_VALUE', ...exposureBackups, ...lossBackups],
  also: [
    { by: 'MESSAGE_RATE', of: 'runaway-1' },
    { latch: 'OPERATOR', of: 'runaway-1' },
  ],
  budget: (_, __, { order, stop }) => ({ damage: stop * order, detectMinutes: 120, recoverMinutes: 16 }),
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
