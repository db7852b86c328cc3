// The part of the config that is about pre-trade risk: the profile, and the limits of its controls.

import { z } from 'zod'
import { guardedLimits, type RiskLimits } from '../../risk/limits.js'
import { shareField } from './share-field.js'

const unlimited = z.literal('unlimited')

/** A bound, `unlimited` in plain words, or null: a control whose bound is missing refuses every order that opens or adds. */
const limit = <Bound extends z.ZodType>(bound: Bound) => z.union([bound, unlimited]).nullable().optional()

const money = z.number().positive()
const share = shareField(100)
const lots = z.number().min(0)
const times = z.number().int().min(1).max(100_000)
const lotsOrNone = z.union([lots, unlimited])

const limits = z.strictObject({
  orderValue: limit(money).describe('Most that an order is worth, in the account’s currency'),
  orderEquity: limit(share).describe('Most that an order is worth, a share of equity'),
  orderVolume: limit(share).describe('Most lots of an order, a share of the average daily volume of 20 sessions'),
  basketEquity: limit(share).describe('Most that all orders of a strategy within a second may open, added, a share of equity'),
  positionEquity: limit(share).describe('Most that a position in one asset could come to, long or short, a share of equity'),
  positionLots: z
    .union([lots, unlimited, z.record(z.string(), z.strictObject({ long: lotsOrNone.optional(), short: lotsOrNone.optional() }))])
    .nullable()
    .optional()
    .describe('Most lots of an instrument that could be held; or long and short by instrument id, with default for the rest'),
  concentration: limit(share).describe('Most that one asset could come to in all strategies, longs and shorts added, a share of equity'),
  strategyEquity: limit(share).describe('Most that all positions of a strategy could come to, added, a share of equity'),
  grossEquity: limit(share).describe('Most that all positions could come to, added, a share of equity'),
  netEquity: limit(share).describe(
    'Most that all positions on one side could come to, once those on the other are closed, a share of equity',
  ),
  priceTolerance: limit(share).describe('How far a limit may pay beyond the mark or its trigger, a share of it'),
  dataAge: limit(z.number().positive()).describe('Oldest market data to open or add on, in lengths of its bars'),
  dataJump: limit(z.number().positive()).describe('Largest move of the last bar to open or add on, in standard deviations'),
  dataSpread: limit(share).describe('Widest bid and ask to open or add on, a share of their middle'),
  repeatedExecutions: limit(z.strictObject({ count: times, seconds: z.number().positive() })).describe(
    'Orders of a strategy that fill on one side of an instrument within so many seconds before the strategy is stopped',
  ),
  messages: limit(
    z.strictObject({ reject: times, terminate: times, account: z.union([times, unlimited]).default(guardedLimits.messages.account) }),
  ).describe(
    'Orders a second of a strategy in an instrument: how many are sent, and how many it may try before it is stopped; account, how many all of them send',
  ),
  duplicateSeconds: limit(z.number().positive()).describe('Seconds within which the same order again is denied'),
  selfMatch: z.enum(['deny', 'unlimited']).nullable().optional().describe('Whether an order may meet one of the account’s own'),
  overExit: z.enum(['deny', 'unlimited']).nullable().optional().describe('Whether exits that work may come to more than their position'),
  dailyTrades: limit(z.number().int().min(0)).describe('Most entries of a strategy in a session'),
})

/** Fields of the config. */
export const riskFields = {
  riskProfile: z
    .enum(['research', 'guarded'])
    .default('research')
    .describe('Pre-trade risk: only what an order must be, and the limits that are named; or every limit, with its default'),
  limits: limits.default({}).describe('Limits of pre-trade risk, by name; unlimited switches one off, null lets nothing open or add'),
}

export interface RiskConfig {
  readonly riskProfile: 'research' | 'guarded'
  readonly limits: RiskLimits
}

/** Of the profile, with what the config names in its place. In `research` a limit that is not named is none. */
export function riskLimits({ riskProfile, limits: named }: RiskConfig): Required<RiskLimits> {
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
  return { ...(riskProfile === 'guarded' ? guardedLimits : noLimits), ...given }
}

const noLimits = Object.fromEntries(Object.keys(guardedLimits).map((name) => [name, 'unlimited'])) as Required<RiskLimits>

/** Whether any limit is in force: without one a run asks for no facts. */
export function isLimited(limits: RiskLimits): boolean {
  return Object.values(limits).some((one) => one !== 'unlimited')
}

/** Whether a limit counts lots of an instrument: an amount of money, whose lots the fill says, cannot be held to it. */
export function limitsLots({ positionLots, orderVolume }: RiskLimits, instrument: string): boolean {
  if (orderVolume !== 'unlimited') return true
  if (typeof positionLots !== 'object' || positionLots === null) return positionLots !== 'unlimited'
  const sides = positionLots[instrument] ?? positionLots.default
  return sides?.long !== 'unlimited' || sides.short !== 'unlimited'
}

/** How the assumptions of a run put it. */
export function riskText(config: RiskConfig): string {
  const always = 'finite numbers, order types, whole lots, ticks, prices that can be, ledger range, buying power'
  const inForce = Object.entries(riskLimits(config)).filter(([, value]) => value !== 'unlimited')
  const texts = inForce.map(([name, value]) => `${name} ${valueText(value)}`)
  return `${config.riskProfile}: ${[always, ...texts].join(', ')}`
}

function valueText(value: unknown): string {
  if (value === null) return 'missing: it refuses'
  if (typeof value !== 'object') return String(value)
  const parts = Object.entries(value)
  return parts.some(([, part]) => typeof part === 'object') ? parts.map(sidesText).join('; ') : Object.values(value).join('/')
}

function sidesText([instrument, sides]: [string, object]): string {
  return `${instrument}: ${Object.entries(sides)
    .map(([side, lots]) => `${side} ${lots}`)
    .join(', ')}`
}
