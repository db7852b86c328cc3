import { expect, test } from 'vitest'
import { alignSessions } from './benchmark-run.js'

test('a benchmark on other sessions gives its last value on or before each session of the run, and its cash before its first', () => {
  const run = { date: ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-06', '2020-01-07'] }
  const benchmark = { date: ['2020-01-02', '2020-01-04', '2020-01-06'], equity: Float64Array.of(10, 11, 12) }
  expect([...alignSessions(run, benchmark, 9)]).toEqual([9, 10, 10, 12, 12])
})
