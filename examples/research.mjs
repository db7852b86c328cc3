// A first piece of research as a script, in the manner of a notebook: load bars, run a strategy, look at its trades, vary a parameter, keep a picture.
//
//   node examples/research.mjs [folder]        (the picture and the Arrow file go to the folder, else to where you are)

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { desc, op, table } from 'arquero'
import {
  backtest,
  crossesAbove,
  crossesBelow,
  defineStrategy,
  enterLong,
  exit,
  loadBars,
  sma,
  svgOf,
  toArrow,
  tradesTable,
  z,
} from 'trading-bench'

const folder = process.argv[2] ?? '.'

// 1. The bars: twenty years of the S&P 500, bundled. A CSV's path would do as well.
const bars = await loadBars('spx-1d')
console.log(`${bars.provenance.label}: ${bars.series[0].columns.length} bars\n`)

// 2. The strategy, written here. A file, or the name of one in strategies/, is taken too.
const cross = defineStrategy({
  name: 'cross',
  params: z.object({ fast: z.int().min(1).default(10), slow: z.int().min(2).default(30) }),
  indicators: (p) => ({ fast: sma('close', p.fast), slow: sma('close', p.slow) }),
  onBar({ position }, { fast, slow }) {
    if (position.isFlat && crossesAbove(fast, slow)) return enterLong()
    if (position.isLong && crossesBelow(fast, slow)) return exit('the fast average fell below the slow one')
  },
})

// 3. One run against buy-and-hold, its figures, and how sure they are.
const config = { cash: 50_000, slippage: { bps: 2 } }
const run = await backtest({ strategy: cross, data: bars, config, benchmark: 'buy-and-hold' })
const { sharpe, cagr, maxDrawdown } = run.metrics
const { interval } = run.intervals.sharpe
console.log(`Sharpe ratio ${sharpe.value.toFixed(2)}, 95 % interval ${interval.lower.toFixed(2)} to ${interval.upper.toFixed(2)}`)
console.log(`CAGR ${(100 * cagr.value).toFixed(1)} %, max drawdown ${(100 * maxDrawdown.value).toFixed(1)} %\n`)

// 4. The trades as a data frame: the best three, and what every year brought.
const trades = await tradesTable(run)
trades.orderby(desc('pnl')).select('entry_time', 'exit_time', 'entry_price', 'exit_price', 'pnl').print(3)
trades
  .derive({ year: (trade) => op.utcyear(trade.exit_time) })
  .groupby('year')
  .rollup({ trades: op.count(), pnl: op.sum('pnl') })
  .orderby('year')
  .print(25)

// 5. A small loop over a parameter. Every value tried makes the best of them less believable: this is for shape, not for picking.
const tried = []
for (const slow of [20, 30, 50, 100, 200]) {
  const { metrics, counts } = await backtest({ strategy: cross, params: { fast: 10, slow }, data: bars })
  tried.push({
    slow,
    trips: counts.roundTrips,
    sharpe: metrics.sharpe.value,
    cagr: metrics.cagr.value,
    drawdown: metrics.maxDrawdown.value,
  })
}
table({
  slow: tried.map((one) => one.slow),
  round_trips: tried.map((one) => one.trips),
  sharpe: tried.map((one) => one.sharpe),
  cagr: tried.map((one) => one.cagr),
  max_drawdown: tried.map((one) => one.drawdown),
}).print()

// 6. A picture of the run against its benchmark, and the trades for another tool.
await writeFile(join(folder, 'cross.svg'), await svgOf(run))
await writeFile(join(folder, 'trades.arrows'), await toArrow(trades))
console.log('written: cross.svg, trades.arrows')
