import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sharpe } from './sharpe.js'
import { sortino } from './sortino.js'
import { volatility } from './volatility.js'

const returns = [0.01, -0.02, 0.03, 0]
const series = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 400, size: 'max' })
  .map((values) => values.map((value) => value / 1e4))

describe('return for risk', () => {
  it('volatility and Sharpe ratio take one off n', () => {
    const deviation = Math.sqrt((0.005 ** 2 + 0.025 ** 2 + 0.025 ** 2 + 0.005 ** 2) / 3)
    expect(volatility(returns, 252).value).toBeCloseTo(deviation * Math.sqrt(252), 14)
    expect(sharpe(returns, 252).value).toBeCloseTo((0.005 / deviation) * Math.sqrt(252), 12)
  })

  it('the Sortino ratio counts every period in its downside', () => {
    expect(sortino(returns, 252).value).toBeCloseTo((0.005 / (0.02 / 2)) * Math.sqrt(252), 12)
  })

  it('no figure where nothing varies or nothing falls', () => {
    expect(sharpe([0.001, 0.001, 0.001], 252).reason).toBe('n/a: zero variance')
    expect(sharpe([0.01], 252).reason).toBe('n/a: fewer than 2 returns')
    expect(sortino([0.01, 0.02], 252).reason).toBe('n/a: no losing period')
    expect(volatility([0.01], 252).reason).toBe('n/a: fewer than 2 returns')
    expect(volatility([0.01, 0.01], 252).value).toBe(0)
  })

  it('the Sharpe ratio turns its sign with the returns and does not change with their scale', () => {
    fc.assert(
      fc.property(series, (values) => {
        const { value } = sharpe(values, 252)
        fc.pre(value !== null)
        expect(
          sharpe(
            values.map((each) => -each),
            252,
          ).value,
        ).toBeCloseTo(-(value as number), 9)
        expect(
          sharpe(
            values.map((each) => each * 8),
            252,
          ).value,
        ).toBeCloseTo(value as number, 9)
      }),
    )
  })
})
