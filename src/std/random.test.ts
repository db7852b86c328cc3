import { describe, expect, test } from 'vitest'
import { randomStream } from './random.js'

const draws = (seed: number, name: string, count = 5): number[] => {
  const stream = randomStream(seed, name)
  return Array.from({ length: count }, () => stream.next())
}

describe('a random stream', () => {
  test('gives the same draws for the same seed and name, others for others', () => {
    expect(draws(1, 'venue')).toEqual(draws(1, 'venue'))
    expect(draws(1, 'venue')).not.toEqual(draws(2, 'venue'))
    expect(draws(1, 'venue')).not.toEqual(draws(1, 'strategy'))
  })

  test('is not shifted by draws from another', () => {
    const venue = randomStream(1, 'venue')
    const strategy = randomStream(1, 'strategy')
    const first = venue.next()
    strategy.next()
    expect([first, venue.next()]).toEqual(draws(1, 'venue', 2))
  })

  test('draws from [0, 1) evenly, and normals with mean 0 and deviation 1', () => {
    const stream = randomStream(7, 'test')
    const count = 50_000
    const uniforms = Array.from({ length: count }, () => stream.next())
    const normals = Array.from({ length: count }, () => stream.normal())
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.min(...uniforms.slice(0, 10_000))).toBeGreaterThanOrEqual(0)
    expect(Math.max(...uniforms.slice(0, 10_000))).toBeLessThan(1)
    expect(mean(uniforms)).toBeCloseTo(0.5, 2)
    expect(mean(normals)).toBeCloseTo(0, 1)
    expect(mean(normals.map((value) => value * value))).toBeCloseTo(1, 1)
  })

  test('draws integers below a bound, each of them', () => {
    const stream = randomStream(3, 'test')
    expect(new Set(Array.from({ length: 200 }, () => stream.integer(4)))).toEqual(new Set([0, 1, 2, 3]))
  })
})
