import { describe, expect, it } from 'vitest'
import { rollingBeta, rollingSharpe, rollingVolatility } from './rolling.js'
import { sharpe } from './sharpe.js'

describe('rolling columns', () => {
  const returns = Float64Array.of(0.01, -0.02, 0.03, 0.005, 0.005, 0.005)

  it('a value stands at the end of its window and is that of the window alone', () => {
    const column = rollingSharpe(returns, 3, 252)
    expect(column.slice(0, 2)).toEqual([null, null])
    expect(column[3]).toBe(sharpe(returns.subarray(1, 4), 252).value)
    expect(column).toHaveLength(returns.length)
  })

  it('a window without variance has no Sharpe ratio and a volatility of zero', () => {
    expect(rollingSharpe(returns, 3, 252)[5]).toBeNull()
    expect(rollingVolatility(returns, 3, 252)[5]).toBe(0)
  })

  it('the beta of twice the benchmark is two', () => {
    expect(
      rollingBeta(
        returns.map((value) => 2 * value),
        returns,
        3,
      )[2],
    ).toBeCloseTo(2, 13)
    expect(
      rollingBeta(
        returns,
        returns.map(() => 0.01),
        3,
      )[2],
    ).toBeNull()
  })
})
