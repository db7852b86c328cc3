import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantile } from '../../../metrics/quantile.js'
import { distribution } from './distribution.js'

test('every return that is not left out stands in one bin, and the bins touch', () => {
  const some = fc.double({ min: -0.5, max: 0.5, noNaN: true })
  const value = fc
    .integer({ min: 0, max: 4 })
    .map((many) => fc.oneof({ weight: 9, arbitrary: some }, { weight: many, arbitrary: fc.constant(0) }))
  const returns = value.chain((one) => fc.array(one, { minLength: 2, maxLength: 400, size: 'max' }))
  fc.assert(
    fc.property(returns, (values) => {
      const one = distribution(Float64Array.from(values), 'session')
      if (one === null) return
      const zeros = values.filter((value) => value === 0).length
      const counted = one.bins.reduce((sum, bin) => sum + bin.count, 0)
      expect(counted).toBe(zeros > values.length / 10 ? values.length - zeros : values.length)
      for (const [i, bin] of one.bins.slice(1).entries()) expect(bin.from).toBe(one.bins[i]?.to)
    }),
  )
})

test('the normal curve holds as many returns as the bars do, and the lines are quantiles of all of them', () => {
  const returns = Float64Array.from({ length: 2_000 }, (_, i) => Math.sin(i * 12.9898) * 0.01 * (1 + (i % 7)))
  const one = distribution(returns, 'session')
  const step = ((one?.normal[1]?.at ?? 0) - (one?.normal[0]?.at ?? 0)) / ((one?.bins[0]?.to ?? 0) - (one?.bins[0]?.from ?? 0))
  const area = (one?.normal ?? []).reduce((sum, point) => sum + point.count, 0) * step
  expect(area / returns.length).toBeGreaterThan(0.9)
  expect(area / returns.length).toBeLessThan(1.01)
  expect(one?.lines.map((line) => line.at)).toEqual([quantile(returns, 0.01), quantile(returns, 0.05)])
})

test('many sessions out of the market are left out of the bars and said; a flat curve has no distribution', () => {
  const returns = Float64Array.from({ length: 100 }, (_, i) => (i < 40 ? 0 : (i - 70) / 1_000))
  const one = distribution(returns, 'session')
  expect(one?.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(59)
  expect(one?.note).toMatch(/^41 sessions of 100 with a return of exactly zero are left out/)
  expect(distribution(new Float64Array(50), 'session')).toBeNull()
  expect(distribution(Float64Array.of(0.1), 'session')).toBeNull()
})
