// What goes wrong in the data, as faults: they are in the bars before a run begins.

import { badTick } from './data/bad-tick.js'
import { crossedQuote } from './data/crossed-quote.js'
import { delayedOpen } from './data/delayed-open.js'
import { dstSlip } from './data/dst-slip.js'
import { duplicateBars } from './data/duplicate-bars.js'
import { earlyData } from './data/early-data.js'
import { frozenPrices } from './data/frozen-prices.js'
import { halfAdjustedSplit } from './data/half-adjusted-split.js'
import { halt } from './data/halt.js'
import { missingBars } from './data/missing-bars.js'
import { nanPrice } from './data/nan-price.js'
import { negativePrice } from './data/negative-price.js'
import { outOfOrder } from './data/out-of-order.js'
import { spoiltPrice } from './data/spoilt-price.js'
import { timeZoneSlip } from './data/time-zone-slip.js'
import { unadjustedSplit } from './data/unadjusted-split.js'
import { volatilityBurst } from './data/volatility-burst.js'
import { wideSpread } from './data/wide-spread.js'
import { zeroPrice } from './data/zero-price.js'
import { zeroVolume } from './data/zero-volume.js'

export const dataFaults = [
  missingBars,
  frozenPrices,
  duplicateBars,
  outOfOrder,
  badTick,
  unadjustedSplit,
  halfAdjustedSplit,
  zeroPrice,
  negativePrice,
  nanPrice,
  spoiltPrice,
  halt,
  delayedOpen,
  crossedQuote,
  wideSpread,
  zeroVolume,
  earlyData,
  timeZoneSlip,
  dstSlip,
  volatilityBurst,
] as const
