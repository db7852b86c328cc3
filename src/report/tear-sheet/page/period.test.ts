import { describe, expect, test } from 'vitest'
import { Period } from './period.js'

const times = Float64Array.from({ length: 101 }, (_, i) => i * 10)

describe('the period', () => {
  test('stays within the run, and shows everything when it would hold fewer than two times', () => {
    const period = new Period(times)
    period.show(-50, 305)
    expect([period.from, period.to]).toEqual([0, 305])
    period.show(301, 309)
    expect(period.isAll).toBe(true)
  })

  test('zooms about a time that keeps its place, and stops before nothing is left', () => {
    const period = new Period(times)
    period.zoom(0.5, 250)
    expect([period.from, period.to]).toEqual([125, 625])
    for (let i = 0; i < 40; i++) period.zoom(0.5, 250)
    expect(period.to - period.from).toBeGreaterThanOrEqual(10)
    expect(period.isAll).toBe(false)
  })

  test('moves without changing its length, as far as the ends', () => {
    const period = new Period(times)
    period.show(200, 400)
    period.pan(5_000)
    expect([period.from, period.to]).toEqual([800, 1_000])
  })

  test('a run of one time has an axis around it', () => {
    const period = new Period(Float64Array.of(1e9))
    expect([period.first, period.last]).toEqual([1e9 - 43_200_000, 1e9 + 43_200_000])
  })

  test('tells of every change', () => {
    const period = new Period(times)
    const told: number[][] = []
    period.onChange((from, to) => told.push([from, to]))
    period.show(100, 200)
    period.showAll()
    expect(told).toEqual([
      [100, 200],
      [0, 1_000],
    ])
  })
})
