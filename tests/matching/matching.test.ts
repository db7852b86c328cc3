// Plays every case of the matching table, and holds that no two are the same case with other numbers.

import { describe, expect, test } from 'vitest'
import { outcomeOf } from './case.js'
import { shapeOf } from './case-shape.js'
import { casesOf, groups } from './cases.js'

const cases = groups.flatMap((group) => casesOf(group).map((one) => ({ title: group.title, ...one })))

describe('the matching table', () => {
  test('has at least 150 cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(150)
  })

  test('no two are the same case with other numbers', () => {
    const first = new Map<string, string>()
    for (const one of cases) {
      const shape = shapeOf(one)
      expect(first.get(shape), `${one.bars} | ${one.orders} | ${one.policy}`).toBeUndefined()
      first.set(shape, `${one.bars} | ${one.orders} | ${one.policy}`)
    }
  })

  test.each(cases)('$title: $bars | $orders | $policy', ({ outcome, ...one }) => {
    expect(outcomeOf(one)).toBe(outcome)
  })
})
