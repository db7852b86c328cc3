// The part of the config that is about market filters: in what market nothing is opened.

import { z } from 'zod'
import { MINUTE_MS } from '../../model/time.js'
import type { StalenessRule } from '../../routing/filters/staleness.js'
import { type WindowRule, weekdays } from '../../routing/filters/trading-window.js'
import type { VolatilityRule } from '../../routing/filters/volatility.js'
import { shareField } from './share-field.js'

const minutes = z.number().min(0).max(1440).default(0)
const part = shareField(100)

const filters = z.strictObject({
  spreadBps: z
    .number()
    .min(0)
    .optional()
    .describe('The widest quote, in bps of its middle, recorded or modelled; an unknown one is too wide'),
  slippageBps: z.number().min(0).optional().describe('How far beyond its reference an entry may be filled'),
  staleAfter: z
    .union([z.strictObject({ bars: z.number().positive() }), z.strictObject({ seconds: z.number().positive() })])
    .optional()
    .describe('The age of the last trade, in lengths of a bar or seconds of trading'),
  window: z
    .strictObject({
      regular: z.boolean().default(true).describe('Only while a session is on'),
      afterOpenMinutes: minutes.describe('From so long after its open'),
      beforeCloseMinutes: minutes.describe('Up to so long before its close'),
      days: z.array(z.enum(weekdays)).min(1).optional().describe('Only on these days; on all when absent'),
    })
    .optional()
    .describe('Hours and days on which positions are opened, by the sessions of the instrument'),
  volatility: z
    .strictObject({
      measure: z.enum(['atr', 'sigma']).describe('Average true range of a bar ÷ price, or annual standard deviation of returns'),
      bars: z.number().int().min(2).max(10_000).default(20),
      min: part.default(0),
      max: part.optional(),
    })
    .refine(({ min, max = min }) => min <= max, 'min is above max: no volatility is between them')
    .refine(({ min, max }) => min > 0 || max !== undefined, 'neither min nor max is given: every volatility is between them')
    .optional()
    .describe('The bounds of volatility'),
})

/** Fields of the config. */
export const filterFields = {
  filters: filters.optional().describe('In what market nothing is opened; what only reduces is never held up'),
}

export type Filters = z.output<typeof filters>

export function stalenessRule(rule: NonNullable<Filters['staleAfter']>): StalenessRule {
  return 'bars' in rule ? rule : { ms: rule.seconds * 1000 }
}

export function windowRule({ regular, afterOpenMinutes, beforeCloseMinutes, days }: NonNullable<Filters['window']>): WindowRule {
  return { regular, afterOpenMs: afterOpenMinutes * MINUTE_MS, beforeCloseMs: beforeCloseMinutes * MINUTE_MS, days: days ?? null }
}

export function volatilityRule({ measure, bars, min, max }: NonNullable<Filters['volatility']>): VolatilityRule {
  return { measure, bars, min, max: max ?? Number.POSITIVE_INFINITY }
}

/** What the volatility filter will ask of moves. */
export function filterMoves({ volatility }: Filters): { readonly ranges: readonly number[]; readonly volatilities: readonly number[] } {
  const bars = volatility === undefined ? [] : [volatility.bars]
  return volatility?.measure === 'atr' ? { ranges: bars, volatilities: [] } : { ranges: [], volatilities: bars }
}

/** As the report prints it. */
export function filtersText({ spreadBps, slippageBps, staleAfter, window, volatility }: Filters): string {
  const parts = [
    spreadBps === undefined ? [] : [`a spread up to ${spreadBps} bps`],
    slippageBps === undefined ? [] : [`entries up to ${slippageBps} bps beyond their reference`],
    staleAfter === undefined
      ? []
      : [`a last trade up to ${'bars' in staleAfter ? `${staleAfter.bars} bars` : `${staleAfter.seconds} s`} old`],
    window === undefined ? [] : [windowText(window)],
    volatility === undefined ? [] : [volatilityText(volatility)],
  ].flat()
  return parts.length === 0 ? 'none' : `opens only with ${parts.join(', ')}`
}

function windowText({ regular, afterOpenMinutes, beforeCloseMinutes, days }: NonNullable<Filters['window']>): string {
  const hours = regular ? `from ${afterOpenMinutes} minutes after the open to ${beforeCloseMinutes} before the close` : 'at any hour'
  return days === undefined ? hours : `${hours}, on ${days.join(', ')}`
}

function volatilityText({ measure, bars, min, max }: NonNullable<Filters['volatility']>): string {
  return `${measure} of ${bars} bars from ${min}${max === undefined ? '' : ` to ${max}`}`
}
