// From the config's names to the venue's models: fees, slippage and the matching policies.

import { type FeeModel, noFees, percentFees, perShareFees } from '../broker/simulated/fees.js'
import { ibkrFixedFees, ibkrTieredFees } from '../broker/simulated/ibkr-fees.js'
import type { VenuePolicy } from '../broker/simulated/policy.js'
import { bpsSlippage, noSlippage, type SlippageModel, tickSlippage, volumeShareSlippage } from '../broker/simulated/slippage.js'
import type { Instrument } from '../model/instrument.js'
import type { BacktestConfig } from './config.js'

export function venuePolicy(config: BacktestConfig): VenuePolicy {
  return {
    timing: config.timing,
    intrabar: config.intrabar,
    limit: config.limit,
    participation: config.participation === 'none' ? null : config.participation,
    childActivation: config.childActivation,
    session: config.session,
    fees: feeModel(config.fees),
    slippage: slippageModel(config.slippage),
  }
}

function feeModel(fees: BacktestConfig['fees']): FeeModel {
  if (fees === 'auto') return (order, time, instrument) => (isUsStock(instrument) ? ibkrFixedFees(order, time, instrument) : 0)
  if (fees === 'none') return noFees
  if (fees === 'ibkr-fixed') return ibkrFixedFees
  if (fees === 'ibkr-tiered') return ibkrTieredFees
  if ('fraction' in fees) return percentFees(fees.fraction)
  return perShareFees(fees.perShare, fees.minimum, fees.maximumFraction)
}

function slippageModel(slippage: BacktestConfig['slippage']): SlippageModel {
  if (slippage === 'auto') return tickSlippage(1)
  if (slippage === 'none') return noSlippage
  if ('ticks' in slippage) return tickSlippage(slippage.ticks)
  return 'bps' in slippage ? bpsSlippage(slippage.bps) : volumeShareSlippage(slippage.volumeShare)
}

/** What IBKR's US stock schedule applies to. */
export function isUsStock({ assetClass, currency }: Instrument): boolean {
  return (assetClass === 'equity' || assetClass === 'etf') && currency === 'USD'
}
