// The part of the config that is about what comes after a trade: breakers, monitors, and what an operator does at which time.

import { z } from 'zod'
import { shareField } from './share-field.js'

const part = shareField(1)
const multiple = shareField(100)
const money = z.number().positive()
/** 5 % in 10 minutes is what the guarded profile asks. */
const WINDOW_MINUTES = 10
const minutes = z.number().positive().max(100_000).default(WINDOW_MINUTES)
/** A limit alone, within the usual window. */
const withinWindow = part.transform((at) => ({ at, minutes: WINDOW_MINUTES }))
const flag = z.boolean()

/** What a breaker that fires does, besides being latched. */
const deeds = {
  action: z.enum(['reduce', 'halt']).optional().describe('Only what makes positions smaller, or nothing of strategies'),
  cancel: flag.optional().describe('Cancel working orders that could open or add'),
  flatten: flag.optional().describe('Close positions at market'),
}

const off = z.literal('off')
/** A limit alone leaves the deeds to the profile. */
const breaker = <Limit extends z.ZodType<number>>(at: Limit) =>
  z.union([off, at.transform((limit) => ({ at: limit })), z.strictObject({ at, ...deeds })]).optional()

const breakers = z.strictObject({
  drawdown: breaker(part).describe('Equity below its highest mark, which never comes down by itself'),
  dailyLoss: breaker(part).describe('Equity below that of the last session’s end; lets go as the next session opens'),
  rapidDrawdown: z
    .union([off, withinWindow, z.strictObject({ at: part, minutes, ...deeds })])
    .optional()
    .describe('Equity below its highest mark of the last minutes'),
  strategyLoss: breaker(money).describe('What one strategy has lost, in the account’s currency'),
  equityUnknown: z
    .union([off, z.strictObject(deeds)])
    .optional()
    .describe('Equity that is not a number'),
  repeatedExecution: z
    .union([off, z.strictObject(deeds)])
    .optional()
    .describe('A strategy that executes the same again and again, or tries too many orders a second'),
  strategyFailed: z
    .union([off, z.strictObject(deeds)])
    .optional()
    .describe('A strategy that was stopped: it threw, looped or leaked'),
  reconciliation: z
    .union([off, z.strictObject(deeds)])
    .optional()
    .describe('Positions that two statements of the broker in a row have otherwise; lets go when the books agree'),
  stopRefused: z
    .union([off, z.strictObject(deeds)])
    .optional()
    .describe('Stops that the broker ends as soon as they are sent, three in a row: the position stands without one'),
  kill: z
    .strictObject({ flatten: flag.default(false) })
    .optional()
    .describe('What the kill switch does besides canceling everything'),
})

const monitors = z.strictObject({
  reconciliation: z
    .union([off, z.strictObject({ seconds: z.number().positive().max(86_400).default(10) })])
    .optional()
    .describe('Compares our books with the broker’s, so often at the most, where it has books of its own'),
  drawdown: z.union([off, part]).optional().describe('Tells of a drawdown from this part of the peak on'),
  dailyLoss: z.union([off, part]).optional().describe('Tells of a loss since the last session’s end'),
  rapidDrawdown: z
    .union([off, withinWindow, z.strictObject({ at: part, minutes })])
    .optional()
    .describe('Tells of a loss within minutes; the window of the breaker counts where both are on'),
  strategyLoss: z.union([off, money]).optional().describe('Tells of the loss of one strategy'),
  valueAtRisk: z.union([off, multiple]).optional().describe('Most that positions may lose in a day at 95 %, as a part of equity'),
  concentration: z.union([off, multiple]).optional().describe('Most that one asset may be, as a part of equity'),
  exposure: z
    .union([off, z.strictObject({ gross: multiple.optional(), net: multiple.optional() })])
    .optional()
    .describe('Most that may be held, added and netted, as parts of equity'),
  correlation: z
    .union([off, z.number().positive().max(2)])
    .optional()
    .describe('How far the correlation of two held assets may move over 20 sessions'),
})

const operatorDeed = z.strictObject({
  at: z.iso.datetime({ offset: true, error: 'write a time with its zone: "2020-03-09T14:00:00Z"' }),
  do: z.enum(['kill', 'unlatch', 'reduce', 'halt']),
  strategy: z.string().min(1).optional().describe('One strategy; the whole account when absent'),
  reason: z.string().trim().min(1, 'say why: it is kept'),
})

/** Fields of the config. */
export const breakerFields = {
  breakers: z
    .union([z.enum(['profile', 'off']), breakers])
    .default('profile')
    .describe(
      'Circuit breakers: those of the risk profile (research has those that limits and isolation bring along), with what is named here instead',
    ),
  monitors: z
    .union([z.enum(['profile', 'off']), monitors])
    .default('profile')
    .describe('What is watched after every mark and only told: as the risk profile has it, with what is named here instead'),
  operator: z.array(operatorDeed).default([]).describe('What an operator does in the run: kill, unlatch, reduce or halt, when and why'),
}

export type BreakerConfig = z.output<typeof breakers>
export type MonitorConfig = z.output<typeof monitors>
export type OperatorDeed = z.output<typeof operatorDeed>
