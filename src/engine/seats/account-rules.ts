// The rules of a run's account: its currency, and how it comes by what is in others. A run that could not value its account is refused here.

import type { BarSeries } from '../../model/bar.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import type { ConversionCost, MoneyRules } from '../../portfolio/account.js'
import { pricedCurrency, rateGap, unpriced } from '../../portfolio/exchange-rates.js'
import { BenchError } from '../../std/errors.js'
import type { BacktestConfig } from '../config/config.js'

/** `series` are those that execute, `rates` the pairs that only convert. */
export function accountRules(config: BacktestConfig, series: readonly BarSeries[], rates: readonly BarSeries[]): MoneyRules {
  const currencies = [...new Set(series.map(({ instrument }) => instrument.currency))]
  const currency = config.currency ?? (currencies.length === 1 ? (currencies[0] as string) : refuseMixed(currencies))
  const foreign = currencies.filter((one) => one !== currency)
  const settles = config.account === 'cash'
  if (foreign.length === 0) return { currency, settles }
  const pairs = [...rates, ...series.filter(({ instrument }) => pricedCurrency(instrument) !== null)]
  refuseUnpriced([currency, ...foreign], series, pairs)
  return { currency, pairs, settles, conversion: config.fxConversion === 'at-trade' ? conversionCost(config.fxCost) : null }
}

function refuseMixed(currencies: readonly string[]): never {
  throw new BenchError(
    'BAD_DATA',
    `the instruments are in ${currencies.join(' and ')}`,
    `name the account's own currency, such as --currency ${currencies[0]}, and add the pairs that convert the others`,
  )
}

function refuseUnpriced(currencies: readonly string[], series: readonly BarSeries[], pairs: readonly BarSeries[]): void {
  const [own = ''] = currencies
  const [missing] = unpriced(currencies, pairs)
  if (missing !== undefined)
    throw new BenchError(
      'BAD_DATA',
      `nothing turns ${missing} into ${own}`,
      `add the pair ${missing}${own} or ${own}${missing} with --rates, or choose another --currency`,
    )
  const full = series.filter(({ columns }) => columns.length > 0)
  const begin = Math.min(...full.map(({ columns }) => columns.openTime[0] as EpochMs))
  const end = Math.max(...full.map(({ columns }) => columns.closeTime[columns.length - 1] as EpochMs))
  const gap = rateGap(currencies, pairs, begin, end)
  if (gap !== null)
    throw new BenchError(
      'BAD_DATA',
      `${gap.id} has no bar from ${formatTime(gap.from)} to ${formatTime(gap.to)}: a rate that old is none`,
      'add what is missing, or run from --from to --to where the pair has bars',
    )
}

function conversionCost(cost: BacktestConfig['fxCost']): ConversionCost {
  if (cost === 'none') return { bps: 0, minimum: 0 }
  // Interactive Brokers, Spot Currencies, the lowest tier: 0.20 basis points of the trade value, at least USD 2.00 an order.
  return cost === 'ibkr' ? { bps: 0.2, minimum: 2 } : cost
}
