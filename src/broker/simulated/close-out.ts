// Closing a position at its last price, at the end of the data: with fees and what regulators take, without slippage.

import type { BarSeries } from '../../model/bar.js'
import type { Fill } from '../../model/fill.js'
import { isPrice, lotValue } from '../../model/instrument.js'
import type { VenuePolicy } from './policy.js'

/** Where a position is closed: what is walked there, and its policies. */
interface Listing {
  readonly series: BarSeries
  readonly policy: VenuePolicy
}

/** The fill of the whole position; `row` is the one that the bar ends with, and what closes there at no price does so at the last one. */
export function closeOutFill(
  { series: { columns, instrument }, policy }: Listing,
  strategy: string,
  lots: number,
  bar: number,
  row: number,
  clientOrderId: number,
  fillId: number,
  lastPrice: number,
): Fill {
  const close = columns.close[row] as number
  const price = isPrice(close, instrument) ? close : lastPrice
  const time = columns.closeTime[row] as number
  const quantity = Math.abs(lots)
  const order = { units: quantity * instrument.lot, value: Math.abs(lots * lotValue(instrument, price)), sells: lots > 0 }
  return {
    fillId,
    clientOrderId,
    strategy,
    instrument: instrument.id,
    role: 'end-of-data',
    side: lots > 0 ? 'sell' : 'buy',
    quantity,
    price,
    referencePrice: price,
    fee: policy.fees(order, time, instrument) + (policy.regulatory?.(order, 0, time, instrument) ?? 0),
    slippage: 0,
    time,
    barIndex: bar,
    rule: 'end-of-data',
    priceSource: 'close',
    ambiguous: false,
    volumeUnknown: false,
  }
}
