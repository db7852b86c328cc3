// The fields of a backtest's config about the market as a whole: what our own trades do to prices, and what halts trading.

import { z } from 'zod'
import type { HaltRules } from '../../broker/simulated/halts/halts.js'
import type { ImpactRules } from '../../broker/simulated/impact/bar-mover.js'
import { MINUTE_MS } from '../../model/time.js'

const coefficients = z.strictObject({
  y: z.number().min(0).default(1).describe('Daily standard deviations that a displaced day’s volume moves the price by, until it decays'),
  kappa: z.number().min(0).default(1).describe('Daily standard deviations that a day’s volume bought moves the price by for good'),
  tauMinutes: z.number().positive().default(30).describe('Minutes in which displaced volume decays to a 1/e part'),
  feedback: z.number().min(0).default(0).describe('Share by which volatility rises when a day’s volume is displaced'),
  sigma: z.number().positive().max(10).optional().describe('Daily volatility of every listing; from the last 20 sessions when absent'),
  volume: z.number().positive().optional().describe('Daily units of every listing; from the last 20 sessions when absent'),
})

export const marketFields = {
  impact: z
    .union([z.enum(['none', 'square-root']), coefficients])
    .default('none')
    .describe('What our fills do to later prices: none, or the square-root model, with its coefficients'),
  halts: z
    .union([
      z.literal('none'),
      z.strictObject({
        luld: z.boolean().default(false).describe('Limit Up-Limit Down: bands and pauses of US stocks, on bars of a minute or less'),
        marketWide: z.string().min(1).optional().describe('The series of the S&P 500 whose falls halt the market'),
      }),
    ])
    .default('none')
    .describe('What halts trading beside the recorded halts'),
}

type Impact = z.output<typeof marketFields.impact>
type HaltConfig = z.output<typeof marketFields.halts>

/** Null for none. */
export function impactRules(impact: Impact): ImpactRules | null {
  if (impact === 'none') return null
  const { tauMinutes, sigma = null, volume = null, ...rest } = impact === 'square-root' ? coefficients.parse({}) : impact
  return { ...rest, tauMs: tauMinutes * MINUTE_MS, sigma, volume }
}

export function haltRules(halts: HaltConfig): HaltRules {
  return halts === 'none' ? { luld: false, marketWide: null } : { luld: halts.luld, marketWide: halts.marketWide ?? null }
}

/** As the report prints it. */
export function impactText(impact: Impact): string {
  const rules = impactRules(impact)
  if (rules === null) return 'none: our size does not move the price'
  const { y, kappa, tauMs, feedback, sigma, volume } = rules
  const parts = [`Y ${y}`, `κ ${kappa}`, `τ ${tauMs / MINUTE_MS} minutes`, ...(feedback > 0 ? [`volatility feedback ${feedback}`] : [])]
  const days = [sigma === null ? null : `${sigma} daily volatility`, volume === null ? null : `${volume} units a day`]
  const given = days.filter((part) => part !== null)
  const estimated =
    given.length === 2 ? '' : given.length === 1 ? ', the rest from the last 20 sessions' : 'volatility and volume of the last 20 sessions'
  return `square-root: ${parts.join(', ')}; ${given.join(', ')}${estimated}`
}

/** As the report prints it. */
export function haltsText(halts: HaltConfig): string {
  const { luld, marketWide } = haltRules(halts)
  const parts = [...(luld ? ['Limit Up-Limit Down'] : []), ...(marketWide === null ? [] : [`the market with ${marketWide}: 7, 13, 20 %`])]
  return parts.length === 0 ? 'none but the recorded ones' : parts.join('; ')
}
