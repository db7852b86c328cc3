import { expect, it } from 'vitest'
import { seededBars } from './bars.testing.js'
import { donchian } from './donchian.js'
import { highest } from './highest.js'
import { columns } from './indicator.js'
import { lowest } from './lowest.js'

it('the Donchian channel runs between the highest high and the lowest low, the current bar included', () => {
  const bars = seededBars(200)
  const { upper, middle, lower } = columns(donchian(10), bars)
  expect(upper).toEqual(columns(highest('high', 10), bars).value)
  expect(lower).toEqual(columns(lowest('low', 10), bars).value)
  expect(upper[50]).toBe(Math.max(...bars.high.slice(41, 51)))
  expect(lower[50]).toBe(Math.min(...bars.low.slice(41, 51)))
  expect(middle[50]).toBe((upper[50]! + lower[50]!) / 2)
})
