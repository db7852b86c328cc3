// The verb that asks about all bars and all runs in SQL.

import { verb } from '../verb.js'
import { sqlOptions } from './options.js'

export const sqlVerbs = [
  verb({
    name: 'sql',
    arguments: '[query]',
    summary: 'ask all datasets and runs in SQL; without a query, what can be asked; with -, the query comes from stdin',
    examples: [
      'bench sql',
      'bench sql \'SELECT year(open_time) AS year, max(close) FROM "spx-1d" GROUP BY ALL ORDER BY ALL\'',
      "bench sql 'SELECT run_id, params, sharpe, max_drawdown FROM runs ORDER BY sharpe DESC' --json",
      "bench sql 'FROM trades WHERE pnl < 0' --out losers.parquet",
    ],
    options: sqlOptions,
    run: async ([query], options) => (await import('./sql.js')).sql(query, options),
  }),
]
