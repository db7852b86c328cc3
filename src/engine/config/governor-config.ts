// The part of the config that is about the governor: how often strategies may trade, how much they may have open, and when they pause.

import { z } from 'zod'
import { MINUTE_MS } from '../../model/time.js'
import type { GovernorRules } from '../../routing/governor.js'

const count = z.number().int().min(1).max(100_000)

const governor = z.strictObject({
  throttle: z
    .strictObject({ orders: count, seconds: z.number().positive() })
    .optional()
    .describe('So many orders that open or add in any stretch of so many seconds, changes of them and what they trigger too'),
  maxOpenPositions: count.optional().describe('Positions that are open, or that working orders would open, at once'),
  coolDown: z
    .union([
      z.strictObject({ losses: count, minutes: z.number().positive() }),
      z.strictObject({ losses: count, until: z.literal('next-session') }),
    ])
    .optional()
    .describe('After so many losing round trips in a row nothing is opened for so many minutes, or until the next session opens'),
  dailyTrades: count.optional().describe('Orders of a session that open or add, those that work among them'),
})

/** Fields of the config. */
export const governorFields = {
  governor: governor.optional().describe('Limits for each strategy on what opens or adds; what only reduces is never held up'),
}

type Governor = z.output<typeof governor>

export function governorRules({ throttle, maxOpenPositions, coolDown, dailyTrades }: Governor): GovernorRules {
  return {
    throttle: throttle === undefined ? null : { orders: throttle.orders, windowMs: throttle.seconds * 1000 },
    maxOpenPositions: maxOpenPositions ?? null,
    coolDown:
      coolDown === undefined
        ? null
        : { losses: coolDown.losses, lasts: 'minutes' in coolDown ? coolDown.minutes * MINUTE_MS : coolDown.until },
    dailyTrades: dailyTrades ?? null,
  }
}

/** As the report prints it. */
export function governorText(governor: Governor): string {
  const { throttle, maxOpenPositions, coolDown, dailyTrades } = governor
  const parts = [
    throttle && `${throttle.orders} orders in ${throttle.seconds} s`,
    maxOpenPositions && `${maxOpenPositions} open positions`,
    dailyTrades && `${dailyTrades} trades a session`,
    coolDown &&
      `after ${coolDown.losses} losses in a row a pause ${'minutes' in coolDown ? `of ${coolDown.minutes} minutes` : 'up to the next session'}`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? 'limits nothing' : `for each strategy: ${parts.join(', ')}`
}
