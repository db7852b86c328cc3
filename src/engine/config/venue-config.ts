// The fields of a backtest's config about where orders go: how long messages travel, and what one venue does otherwise than the others.

import { z } from 'zod'
import { type DelayRule, isInstant, type LatencyRule } from '../../broker/simulated/latency.js'
import { feesSchema, slippageSchema } from './cost-config.js'
import { fillFields } from './fill-config.js'

const milliseconds = z.number().min(0).max(3_600_000)

const delaySchema = z.union([
  z.literal('none'),
  milliseconds,
  z
    .strictObject({ median: milliseconds.positive(), p99: milliseconds.positive() })
    .refine(({ median, p99 }) => p99 >= median, 'the 99th percentile is not below the median'),
])

const latencySchema = z
  .union([
    z.literal('none'),
    z.strictObject({
      entry: delaySchema.default('none').describe('From a decision to the venue'),
      response: delaySchema.default('none').describe('From the venue back'),
      feed: delaySchema.default('none').describe('From the market to the strategy: it decides that much later'),
    }),
  ])
  .describe('How long messages travel, in milliseconds: fixed, or log-normal with a median and a 99th percentile')

const venueSchema = z.strictObject({
  fees: feesSchema.optional(),
  slippage: slippageSchema.optional(),
  spread: fillFields.spread.unwrap().optional(),
  latency: latencySchema.optional(),
})

export const venueFields = {
  latency: latencySchema.default('none'),
  venues: z
    .record(z.string(), venueSchema)
    .default({})
    .describe('What a venue does otherwise: fees, slippage, spread and latency, by the venue of the listings that trade there'),
}

export type LatencyConfig = z.output<typeof latencySchema>
type DelayConfig = z.output<typeof delaySchema>

/** Null where nothing is ever late. */
export function latencyRule(latency: LatencyConfig): LatencyRule | null {
  if (latency === 'none') return null
  const rule = { entry: delayRule(latency.entry), response: delayRule(latency.response), feed: delayRule(latency.feed) }
  return isInstant(rule) ? null : rule
}

function delayRule(delay: DelayConfig): DelayRule {
  return delay === 'none' ? 0 : delay
}

/** As the report prints it. */
export function latencyText(latency: LatencyConfig): string {
  const rule = latencyRule(latency)
  if (rule === null) return 'none: orders and reports arrive at once'
  return `entry ${delayText(rule.entry)}, response ${delayText(rule.response)}, feed ${delayText(rule.feed)}`
}

function delayText(delay: DelayRule): string {
  return typeof delay === 'number' ? `${delay} ms` : `${delay.median} ms (99 of 100 below ${delay.p99} ms)`
}

/** As the report prints it. */
export function venuesText(venues: z.output<typeof venueFields.venues>): string {
  const own = Object.entries(venues).map(([venue, policies]) => `${venue}: ${JSON.stringify(policies)}`)
  return own.length === 0 ? 'one policy for all' : own.join('; ')
}
