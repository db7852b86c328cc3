import { expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { type HandBar, TestVenue } from './venue.testing.js'

const bars: readonly HandBar[] = [
  [100, 103, 99, 102, 100],
  [102, 103, 99, 101, 0],
]

// 30 lots of ten units at 102, five times over: 300 units, a value of 153,000.
test.each([
  [30, 'sell', 153 + 3 + 5 + 7],
  [-30, 'buy', 153 + 3],
] as const)(
  'closing out %d lots is a %s at the close of the bar, whose fee goes by units, value and side, with what regulators take',
  (lots, side, fee) => {
    const venue = new TestVenue(bars, {
      instrument: instrument('X', 'future', { lot: 10, multiplier: 5 }),
      policy: {
        fees: ({ units, value, sells }) => value / 1_000 + units / 100 + (sells ? 5 : 0),
        regulatory: ({ sells }) => (sells ? 7 : 0),
        slippage: (price, way) => price + way,
      },
    })
    venue.broker.closeOut('t', 'X', lots, 0, 7, 100)
    expect(venue.fills).toEqual([
      {
        ...{ fillId: 1, clientOrderId: 7, strategy: 't', instrument: 'X', role: 'end-of-data', side, quantity: 30 },
        ...{ price: 102, referencePrice: 102, fee, slippage: 0, time: venue.columns.closeTime[0], barIndex: 0 },
        ...{ rule: 'end-of-data', priceSource: 'close', ambiguous: false, volumeUnknown: false },
      },
    ])
  },
)
