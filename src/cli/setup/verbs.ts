// The verbs that make a place to work in, look after it, and teach the shell.

import { dataImportOptions } from '../data/import-options.js'
import { json } from '../output-options.js'
import { oneOf } from '../readers.js'
import { verb } from '../verb.js'

export const setupVerbs = [
  verb({
    name: 'init',
    arguments: '[folder]',
    summary: 'make a folder with a first strategy, its config and how to run it; files that are there stay as they are',
    examples: ['bench init my-strategies', 'bench init .'],
    options: json,
    run: async ([folder = '.'], options) => (await import('./init.js')).init(folder, options),
  }),
  verb({
    name: 'doctor',
    summary: 'look whether everything that bench needs is there and in order; exit code 1 where something is not',
    examples: ['bench doctor', 'bench doctor --json'],
    options: {
      catalog: dataImportOptions.catalog,
      out: { group: 'Output', belongs: 'line', value: 'DIR', description: 'folder that gets the run directories', default: 'reports' },
      ...json,
    },
    run: async (_, options) => (await import('./doctor.js')).doctor(options),
  }),
  verb({
    name: 'completion',
    arguments: '<shell>',
    summary: 'print what makes bash, zsh or fish complete verbs, flags, data, strategies and runs',
    examples: [
      'eval "$(bench completion bash)"',
      'bench completion zsh >> ~/.zshrc',
      'bench completion fish > ~/.config/fish/completions/bench.fish',
    ],
    options: {},
    run: async ([shell = '']) => (await import('./completion.js')).completion(oneOf('bash', 'zsh', 'fish')(shell)),
  }),
]
