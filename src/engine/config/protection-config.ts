// The part of the config that is about protection: whether an entry needs a stop, and what the stop is that it is given.

import { z } from 'zod'
import { percentText } from '../../std/percent-text.js'
import type { ProtectionRule } from '../planning/plan-protection.js'
import { shareField } from './share-field.js'

const part = shareField(1)

/** Fields of the config. */
export const protectionFields = {
  protection: z
    .strictObject({
      required: z
        .enum(['none', 'deny', 'default'])
        .optional()
        .describe(
          'An entry without a stop is let through, denied, or given the default one; absent, it is default in guarded and where a stop is described, else none',
        ),
      default: part
        .refine(
          (share) => share > 0 && share < 1,
          'a stop at the fill sells at once, and one a whole price away never: write more than 0 and less than 100%',
        )
        .optional()
        .describe('Where the stop stands that we give: this share of the fill’s price away, above 0 and below 1; 2% when absent'),
      order: z
        .enum(['stop', 'trailing-stop', 'trailing-stop-limit'])
        .optional()
        .describe('What it is, a stop when absent; one that trails follows the price at that distance'),
      limitOffset: part
        .optional()
        .describe('How far beyond its trigger a trailing-stop-limit still trades, a share of the fill’s price; 0.5% when absent'),
    })
    .refine((config) => config.required !== 'none' || !isDescribed(config), 'required: none gives no stop: leave out what it would be')
    .refine(
      ({ order, limitOffset }) => limitOffset === undefined || order === 'trailing-stop-limit',
      'limitOffset is of order: trailing-stop-limit; another stop has no limit',
    )
    .default({})
    .describe('Whether what opens or adds has to carry a stop; then there is exactly one over each whole position, always'),
}

type ProtectionConfig = z.output<typeof protectionFields.protection>

function isDescribed(config: Readonly<Partial<Record<'default' | 'order' | 'limitOffset', unknown>>>): boolean {
  return (config.default ?? config.order ?? config.limitOffset) !== undefined
}

/** Null where nothing needs a stop. Who describes the stop that is given wants it given. */
export function protectionRule(config: ProtectionConfig, isGuarded: boolean): ProtectionRule | null {
  const {
    required: rule = isGuarded || isDescribed(config) ? 'default' : 'none',
    default: distance = 0.02,
    order = 'stop',
    limitOffset = 0.005,
  } = config
  if (rule === 'none') return null
  return { isGiven: rule === 'default', distance, order, limitOffset }
}

/** How the assumptions of a run put it. */
export function protectionText(config: ProtectionConfig, isGuarded: boolean): string {
  const rule = protectionRule(config, isGuarded)
  if (rule === null) return 'none: entries may go without a stop'
  const limit = rule.order === 'trailing-stop-limit' ? ` and a limit ${percentText(rule.limitOffset)} beyond` : ''
  const stop = `${rule.order} ${percentText(rule.distance)} from the fill${limit}`
  return rule.isGiven
    ? `an entry without a stop gets one: ${stop}`
    : `an entry without a stop is denied; a stop that is lost comes back, else ${stop}`
}
