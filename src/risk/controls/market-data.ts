// FIA 3.1: nothing is opened or added to on market data that is missing, impossible, old, halted, crossed or far from what it was.

import type { Denial } from '../../model/denial.js'
import { type Instrument, isPrice } from '../../model/instrument.js'
import { dataStale, spreadTooWide } from '../../model/market-denials.js'
import type { MarketFacts } from '../../model/market-facts.js'
import { toldApart } from '../../std/told-apart.js'
import { onlyReduces } from '../account-model.js'
import { isBound, limitMissing } from '../bound.js'
import type { Control } from '../control.js'
import type { RiskLimits } from '../limits.js'
import type { RiskFacts } from '../risk-facts.js'

type DataLimits = Pick<RiskLimits, 'dataAge' | 'dataJump' | 'dataSpread'>

/** Before there are enough moves to know how large they are, one by more than a fifth is one too many. */
const UNSEASONED_MOVE = 0.2

/** Halted, crossed and impossible data is refused whatever the limits are. */
export function marketData(limits: DataLimits, facts: RiskFacts): Control {
  return (intent, _account, instrument) => {
    if (onlyReduces(intent)) return null
    const market = facts.market(instrument.id)
    return invalid(market, instrument) ?? stale(market, limits) ?? jumped(market, limits) ?? badQuote(market, limits)
  }
}

function invalid({ close, isHalted }: MarketFacts, instrument: Instrument): Denial | null {
  const { id } = instrument
  if (!isPrice(close, instrument)) return { code: 'MARKET_DATA_INVALID', context: { instrument: id, close: told(close) } }
  return isHalted ? { code: 'MARKET_HALTED', context: { instrument: id } } : null
}

function stale({ ageMs, barMs }: MarketFacts, { dataAge }: DataLimits): Denial | null {
  if (dataAge === 'unlimited') return null
  if (!isBound(dataAge)) return limitMissing('dataAge')
  return ageMs <= dataAge * barMs ? null : dataStale(ageMs, dataAge * barMs)
}

function jumped({ jump, move }: MarketFacts, { dataJump }: DataLimits): Denial | null {
  if (dataJump === 'unlimited') return null
  if (!isBound(dataJump)) return limitMissing('dataJump')
  if (!Number.isNaN(jump)) return jump <= dataJump ? null : jumpBeyond('sigmas', jump, dataJump)
  return Number.isNaN(move) || move <= UNSEASONED_MOVE ? null : jumpBeyond('move', move, UNSEASONED_MOVE)
}

function jumpBeyond(measure: 'sigmas' | 'move', jump: number, most: number): Denial {
  const [rounded, limit] = toldApart(jump, most, 2)
  return { code: 'PRICE_JUMP', context: { [measure]: told(rounded), limit } }
}

/** JSON has no number that is not finite. */
function told(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

function badQuote({ bid, ask }: MarketFacts, { dataSpread }: DataLimits): Denial | null {
  if (ask < bid) return { code: 'QUOTE_CROSSED', context: { bid, ask } }
  if (dataSpread === 'unlimited') return null
  if (!isBound(dataSpread)) return limitMissing('dataSpread')
  // Nobody quotes. Where one side alone does, the spread is as wide as can be.
  if (Number.isNaN(bid) && Number.isNaN(ask)) return null
  const spread = (2 * (ask - bid)) / Math.abs(ask + bid)
  return spread <= dataSpread ? null : spreadTooWide(spread, dataSpread)
}
