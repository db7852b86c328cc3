// The verbs of the chaos laboratory.

import { verb } from '../verb.js'
import { chaosRunOptions } from './options.js'

export const chaosVerbs = [
  verb({
    name: 'chaos run',
    summary: 'run scenarios in which something goes wrong, and judge who stopped it',
    examples: ['bench chaos run', 'bench chaos run --scenario infinium-2010 --seeds 20 --json'],
    options: chaosRunOptions,
    run: async (_, options) => (await import('./run.js')).runChaos(options),
  }),
]
