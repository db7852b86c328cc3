// What `trading-bench` is to an isolated strategy: everything a strategy is written with, and nothing that loads, runs or saves.
// biome-ignore-all assist/source/organizeImports: the exports stand in the order of src/index.ts

export { z } from 'zod'
export { defineStrategy } from '../define-strategy.js'
export {
  limit,
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  relative,
  stop,
  stopLimit,
  trailingStop,
  trailingStopLimit,
} from '../../model/order-price.js'
export { sessionOn, timeOfDay } from '../../data/time-of-day.js'
export { amend, cancel, enterLong, enterShort, exit, target } from '../../model/signal.js'
export { wholeDown } from '../../std/whole-down.js'
export { crossesAbove, crossesBelow } from '../../indicators/line.js'
export { adx } from '../../indicators/adx.js'
export { atr } from '../../indicators/atr.js'
export { bollinger } from '../../indicators/bollinger.js'
export { directional } from '../../indicators/directional.js'
export { donchian } from '../../indicators/donchian.js'
export { ema } from '../../indicators/ema.js'
export { highest } from '../../indicators/highest.js'
export { lowest } from '../../indicators/lowest.js'
export { macd } from '../../indicators/macd.js'
export { momentum } from '../../indicators/momentum.js'
export { obv } from '../../indicators/obv.js'
export { roc } from '../../indicators/roc.js'
export { rsi } from '../../indicators/rsi.js'
export { sma } from '../../indicators/sma.js'
export { std } from '../../indicators/standard-deviation.js'
export { stochastic } from '../../indicators/stochastic.js'
export { trueRange } from '../../indicators/true-range.js'
export { cumulativeVwap, vwap } from '../../indicators/vwap.js'
export { wma } from '../../indicators/wma.js'
export { BenchError } from '../../std/errors.js'
