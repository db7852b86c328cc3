// The part of the config that is about sizes: the rule, its overrides by instrument, what caps them, and what a lot is.

import { z } from 'zod'
import type { Instrument } from '../../model/instrument.js'
import { allIn, allInLots } from '../../sizing/all-in.js'
import { allocation } from '../../sizing/allocation.js'
import { atrRisk } from '../../sizing/atr-risk.js'
import { bySymbol } from '../../sizing/by-symbol.js'
import { fixedLots, fixedNotional, fixedWeight } from '../../sizing/fixed.js'
import { kellySize } from '../../sizing/kelly.js'
import { portfolioWeights } from '../../sizing/portfolio-weights.js'
import { riskFraction } from '../../sizing/risk-fraction.js'
import type { SizeCaps } from '../../sizing/size-caps.js'
import type { Sizer } from '../../sizing/sizer.js'
import { twsAllocation } from '../../sizing/tws-allocation.js'
import { volatilityTarget } from '../../sizing/volatility-target.js'
import { percentText } from '../../std/percent-text.js'
import { limitsLots, type RiskConfig, riskLimits } from './risk-config.js'
import { shareField } from './share-field.js'

const amount = z.number().positive()
const bars = z.number().int().min(2).max(10_000)
const part = shareField(1)
const multiple = shareField(100)

const ruleSchema = z.union([
  z.enum(['allocation', 'all-in']),
  z.strictObject({ lots: z.number().int().positive() }),
  z.strictObject({ notional: amount }),
  z.strictObject({ weight: amount }),
  z.strictObject({ twsAllocation: amount }).describe('Up to 1000 it is shares, above it currency'),
  z.strictObject({ risk: part }).describe('Share of equity that the entry’s stop would lose'),
  z
    .strictObject({ atrRisk: part, multiple: amount.default(2), bars: bars.default(14) })
    .describe('Share of equity that a move of so many average true ranges would lose'),
  z
    .strictObject({ volatility: multiple, bars: bars.default(20), cap: multiple.default(1) })
    .describe('Annual volatility that the position is to have, at most at the cap’s weight'),
  z
    .strictObject({
      kelly: part,
      cap: part.default(0.25),
      winRate: part.optional(),
      payoff: amount.optional(),
      after: z.number().int().min(1).default(30),
      start: part.default(0.02),
    })
    .refine(({ winRate, payoff }) => (winRate === undefined) === (payoff === undefined), 'winRate and payoff go together')
    .describe('A fraction of the Kelly share, of given odds or of the round trips so far; start until there are enough of them'),
  z.strictObject({ weights: z.record(z.string(), amount) }).describe('The weight that an entry brings each instrument to'),
])

type SizingRule = z.output<typeof ruleSchema>

const cap = z.union([multiple, z.literal('none')]).optional()

/** Fields of the config. */
export const sizingFields = {
  sizing: ruleSchema
    .default('allocation')
    .describe(
      'Size of an Enter that names none: allocation is the share of equity ÷ instruments, all-in spends the cash at the fill price (in lots where a limit counts lots)',
    ),
  sizingBySymbol: z.record(z.string(), ruleSchema).default({}).describe('Rules of single instruments, by id: they go before sizing'),
  sizeCaps: z
    .strictObject({
      symbol: cap.describe('The most of equity in one instrument'),
      total: cap.describe('The most of equity in all of them'),
      cashReserve: part.optional().describe('The share of equity that no size spends'),
    })
    .default({})
    .describe('What bounds every size at its own price, target weights and sizes that a strategy names among them'),
  lotSize: z
    .enum(['instrument', 'whole', 'fractional'])
    .default('instrument')
    .describe('Units in a lot of stocks, funds, indices and coins: the instrument’s own, one, or a hundred-millionth'),
}

interface SizingConfig {
  readonly sizing: SizingRule
  readonly sizingBySymbol: Readonly<Record<string, SizingRule>>
}

export function sizerOf(config: SizingConfig & RiskConfig): Sizer {
  const limits = riskLimits(config)
  const all: Sizer = (context) => (limitsLots(limits, context.instrument.id) ? allInLots : allIn)(context)
  const own = Object.entries(config.sizingBySymbol).map(([id, rule]) => [id, sizerFor(rule, all)] as const)
  return bySymbol(sizerFor(config.sizing, all), new Map(own))
}

function sizerFor(rule: SizingRule, all: Sizer): Sizer {
  if (rule === 'allocation') return allocation
  if (rule === 'all-in') return all
  if ('lots' in rule) return fixedLots(rule.lots)
  if ('notional' in rule) return fixedNotional(rule.notional)
  if ('weight' in rule) return fixedWeight(rule.weight)
  if ('twsAllocation' in rule) return twsAllocation(rule.twsAllocation)
  if ('risk' in rule) return riskFraction(rule.risk)
  if ('atrRisk' in rule) return atrRisk(rule.atrRisk, rule.multiple, rule.bars)
  if ('volatility' in rule) return volatilityTarget(rule.volatility, rule.bars, rule.cap)
  if ('weights' in rule) return portfolioWeights(rule.weights)
  const { kelly: fraction, winRate, payoff, ...rest } = rule
  return kellySize({ fraction, ...rest, odds: winRate === undefined || payoff === undefined ? null : { winRate, payoff } })
}

/** Whether the size of an instrument is an amount of which the fill says how many lots it buys. */
export function sizesAtFill(config: SizingConfig & RiskConfig, instrument: string): boolean {
  return (config.sizingBySymbol[instrument] ?? config.sizing) === 'all-in' && !limitsLots(riskLimits(config), instrument)
}

/** By instrument whether its rule works sizes out, so that they may be less; a rule that names lots, an amount or a weight means what it says. */
export function worksOutSizes({ sizing, sizingBySymbol }: SizingConfig): (instrument: string) => boolean {
  const worksOut = (rule: SizingRule): boolean =>
    rule === 'allocation' || (typeof rule === 'object' && ('risk' in rule || 'atrRisk' in rule || 'volatility' in rule || 'kelly' in rule))
  const usual = worksOut(sizing)
  const own = new Map(Object.entries(sizingBySymbol).map(([id, rule]) => [id, worksOut(rule)]))
  return (instrument) => own.get(instrument) ?? usual
}

/** Null where nothing is capped. */
export function sizeCapsOf({ sizeCaps }: { readonly sizeCaps: z.output<typeof sizingFields.sizeCaps> }): SizeCaps | null {
  const { symbol = 'none', total = 'none', cashReserve = 0 } = sizeCaps
  if (symbol === 'none' && total === 'none' && cashReserve === 0) return null
  return { symbol: shareOf(symbol), total: shareOf(total), cashReserve }
}

function shareOf(limit: number | 'none'): number {
  return limit === 'none' ? Number.POSITIVE_INFINITY : limit
}

/** The bars over which sizes need ranges and volatilities: a run whose bars move has to follow them from the first. */
export function movesAsked({ sizing, sizingBySymbol }: SizingConfig): {
  readonly ranges: readonly number[]
  readonly volatilities: readonly number[]
} {
  const rules = [sizing, ...Object.values(sizingBySymbol)].filter((rule) => typeof rule === 'object')
  return {
    ranges: rules.flatMap((rule) => ('atrRisk' in rule ? [rule.bars] : [])),
    volatilities: rules.flatMap((rule) => ('volatility' in rule ? [rule.bars] : [])),
  }
}

const fractionalClasses: ReadonlySet<Instrument['assetClass']> = new Set(['equity', 'etf', 'index', 'crypto'])

/** The instrument with the lots that the run trades it in; itself where they are its own. */
export function inLotsOf(instrument: Instrument, lotSize: 'instrument' | 'whole' | 'fractional'): Instrument {
  if (lotSize === 'instrument' || !fractionalClasses.has(instrument.assetClass)) return instrument
  const lot = lotSize === 'whole' ? 1 : 1e-8
  return lot === instrument.lot ? instrument : Object.freeze({ ...instrument, lot })
}

/** How the assumptions of a run put a field of sizes; null for a field of something else. */
export function sizingText(name: string, value: unknown): string | null {
  if (name === 'sizing') return typeof value === 'object' ? ruleText(value as SizingRule) : null
  if (name === 'sizingBySymbol') {
    const rules = Object.entries(value as Readonly<Record<string, SizingRule>>)
    return rules.length === 0 ? 'none' : rules.map(([id, rule]) => `${id} ${ruleText(rule)}`).join(', ')
  }
  if (name !== 'sizeCaps') return null
  const { symbol = 'none', total = 'none', cashReserve = 0 } = value as z.output<typeof sizingFields.sizeCaps>
  return `a symbol ${capText(symbol)}, in total ${capText(total)}, cash reserve ${capText(cashReserve)}`
}

function ruleText(rule: SizingRule): string {
  if (typeof rule === 'string') return rule
  if ('risk' in rule) return `${percentText(rule.risk)} of equity to the stop`
  if ('atrRisk' in rule) return `${percentText(rule.atrRisk)} of equity in ${rule.multiple} × ATR(${rule.bars})`
  if ('volatility' in rule) return `${percentText(rule.volatility)} a year by ${rule.bars} bars, weight at most ${percentText(rule.cap)}`
  if ('kelly' in rule) return `${percentText(rule.kelly)} of Kelly, at most ${percentText(rule.cap)} of equity`
  return JSON.stringify(rule)
}

function capText(limit: number | 'none'): string {
  return limit === 'none' || limit === 0 ? 'none' : percentText(limit)
}
