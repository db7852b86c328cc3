import { describe, expect, test } from 'vitest'
import type { BarSeries } from '../model/bar.js'
import { instrument } from '../model/instrument.js'
import { DAY_MS } from '../model/time.js'
import { ExchangeRates, pricedCurrency, rateGap, unpriced } from './exchange-rates.js'
import { pairSeries } from './rates.testing.js'

const ratesAt = (time: number, currencies: readonly string[], ...pairs: readonly BarSeries[]): number[] => {
  const rates = new ExchangeRates(currencies, pairs)
  rates.advance(time)
  return currencies.map((_, place) => rates.of(place))
}

test.each([
  ['EURUSD', 'forex', {}, 'EUR'],
  ['EUR.USD', 'forex', {}, 'EUR'],
  ['USDJPY', 'forex', { currency: 'JPY' }, 'USD'],
  ['USDJPY', 'forex', {}, null],
  ['EURJPY', 'forex', {}, null],
  ['USDUSD', 'forex', {}, null],
  ['XEURUSD', 'forex', {}, null],
  ['EURUSDX', 'forex', {}, null],
  ['cable', 'forex', { base: 'GBP' }, 'GBP'],
  ['EURUSD', 'equity', {}, null],
  ['BTCUSD', 'crypto', { base: 'BTC' }, 'BTC'],
] as const)('%s as %s %j prices %s', (id, assetClass, overrides, base) => {
  expect(pricedCurrency(instrument(id, assetClass, overrides))).toBe(base)
})

describe('a rate', () => {
  const eurusd = pairSeries('EURUSD', 1.1, 1.2)
  const usdjpy = pairSeries('USDJPY', 150, 160)

  test('is the last close of its pair, straight or turned over, and of pairs in a row', () => {
    expect(ratesAt(2 * DAY_MS, ['USD', 'EUR'], eurusd)).toEqual([1, 1.2])
    expect(ratesAt(DAY_MS, ['EUR', 'USD'], eurusd)).toEqual([1, 1 / 1.1])
    const [, eur, jpy] = ratesAt(DAY_MS, ['USD', 'EUR', 'JPY'], usdjpy, eurusd)
    expect([eur, jpy]).toEqual([1.1, 1 / 150])
    expect(ratesAt(DAY_MS, ['JPY', 'EUR'], usdjpy, eurusd)[1]).toBeCloseTo(1.1 * 150, 9)
  })

  test('comes by the fewest pairs, whatever their order', () => {
    const round = [pairSeries('EURCHF', 2), pairSeries('USDCHF', 4), eurusd]
    expect(ratesAt(DAY_MS, ['USD', 'EUR', 'CHF'], ...round)).toEqual([1, 1.1, 1 / 4])
  })

  test('of the account’s own currency is one, and of every other unknown, before anything is taken in', () => {
    const rates = new ExchangeRates(['USD', 'EUR'], [eurusd])
    expect([rates.of(0), rates.of(1)]).toEqual([1, Number.NaN])
  })

  test('is not known before the first close, a week after the last, and where the price is none', () => {
    expect(ratesAt(DAY_MS - 1, ['USD', 'EUR'], eurusd)).toEqual([1, Number.NaN])
    expect(ratesAt(9 * DAY_MS, ['USD', 'EUR'], eurusd)).toEqual([1, 1.2])
    expect(ratesAt(9 * DAY_MS + 1, ['USD', 'EUR'], eurusd)).toEqual([1, Number.NaN])
    expect(ratesAt(DAY_MS, ['USD', 'EUR'], pairSeries('EURUSD', 0))).toEqual([1, Number.NaN])
    expect(ratesAt(DAY_MS, ['USD', 'CHF'], eurusd)).toEqual([1, Number.NaN])
  })
})

describe('the rate near a time that is past', () => {
  const near = (time: number, latest: number, currencies: readonly string[], ...pairs: readonly BarSeries[]): number =>
    new ExchangeRates(currencies, pairs).near(1, time, latest)
  const eurusd = pairSeries('EURUSD', 1.1, 1.2)

  test('is the close nearest to it, before or after, and the earlier of two as near', () => {
    const at = (days: number) => near(days * DAY_MS, 9 * DAY_MS, ['USD', 'EUR'], eurusd)
    expect([0.5, 1, 1.49, 1.5, 1.51, 2, 3].map(at)).toEqual([1.1, 1.1, 1.1, 1.1, 1.2, 1.2, 1.2])
  })

  test('is of no close after the latest', () => {
    const by = (latest: number) => near(1.9 * DAY_MS, latest, ['USD', 'EUR'], eurusd)
    expect([by(2 * DAY_MS - 1), by(2 * DAY_MS)]).toEqual([1.1, 1.2])
    expect(near(0.9 * DAY_MS, DAY_MS - 1, ['USD', 'EUR'], eurusd)).toBeNaN()
  })

  test('is that of all pairs on the way, each by its own close, and does not wait for what was taken in', () => {
    const rates = new ExchangeRates(['USD', 'JPY', 'EUR', 'CHF'], [pairSeries('EURJPY', 150, 160), eurusd])
    rates.advance(9 * DAY_MS)
    expect([0, 1, 2, 3].map((place) => rates.near(place, DAY_MS, DAY_MS))).toEqual([1, (1 / 150) * 1.1, 1.1, Number.NaN])
  })

  test('is not known a week off, nor where the price is none', () => {
    expect(near(9 * DAY_MS, 9 * DAY_MS, ['USD', 'EUR'], eurusd)).toBe(1.2)
    expect(near(9 * DAY_MS + 1, 10 * DAY_MS, ['USD', 'EUR'], eurusd)).toBeNaN()
    expect(near(DAY_MS, DAY_MS, ['USD', 'EUR'], pairSeries('EURUSD', 0))).toBeNaN()
  })
})

describe('before a run', () => {
  test('currencies without a way to the account’s are named', () => {
    const pairs = [pairSeries('EURUSD', 1), pairSeries('EURCHF', 1)]
    expect(unpriced(['USD', 'EUR', 'CHF', 'JPY'], pairs)).toEqual(['JPY'])
    expect(unpriced(['USD'], [])).toEqual([])
  })

  test('a series that prices no currency turns none into another', () => {
    const stock = { ...pairSeries('EURUSD', 1), instrument: instrument('X', 'equity') }
    expect(unpriced(['USD', 'EUR'], [stock])).toEqual(['EUR'])
  })

  test('a pair that is silent for more than a week is named, with the stretch', () => {
    const days = (count: number): number => count * DAY_MS
    const pair = pairSeries('EURUSD', 1.1, 1.2)
    expect(rateGap(['USD', 'EUR'], [pair], 0, days(9))).toBeNull()
    expect(rateGap(['USD', 'EUR'], [pair], 0, days(9) + 1)).toEqual({ id: 'EURUSD', from: days(2), to: days(9) + 1 })
    expect(rateGap(['USD', 'EUR'], [pair], days(-7), days(3))).toEqual({ id: 'EURUSD', from: days(-7), to: days(1) })
    expect(rateGap(['USD', 'EUR'], [pair], days(-6), days(3))).toBeNull()
  })

  test('a currency without a way to the account’s has no pair that could be silent', () => {
    expect(rateGap(['USD', 'JPY'], [pairSeries('EURUSD', 1)], 0, 30 * DAY_MS)).toBeNull()
  })

  test('a pair that nothing hangs on may be silent', () => {
    expect(
      rateGap(['USD', 'EUR'], [pairSeries('USDJPY', 150), pairSeries('EURUSD', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)], 0, 10 * DAY_MS),
    ).toBeNull()
  })
})
