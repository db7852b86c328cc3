import { expect, test } from 'vitest'
import { type ChildIntent, plainTerms } from '../../model/order.js'
import {
  limit,
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  type OrderPrice,
  relative,
  stop,
  stopLimit,
  trailingStop,
  trailingStopLimit,
} from '../../model/order-price.js'
import { enterLong, exit } from '../../model/signal.js'
import { childText, orderPriceText, protectionTexts, signalTermTexts, termTexts } from './order-words.js'

/** A thin space stands before a percent sign. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-')

test.each<[OrderPrice, string]>([
  [market(), 'market'],
  [limit(99.5), 'limit 99.50'],
  [stop(101), 'stop 101.00'],
  [stopLimit(101, 101.5), 'stop-limit 101.00 limit 101.50'],
  [trailingStop({ fraction: 0.1 }), 'trailing-stop 10.0 % behind'],
  [trailingStop({ amount: 5 }, 95), 'trailing-stop 5.00 behind, at 95.00'],
  [trailingStopLimit({ amount: 5 }, 0.5, 95), 'trailing-stop-limit 5.00 behind, at 95.00 offset 0.50'],
  [marketIfTouched(95), 'market-if-touched 95.00'],
  [limitIfTouched(95, 95.5), 'limit-if-touched 95.00 limit 95.50'],
  [marketOnClose(), 'market-on-close'],
  [limitOnClose(101), 'limit-on-close 101.00'],
  [relative(0.01), 'relative offset 0.01'],
  [relative(0.01, 101), 'relative offset 0.01 limit 101.00'],
])('the price %j reads %s', (price, text) => {
  expect(plain(orderPriceText(price))).toBe(text)
})

test.each<[ChildIntent, string]>([
  [{ role: 'stop', price: { at: 95 } }, 'stop 95.00'],
  [{ role: 'target', price: { fractionOfFill: 0.1 } }, 'target 10.0 % from the fill'],
  [{ role: 'stop', price: { trail: { amount: 50 }, from: null } }, 'stop trailing 50.00 behind'],
  [{ role: 'stop', price: { trail: { fraction: 0.1 }, from: { at: 95 } } }, 'stop trailing 10.0 % behind from 95.00'],
  [{ role: 'triggered', side: 'sell', lots: 100, price: limit(110) }, 'sell 100 limit 110.00 once it fills'],
])('the child %j reads %s', (child, text) => {
  expect(plain(childText(child))).toBe(text)
})

test('terms are told where they are not plain', () => {
  expect(termTexts(plainTerms)).toEqual([])
  const goodTill = Date.UTC(2024, 0, 5, 21)
  expect(termTexts({ goodTill, outsideRth: true, postOnly: true, oca: { group: 'g', type: 1 }, childrenAfter: 'full' })).toEqual([
    'until 2024-01-05 21:00',
    'outside regular hours too',
    'post-only',
    'one of group g (a fill cancels the others)',
    'children wake once all of it has filled',
  ])
  expect(signalTermTexts(exit({ timeInForce: 'FOK', oca: { group: 'g', type: 2 }, triggers: [{ side: 'buy', lots: 3 }] }))).toEqual([
    'FOK',
    'one of group g (a fill shrinks the others)',
    'then buy 3 at market',
  ])
  expect(signalTermTexts(enterLong())).toEqual([])
})

test('protection is told with where it trails', () => {
  expect(protectionTexts({ stop: 95, trail: { fraction: 0.1 }, target: { fraction: 0.2 } }).map(plain)).toEqual([
    'stop 95.00',
    'stop trailing 10.0 % behind',
    'target 20.0 %',
  ])
  expect(protectionTexts(undefined)).toEqual([])
})
