import { describe, expect, it } from 'vitest'
import { monthlyReturns } from './monthly-returns.js'

describe('monthly returns', () => {
  const date = ['2019-11-20', '2019-11-29', '2019-12-31', '2020-01-02', '2020-03-31']
  const equity = Float64Array.of(101, 110, 99, 100, 198)

  it('a partial first month runs from the initial equity, and a month without a session stays empty', () => {
    const [first, second] = monthlyReturns(date, equity, 100)
    expect(first?.year).toBe(2019)
    expect(first?.months.slice(0, 10)).toEqual(new Array(10).fill(null))
    expect(first?.months[10]).toBeCloseTo(0.1, 14)
    expect(first?.months[11]).toBeCloseTo(-0.1, 14)
    expect(first?.total).toBeCloseTo(-0.01, 14)
    expect(second?.months.slice(0, 3)).toEqual([100 / 99 - 1, null, 198 / 100 - 1])
    expect(second?.total).toBe(1)
  })

  it('the months of a year compound to its total', () => {
    for (const { months, total } of monthlyReturns(date, equity, 100)) {
      expect(months.reduce<number>((factor, month) => factor * (1 + (month ?? 0)), 1) - 1).toBeCloseTo(total as number, 14)
    }
  })

  it('nothing is made of an account at zero', () => {
    expect(monthlyReturns(['2020-01-31', '2020-02-28'], Float64Array.of(0, 50), 100)[0]).toMatchObject({
      months: expect.arrayContaining([-1, null]),
      total: -0.5,
    })
    expect(monthlyReturns([], new Float64Array(), 100)).toEqual([])
  })
})
