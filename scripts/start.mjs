// `npm start`: makes the clone ready, then backtests the moving-average cross over the bundled S&P 500 and leaves a report under reports/.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import './setup.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const { status } = spawnSync(
  process.execPath,
  ['dist/cli/bench.js', 'backtest', 'sma-cross', '--data', 'spx-1d', '--benchmark', 'buy-and-hold'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
process.exit(status ?? 1)
