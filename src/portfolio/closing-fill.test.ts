import { expect, test } from 'vitest'
import { instrument } from '../model/instrument.js'
import { cashInLieu } from './closing-fill.js'
import { fillOf } from './fill.testing.js'
import { LivePosition } from './position.js'

test.each([
  [0.5, 'sell'],
  [-0.5, 'buy'],
] as const)('cash in lieu of %d lots is a fill without costs that no order asked for', (lots, side) => {
  const position = new LivePosition('s', instrument('X', 'equity'))
  position.apply(fillOf(lots * 5, 100, { barIndex: 3 }), 1, 'in', null, 1, 1)
  expect(cashInLieu(position, lots, 210, 9)).toEqual({
    fillId: 0,
    clientOrderId: 0,
    strategy: 's',
    instrument: 'X',
    role: 'corporate-action',
    side,
    quantity: 0.5,
    price: 210,
    referencePrice: 210,
    fee: 0,
    slippage: 0,
    time: 9,
    barIndex: 3,
    rule: 'cash-in-lieu',
    priceSource: 'close',
    ambiguous: false,
    volumeUnknown: false,
  })
})
