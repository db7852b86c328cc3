// From the config's names to the venue's models: fees, slippage and the matching policies.

import { type FeeModel, noFees, percentFees, perShareFees } from '../../broker/simulated/fees.js'
import { ibkrFixedFees, ibkrTieredFees } from '../../broker/simulated/ibkr-fees.js'
import type { VenuePolicy } from '../../broker/simulated/policy.js'
import { regulatoryFees } from '../../broker/simulated/regulatory-fees.js'
import { bpsSlippage, noSlippage, type SlippageModel, tickSlippage, volumeShareSlippage } from '../../broker/simulated/slippage.js'
import type { Instrument } from '../../model/instrument.js'
import type { BacktestConfig, BacktestConfigInput } from '../config/config.js'
import { limitRule, spreadRule } from '../config/fill-config.js'

/** `market`: what moves and what halts the bars of the run. */
function venuePolicy(config: BacktestConfig, market: Pick<VenuePolicy, 'halts' | 'impact'>): VenuePolicy {
  return {
    timing: config.timing,
    intrabar: config.intrabar,
    limit: limitRule(config.limit, config.seed),
    spread: spreadRule(config.spread),
    trailAnchor: config.trailAnchor,
    participation: config.participation === 'none' ? null : config.participation,
    childActivation: config.childActivation,
    session: config.session,
    gtc: config.gtc,
    staleAfter: config.staleAfter === 'never' ? null : config.staleAfter,
    ...market,
    fees: feeModel(config.fees),
    regulatory: config.regulatoryFees === 'us' ? regulatoryFees(isUsStock) : null,
    slippage: slippageModel(config.slippage),
  }
}

/** The policy of each listing: the run's, with what its venue does otherwise. */
export function venuePolicies(config: BacktestConfig, market: Pick<VenuePolicy, 'halts' | 'impact'>): (listing: Instrument) => VenuePolicy {
  const common = venuePolicy(config, market)
  const own = new Map(Object.keys(config.venues).map((venue) => [venue, venuePolicy({ ...config, ...costsAt(config, venue) }, market)]))
  return ({ venue = '' }) => own.get(venue) ?? common
}

/** What trading costs on a venue: what it leaves out is that of the run. */
export function costsAt(config: BacktestConfig, venue: string | undefined): Pick<BacktestConfig, 'fees' | 'slippage' | 'spread'> {
  const { fees, slippage, spread } = (venue === undefined ? undefined : config.venues[venue]) ?? {}
  return { fees: fees ?? config.fees, slippage: slippage ?? config.slippage, spread: spread ?? config.spread }
}

/** Whether anything may trade on recorded quotes: all that names no spread of its own, or a venue that does. */
export function tradesOnQuotes({ spread, venues = {} }: Pick<BacktestConfigInput, 'spread' | 'venues'>): boolean {
  return [spread, ...Object.values(venues).map((own) => own.spread)].includes('recorded')
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
