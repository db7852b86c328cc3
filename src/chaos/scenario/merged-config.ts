// A config with another laid over it: what a scenario takes away is said in the words of the config.

import type { BacktestConfigInput } from '../../engine/config/config.js'

/** Group by group; what is no group takes the place of the other. */
export function merged(config: BacktestConfigInput, over: BacktestConfigInput): BacktestConfigInput {
  const groups = Object.entries(over).map(([name, value]) => {
    const own = config[name as keyof BacktestConfigInput]
    return [name, isGroup(own) && isGroup(value) ? { ...own, ...value } : value] as const
  })
  return { ...config, ...Object.fromEntries(groups) }
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
