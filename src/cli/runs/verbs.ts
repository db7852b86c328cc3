// The verbs that look at runs after they were made.

import { verb } from '../verb.js'
import { compareOptions, explainOptions, reportOptions, runsOptions, runsRemoveOptions } from './options.js'

export const runsVerbs = [
  verb({
    name: 'runs',
    summary: 'list the runs in reports/, the last one first',
    examples: ['bench runs', 'bench runs --sort sharpe --limit 10', 'bench runs --filter sma-cross --json'],
    options: runsOptions,
    run: async (_, options) => (await import('./list.js')).listAll(options),
  }),
  verb({
    name: 'runs rm',
    arguments: '<run...>',
    summary: 'remove runs, after a question',
    examples: ['bench runs rm sma-cross-1a2b3c4d', 'bench runs rm latest --yes'],
    options: runsRemoveOptions,
    run: async (names, options) => (await import('./rm.js')).removeRuns(names, options),
  }),
  verb({
    name: 'report',
    arguments: '<run>',
    summary: 'write the report of a run again; a run is its name, the beginning of it, latest, or a path',
    examples: ['bench report latest', 'bench report sma-cross-1a2b --out ~/sma.html', 'bench report latest --png --md'],
    options: reportOptions,
    run: async ([run = ''], options) => (await import('./report.js')).report(run, options),
  }),
  verb({
    name: 'compare',
    arguments: '<run> <run...>',
    summary: 'what differs between runs: metrics, parameters, data, code, and the first decision that differs and why',
    examples: ['bench compare sma-cross-1a2b3c4d sma-cross-5e6f7a8b', 'bench compare latest 1a2b --json'],
    options: compareOptions,
    run: async (names, options) => (await import('./compare.js')).compare(names, options),
  }),
  verb({
    name: 'explain',
    arguments: '<run>',
    summary: 'the life of a trade, an order or a denial: signal, sizing, controls, fills, costs',
    examples: ['bench explain latest', 'bench explain latest --trade 3', 'bench explain sma-cross-1a2b --denial 1 --json'],
    options: explainOptions,
    run: async ([run = ''], options) => (await import('./explain.js')).explain(run, options),
  }),
]
