// The files of a new project, by their names: small enough to be read whole, and every one of them works as it stands.

import { basename } from 'node:path'

export function projectFiles(folder: string): Readonly<Record<string, string>> {
  const name = basename(folder)
  return {
    'strategies/first.ts': strategy,
    'bench.yaml': config,
    'package.json': `${JSON.stringify(manifest(name), null, 2)}\n`,
    '.gitignore': 'node_modules/\nreports/\n',
    'README.md': readme(name),
  }
}

const strategy = `// Buys when a fast average rises above a slow one, sells when it falls below; a stop protects from the first moment.

import { crossesAbove, crossesBelow, defineStrategy, enterLong, exit, sma, z } from 'trading-bench'

export default defineStrategy({
  name: 'first',
  params: z.object({
    fast: z.int().min(1).default(20).describe('Bars in the fast average'),
    slow: z.int().min(2).default(100).describe('Bars in the slow average'),
    stop: z.number().positive().max(1).default(0.08).describe('Protective stop, a fraction below the close'),
  }),
  indicators: (p) => ({ fast: sma('close', p.fast), slow: sma('close', p.slow) }),
  onBar({ position }, { fast, slow }, p) {
    if (position.isFlat && crossesAbove(fast, slow)) return enterLong({ protect: { stop: { fraction: p.stop } } })
    if (position.isLong && crossesBelow(fast, slow)) return exit('the fast average fell below the slow one')
    return undefined
  },
})
`

const config = `# Read where a command says --config bench.yaml. "bench config" prints every key. A flag beats a variable, a variable beats this file.
data: spx-1d
cash: 100000
slippage: 2bps
benchmark: buy-and-hold
params:
  fast: 20
  slow: 100
`

/** npm takes small letters, digits, dots, dashes and underscores. */
function manifest(name: string): object {
  const plain = name.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')
  return {
    name: plain.replace(/^[-._]+|[-._]+$/g, '') || 'my-strategies',
    private: true,
    type: 'module',
    scripts: { backtest: 'bench backtest first --config bench.yaml', doctor: 'bench doctor' },
  }
}

function readme(name: string): string {
  return `# ${name}

- \`npm run backtest\` runs strategies/first.ts as bench.yaml says, and leaves a report under reports/.
- Change the strategy, or copy it: its name on the command line is the name of its file.
- \`bench data import PRICES.csv --symbol ABC\` brings bars of your own into datasets/; \`bench data ls\` lists them.
- \`bench backtest first --config bench.yaml --data abc-1d --param fast=10\` runs on them with another parameter; without \`--config\` the file is not read.
- \`bench backtest --help\` has every option, \`bench metrics\` what every figure means.
- \`npm link trading-bench\` gives an editor the types of what the strategy imports.
`
}
