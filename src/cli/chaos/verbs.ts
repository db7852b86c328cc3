// The verbs of the chaos laboratory.

import { verb } from '../verb.js'
import { chaosRunOptions, chaosSwarmOptions } from './options.js'

export const chaosVerbs = [
  verb({
    name: 'chaos run',
    summary: 'run scenarios in which something goes wrong, and judge who stopped it',
    examples: ['bench chaos run', 'bench chaos run --scenario infinium-2010 --seeds 20 --json'],
    options: chaosRunOptions,
    run: async (_, options) => (await import('./run.js')).runChaos(options),
  }),
  verb({
    name: 'chaos swarm',
    summary: 'hold schedules that seeds draw to the invariants, and shrink those that break one',
    examples: ['bench chaos swarm --seeds 200', 'bench chaos swarm --world minutes --first-seed 1000 --out chaos/corpus'],
    options: chaosSwarmOptions,
    run: async (_, options) => (await import('./swarm.js')).swarmChaos(options),
  }),
]
