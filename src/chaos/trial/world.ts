// A world: the market, the healthy strategies and the settings that things go wrong in. Loaded once, run many times.

import type { BacktestStrategy } from '../../engine/backtest-request.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import type { BarSeries } from '../../model/bar.js'

export interface World {
  readonly name: string
  readonly series: readonly BarSeries[]
  /** Currency pairs that only convert: nobody sees or trades them, and nothing goes wrong in them. */
  readonly rates?: readonly BarSeries[] | undefined
  /** Healthy ones; each says its allocation, so that a stranger beside them takes none of it. */
  readonly strategies: readonly BacktestStrategy[]
  readonly config: BacktestConfigInput
  /** The config that its runs are held to; its own where absent. Without a control it shows what the control would have kept. */
  readonly promised?: BacktestConfigInput | undefined
}
