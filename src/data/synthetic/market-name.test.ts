import { describe, expect, test } from 'vitest'
import { loadBars } from '../load-bars.js'
import { generateBars } from './generate.js'
import { usualMarket } from './market-model.js'
import { isMarketName, marketOfName, syntheticBars } from './market-name.js'

describe('a market by its name', () => {
  test('has so many symbols of the usual market, or those that are named', () => {
    expect(marketOfName('synthetic:3')).toEqual({ ...usualMarket, symbols: ['SYN01', 'SYN02', 'SYN03'] })
    expect(marketOfName('synthetic:AAA+BBB:1m').symbols).toEqual(['AAA', 'BBB'])
    expect(marketOfName('synthetic:')).toEqual({ ...usualMarket, symbols: ['SYN01'] })
  })

  test('has what else its name says', () => {
    expect(marketOfName('synthetic:20:5m:from=2024-01-02:to=2024-03-28:seed=7:volatility=0.6:regimes=3')).toMatchObject({
      ...{ timeframe: '5m', from: '2024-01-02', to: '2024-03-28', seed: 7, volatility: 0.6, regimes: 3 },
    })
  })

  test.each([
    ['synthetic:20:5m:sed=7', /'sed' is not of a market/, /seed/],
    ['synthetic:20:seed=x', /seed: 'x' is not a number/, /write synthetic:20/],
    ['synthetic:20:5y', /timeframe/, /write synthetic:20/],
    ['synthetic:20:from=2024', /from: '2024' is not a day/, /write synthetic:20/],
    ['synthetic:2:correlation=2', /a correlation of 2/, /less than 1/],
    ['synthetic:2:calendar=LSE', /'LSE' is not one of XNYS/, /write synthetic:20/],
  ])('is refused where it says what no market has: %s', (name, message, hint) => {
    expect(() => marketOfName(name)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    )
  })

  test('is not taken for a file or a dataset', () => {
    expect(['synthetic:20', 'synthetic:'].every(isMarketName)).toBe(true)
    expect(['synthetic', 'synthetic-20-1d', './synthetic:20.csv', 'spx-1d'].some(isMarketName)).toBe(false)
  })
})

describe('its bars', () => {
  const name = 'synthetic:20:1d:from=2024-01-02:to=2024-03-28:seed=7'

  test('are the same twenty instruments every time, and those that the generator makes', async () => {
    const [first, again] = [syntheticBars(name), await loadBars(name)]
    expect(again.dataHash).toBe(first.dataHash)
    expect(first.series.map(({ instrument }) => instrument.id)).toHaveLength(20)
    const [made] = generateBars(marketOfName(name), 'SYN05')
    expect(first.series[4]?.columns).toEqual(made)
    expect(first.provenance).toMatchObject({ name, synthetic: true, notes: [expect.stringContaining('says nothing about a market')] })
  })

  test('are others with another seed, and one symbol has the same alone', () => {
    expect(syntheticBars('synthetic:20:1d:seed=8:count=60').dataHash).not.toBe(syntheticBars('synthetic:20:1d:seed=7:count=60').dataHash)
    const [alone] = syntheticBars(name, { instruments: ['SYN05'] }).series
    expect(alone?.dataHash).toBe(syntheticBars(name).series[4]?.dataHash)
  })

  test('are read as stored ones are: some days, longer bars, some instruments', () => {
    const from = Date.UTC(2024, 1, 1)
    const part = syntheticBars(name, { from, timeframe: '1w', instruments: ['SYN02', 'SYN01'] })
    expect(part.series.map(({ instrument, timeframe }) => `${instrument.id} ${timeframe}`)).toEqual(['SYN02 1w', 'SYN01 1w'])
    expect(part.series[0]?.columns.openTime[0]).toBeGreaterThanOrEqual(from)
    expect(() => syntheticBars(name, { instruments: ['AAPL'] })).toThrow(expect.objectContaining({ code: 'UNKNOWN_INSTRUMENT' }))
    expect(() => syntheticBars(name, { from: Date.UTC(2025, 0, 1) })).toThrow(expect.objectContaining({ code: 'NO_BARS' }))
  })
})

describe('listings of one asset', () => {
  const two = 'synthetic:ACME@XNAS+ACME@BATS:5m:from=2024-01-02:to=2024-01-31:seed=7'
  const closesOf = (name: string) => syntheticBars(name).series.map(({ columns }) => columns.close)

  test('are that asset on two venues, by their names', () => {
    const listings = syntheticBars(two).series.map(({ instrument }) => [instrument.id, instrument.asset, instrument.venue])
    expect(listings).toEqual([
      ['ACME@XNAS', 'ACME', 'XNAS'],
      ['ACME@BATS', 'ACME', 'BATS'],
    ])
  })

  test('follow the asset’s own path, each off it by a gap of a few hundredths of a percent', () => {
    const [xnas = [], bats = []] = closesOf(two)
    const [own = []] = closesOf('synthetic:ACME:5m:from=2024-01-02:to=2024-01-31:seed=7')
    for (const listing of [xnas, bats]) {
      const gaps = Array.from(listing, (price, bar) => price / (own[bar] as number) - 1)
      const width = Math.sqrt(gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length)
      expect(width).toBeGreaterThan(0.0004)
      expect(width).toBeLessThan(0.0008)
    }
    expect(Array.from(xnas)).not.toEqual(Array.from(bats))
  })

  test('do not change when there is one more', () => {
    const three = two.replace('BATS', 'BATS+ACME@ARCX')
    expect(closesOf(three).slice(0, 2)).toEqual(closesOf(two))
  })
})
