// The verbs of the chaos laboratory.

import { verb } from '../verb.js'
import { chaosListOptions, chaosReplayOptions, chaosRunOptions, chaosShrinkOptions, chaosSwarmOptions } from './options.js'

export const chaosVerbs = [
  verb({
    name: 'chaos list',
    summary: 'what can go wrong and with which parameters, the scenarios, their worlds, and the corpus',
    examples: ['bench chaos list', 'bench chaos list --json'],
    options: chaosListOptions,
    run: async (_, options) => (await import('./list.js')).listChaos(options),
  }),
  verb({
    name: 'chaos run',
    summary: 'run scenarios in which something goes wrong, and judge who stopped it',
    examples: [
      'bench chaos run',
      'bench chaos run --seeds 200 --out verdict',
      'bench chaos run --scenario infinium-2010 --seeds 20 --json',
      'bench chaos run --schedule storm.yaml --world days',
      'bench chaos run --strategy my-strategy.ts',
      'bench chaos run --strategy my-strategy.ts --condition stressed-gaps --seed 3',
    ],
    options: chaosRunOptions,
    run: async (_, options) => (await import('./run.js')).runChaos(options),
  }),
  verb({
    name: 'chaos replay',
    arguments: '<name>',
    summary: 'one run again, with all that happened in it: scenario@seed, swarm/world@seed, corpus/case or a file',
    examples: ['bench chaos replay infinium-2010@3', 'bench chaos replay swarm/minutes@12', 'bench chaos replay storm.yaml --world days'],
    options: chaosReplayOptions,
    run: async ([run = ''], options) => (await import('./replay.js')).replayChaos(run, options),
  }),
  verb({
    name: 'chaos shrink',
    arguments: '<name>',
    summary: 'the smallest schedule at which a run still fails as it does',
    examples: ['bench chaos shrink swarm/minutes@12', 'bench chaos shrink storm.yaml --out chaos/corpus/storm.json'],
    options: chaosShrinkOptions,
    run: async ([run = ''], options) => (await import('./shrink.js')).shrinkChaos(run, options),
  }),
  verb({
    name: 'chaos swarm',
    summary: 'hold schedules that seeds draw to the invariants, and shrink those that break one',
    examples: ['bench chaos swarm --seeds 200', 'bench chaos swarm --world minutes --first-seed 1000 --out chaos/corpus'],
    options: chaosSwarmOptions,
    run: async (_, options) => (await import('./swarm.js')).swarmChaos(options),
  }),
]
