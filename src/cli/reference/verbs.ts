// The verbs that say what things mean.

import { backtestOptions } from '../backtest/options.js'
import { json } from '../output-options.js'
import { verb } from '../verb.js'

export const referenceVerbs = [
  verb({
    name: 'metrics',
    arguments: '[id]',
    summary: 'what each metric means: formula, basis, source',
    examples: ['bench metrics', 'bench metrics --explain sharpe', 'bench metrics --metrics quantstats --json'],
    options: {
      explain: { group: 'Output', belongs: 'line', description: 'the whole contract of one metric, or of all' },
      metrics: { ...backtestOptions.metrics, group: 'Output', belongs: 'line', description: 'as that library defines them' },
      ...json,
    },
    run: async ([id], options) => (await import('./metrics.js')).metrics(id, options),
  }),
  verb({
    name: 'config',
    summary: 'the keys of a config file, with their defaults; or their JSON Schema for an editor',
    examples: ['bench config', 'bench config --schema > bench.schema.json'],
    options: { schema: { group: 'Output', belongs: 'line', description: 'print the JSON Schema' } },
    run: async (_, options) => (await import('./config.js')).config(options),
  }),
]
