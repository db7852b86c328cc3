// Closing a position at its last price, at the end of the data: with fees, without slippage.

import type { BarSeries } from '../../model/bar.js'
import type { Fill } from '../../model/fill.js'
import { type Instrument, isPrice, lotValue } from '../../model/instrument.js'
import type { VenuePolicy } from './policy.js'

/** Where a position is closed: what is walked there, and its policies. */
interface Listing {
  readonly series: BarSeries
  readonly policy: VenuePolicy
}

/** The fill of the whole position; `row` is the one that the bar ends with. */
export function closeOutFill(
  { series: { columns, instrument }, policy }: Listing,
  strategy: string,
  lots: number,
  bar: number,
  row: number,
  clientOrderId: number,
  fillId: number,
): Fill {
  const price = lastPrice(columns.close, row, instrument)
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
    fee: policy.fees(order, time, instrument),
    slippage: 0,
    time,
    barIndex: bar,
    rule: 'end-of-data',
    priceSource: 'close',
    ambiguous: false,
    volumeUnknown: false,
  }
}

/** The last close by a row that is a price; what closed at none is not given away. */
function lastPrice(close: Float64Array, row: number, instrument: Instrument): number {
  let last = row
  while (last > 0 && !isPrice(close[last] as number, instrument)) last--
  return close[last] as number
}
