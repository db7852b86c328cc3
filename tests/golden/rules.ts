// The rules of the backtest goldens as strategies: each follows the `rule` text of its file.

import { z } from 'zod'
import { highest } from '../../src/indicators/highest.js'
import type { IndicatorDefinition } from '../../src/indicators/indicator.js'
import { crossesAbove, crossesBelow } from '../../src/indicators/line.js'
import { lowest } from '../../src/indicators/lowest.js'
import { rsi } from '../../src/indicators/rsi.js'
import { sma } from '../../src/indicators/sma.js'
import { limit, stop } from '../../src/model/order-price.js'
import { enterLong, enterShort, exit, type Protection } from '../../src/model/signal.js'
import { defineStrategy, type Strategy } from '../../src/strategy/define-strategy.js'
import { pandasMean } from './pandas-mean.js'

/** Parameters as the golden file has them. */
const params = z.record(z.string(), z.number())

type Mean = (period: number) => IndicatorDefinition<'value'>

/** `exact` is ours; `pandas` sums as pandas does, where ties between averages hang on rounding noise. */
export type MeanOf = 'exact' | 'pandas'

const means: Record<MeanOf, Mean> = { exact: (period) => sma('close', period), pandas: pandasMean }

/** The strategy of a rule, by the id's middle part: `sma_10_30`, `donchian_20_10`, … */
export function ruleOf(id: string, mean: MeanOf): Strategy | null {
  const [, make] = Object.entries(rules).find(([prefix]) => id.startsWith(prefix)) ?? []
  return make === undefined ? null : (make(means[mean]) as unknown as Strategy)
}

const rules = {
  sma: smaCross,
  reversal,
  rsi14: rsiLevels,
  donchian,
  limit_dip: limitDip,
  bracket_fill: (mean: Mean) =>
    bracket(mean, (_close, p) => ({ stop: { fraction: p.sl as number }, target: { fraction: p.tp as number } })),
  bracket_signal: (mean: Mean) =>
    bracket(mean, (close, p) => ({ stop: close * (1 - (p.sl as number)), target: close * (1 + (p.tp as number)) })),
  short_stop: shortStop,
  trail_high: trailFromHigh,
  trail: trailFromClose,
  native_trail: nativeTrail,
}

function averages(mean: Mean, p: Record<string, number>) {
  return { fast: mean(p.fast as number), slow: mean(p.slow as number) }
}

function smaCross(mean: Mean) {
  return defineStrategy({
    name: 'sma',
    params,
    indicators: (p) => averages(mean, p),
    onBar({ position }, { fast, slow }) {
      if (position.isFlat && crossesAbove(fast, slow)) return enterLong({ timeInForce: 'GTC' })
      if (position.isLong && crossesBelow(fast, slow)) return exit()
      return undefined
    },
  })
}

function reversal(mean: Mean) {
  return defineStrategy({
    name: 'reversal',
    params,
    indicators: (p) => averages(mean, p),
    onBar({ position }, { fast, slow }) {
      if (!position.isLong && crossesAbove(fast, slow)) return enterLong({ timeInForce: 'GTC' })
      if (!position.isShort && crossesBelow(fast, slow)) return enterShort({ timeInForce: 'GTC' })
      return undefined
    },
  })
}

function rsiLevels() {
  return defineStrategy({
    name: 'rsi',
    params,
    indicators: (p) => ({ strength: rsi(p.period as number) }),
    onBar({ position }, { strength }, p) {
      if (position.isFlat && strength.now < (p.low as number)) return enterLong({ timeInForce: 'GTC' })
      if (position.isLong && strength.now > (p.high as number)) return exit()
      return undefined
    },
  })
}

function donchian() {
  return defineStrategy({
    name: 'donchian',
    params,
    indicators: (p) => ({ top: highest('high', p.entry as number), bottom: lowest('low', p.exit as number) }),
    onBar({ position }, { top, bottom }) {
      return position.isFlat ? enterLong({ order: stop(top.now), timeInForce: 'GTC' }) : exit({ order: stop(bottom.now) })
    },
  })
}

function limitDip() {
  return defineStrategy({
    name: 'limit-dip',
    params,
    onBar({ bar, position }, _lines, p) {
      if (position.isFlat) return enterLong({ order: limit(bar.close * (1 - (p.dip as number))), timeInForce: 'GTC' })
      return position.barsHeld >= (p.hold as number) ? exit() : undefined
    },
  })
}

function bracket(mean: Mean, protect: (close: number, p: Record<string, number>) => Protection) {
  return defineStrategy({
    name: 'bracket',
    params,
    indicators: (p) => averages(mean, p),
    onBar({ bar, position }, { fast, slow }, p) {
      if (!position.isFlat || !crossesAbove(fast, slow)) return undefined
      return enterLong({ protect: protect(bar.close, p), timeInForce: 'GTC' })
    },
  })
}

function shortStop(mean: Mean) {
  return defineStrategy({
    name: 'short-stop',
    params,
    indicators: (p) => averages(mean, p),
    onBar({ position }, { fast, slow }, p) {
      if (position.isFlat && crossesBelow(fast, slow))
        return enterShort({ protect: { stop: { fraction: p.sl as number } }, timeInForce: 'GTC' })
      if (position.isShort && crossesAbove(fast, slow)) return exit()
      return undefined
    },
  })
}

/** A trailing stop by hand, moved at each close under the highest close since the entry. */
function trailFromClose(mean: Mean) {
  return defineStrategy({
    name: 'trail',
    params,
    indicators: (p) => averages(mean, p),
    memory: () => ({ peak: 0 }),
    onBar({ bar, position, memory }, { fast, slow }, p) {
      if (position.isLong) {
        memory.peak = position.barsHeld === 0 ? bar.close : Math.max(memory.peak, bar.close)
        return exit({ order: stop(memory.peak * (1 - (p.trail as number))) })
      }
      return crossesAbove(fast, slow) ? enterLong({ timeInForce: 'GTC' }) : undefined
    },
  })
}

/** Either of the two with a stop that trails by itself: `trailAnchor` says behind what. */
function nativeTrail(mean: Mean) {
  return defineStrategy({
    name: 'native-trail',
    params,
    indicators: (p) => averages(mean, p),
    onBar({ position }, { fast, slow }, p) {
      if (!position.isFlat || !crossesAbove(fast, slow)) return undefined
      return enterLong({ protect: { trail: { fraction: p.trail as number } }, timeInForce: 'GTC' })
    },
  })
}

/** The same under the highest high since the fill, which itself is the first peak. */
function trailFromHigh(mean: Mean) {
  return defineStrategy({
    name: 'trail-high',
    params,
    indicators: (p) => averages(mean, p),
    memory: () => ({ peak: 0 }),
    onBar({ bar, position, memory }, { fast, slow }, p) {
      if (position.isLong) {
        memory.peak = position.barsHeld === 0 ? position.averagePrice : Math.max(memory.peak, bar.high)
        return exit({ order: stop(memory.peak * (1 - (p.trail as number))) })
      }
      return crossesAbove(fast, slow) ? enterLong({ timeInForce: 'GTC' }) : undefined
    },
  })
}
