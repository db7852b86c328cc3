import { expect, test } from 'vitest'
import smaCross from '../../../strategies/sma-cross.js'
import type { BarColumns } from '../../model/bar.js'
import type { RunResult } from '../../model/run.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import type { World } from '../trial/world.js'
import { everyStress, gaps, nearLimits, threeSpreads, twiceTheBars, twiceTheVolatility } from './stress.js'
import { homeOf } from './tested.js'

const home = homeOf({ name: 'sma-cross', words: [], strategy: { strategy: smaCross as unknown as Strategy }, config: {}, series: null }, 1)

function columnsOf({ series }: World): BarColumns {
  return series[0]?.columns as BarColumns
}

/** Standard deviation of the returns from close to close. */
function deviation({ close }: BarColumns): number {
  const returns = [...close].slice(1).map((price, row) => Math.log(price / (close[row] as number)))
  const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length
  return Math.sqrt(returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / returns.length)
}

test.each([twiceTheVolatility, twiceTheBars, gaps, everyStress])('bars stay sound: %o', (stress) => {
  for (const { columns } of stress(home, 1).series) {
    for (let row = 0; row < columns.length; row++) {
      const [open, high, low, close] = [columns.open[row], columns.high[row], columns.low[row], columns.close[row]] as number[] as [
        number,
        number,
        number,
        number,
      ]
      expect(low <= Math.min(open, close) && Math.max(open, close) <= high && low > 0, `row ${row}`).toBe(true)
      expect(columns.openTime[row]).toBeGreaterThanOrEqual(columns.closeTime[row - 1] ?? 0)
    }
  }
})

test('volatility is doubled, and the way from the first to the last price is as long', () => {
  const [before, after] = [columnsOf(home), columnsOf(twiceTheVolatility(home))]
  expect(deviation(after) / deviation(before)).toBeCloseTo(2, 1)
  expect(after.close.at(-1)).toBe(before.close.at(-1))
})

test('twice the bars have the same prices, range and volume in half the time each', () => {
  const [before, after] = [columnsOf(home), columnsOf(twiceTheBars(home))]
  expect(after.length).toBe(2 * before.length)
  expect(twiceTheBars(home).series[0]?.timeframe).toBe('30s')
  for (let row = 0; row < before.length; row++) {
    const [one, other] = [2 * row, 2 * row + 1]
    expect([after.open[one], after.close[other], after.openTime[one], after.closeTime[other]]).toEqual([
      before.open[row],
      before.close[row],
      before.openTime[row],
      before.closeTime[row],
    ])
    expect(Math.max(after.high[one] as number, after.high[other] as number)).toBe(before.high[row])
    expect(Math.min(after.low[one] as number, after.low[other] as number)).toBe(before.low[row])
    expect((after.volume[one] as number) + (after.volume[other] as number)).toBe(before.volume[row])
  }
})

test('bars of a day stay whole', () => {
  const days: World = { ...home, series: home.series.map((one) => ({ ...one, timeframe: '1d' as const })) }
  expect(twiceTheBars(days).series).toEqual(days.series)
})

test('gaps leave bars out, and the market opens again away from where it was', () => {
  const [before, after] = [columnsOf(home), columnsOf(gaps(home, 1))]
  expect(after.length).toBeLessThan(0.93 * before.length)
  const jumps = [...after.open].slice(1).map((open, row) => Math.abs(open / (after.close[row] as number) - 1))
  expect(jumps.filter((jump) => jump > 0.015).length).toBeGreaterThanOrEqual(3)
  expect(columnsOf(gaps(home, 2))).not.toEqual(after)
})

test('the spread is three times as wide, whatever it is measured in', () => {
  expect([home.config.spread, threeSpreads(home).config.spread]).toEqual([{ bps: 2 }, { bps: 6 }])
  const wide = (spread: World['config']['spread']) => threeSpreads({ ...home, config: { spread } }).config.spread
  expect([wide({ ticks: 2 }), wide({ volatility: 0.1 }), wide('none')]).toEqual([{ ticks: 6 }, { volatility: expect.closeTo(0.3) }, 'none'])
})

test('near limits leave the other breakers and monitors of a config as they are', () => {
  const config = { ...home.config, monitors: { exposure: { gross: 0.5 } }, breakers: { dailyLoss: { at: 0.01 } } }
  const alone = { initialCash: 100, equity: { equity: [100, 97] } } as unknown as RunResult
  expect(nearLimits({ ...home, config }, 1, alone).config).toMatchObject({
    monitors: { exposure: { gross: 0.5 }, drawdown: expect.closeTo(0.01) },
    breakers: { dailyLoss: { at: 0.01 }, drawdown: { at: expect.closeTo(0.02) } },
  })
})
