// The verbs that run a strategy.

import { verb } from '../verb.js'
import { backtestOptions } from './options.js'

export const backtestVerbs = [
  verb({
    name: 'backtest',
    arguments: '<strategy>',
    summary: 'run a strategy over recorded bars; a strategy is a name in strategies/ or the path of a .ts or .js file',
    examples: [
      'bench backtest sma-cross --data spx-1d',
      'bench backtest sma-cross --data spx-1d --from 2005-01-01 --param fast=20 --cash 50000 --fees ibkr-fixed',
      'bench backtest ./my-strategy.ts --data prices.csv --benchmark none --json',
    ],
    options: backtestOptions,
    run: async ([strategy = ''], options) => (await import('./backtest.js')).backtest(strategy, options),
  }),
]
