// What an order costs, by the page on fills: written from the published tariffs, and not from the code that charges them.

import type { BacktestConfig } from '../../engine/config/config.js'
import type { Instrument } from '../../model/instrument.js'

/** What a whole order costs, in currency: of so many units that traded for so much. */
export type Tariff = (units: number, value: number) => number

/** The tariff of a listing: that of its venue, else the run's. Regulators' fees are not in it. */
export function tariffOf({ fees, venues }: BacktestConfig, listing: Instrument): Tariff {
  const chosen = venues[listing.venue ?? '']?.fees ?? fees
  if (chosen === 'none') return free
  if (chosen === 'auto') return isUsStock(listing) ? fixed : free
  if (chosen === 'ibkr-fixed') return fixed
  if (chosen === 'ibkr-tiered') return tiered
  if ('fraction' in chosen) return (_, value) => chosen.fraction * value
  const { perShare, minimum, maximumFraction = Number.POSITIVE_INFINITY } = chosen
  return (units, value) => between(minimum, perShare * units, maximumFraction * value)
}

const free: Tariff = () => 0

/** Half a cent a share, one dollar at least, one percent at most. */
const fixed: Tariff = (units, value) => between(1, units / 200, value / 100)

/** 0.35 cents a share, 35 cents at least, one percent at most, of which exchange and FINRA take their parts; 0.30 cents a share for liquidity, 0.02 for clearing. */
const tiered: Tariff = (units, value) => between(0.35, units * 0.0035, value / 100) * 1.000735 + units * 0.0032

/** The most beats the least. */
function between(least: number, amount: number, most: number): number {
  if (amount < least) return Math.min(least, most)
  return Math.min(amount, most)
}

function isUsStock({ assetClass, currency }: Instrument): boolean {
  return currency === 'USD' && (assetClass === 'equity' || assetClass === 'etf')
}
