import { expect, test } from 'vitest'
import { duplicateFill } from '../faults/venue/duplicate-fill.js'
import { outOfRange } from './out-of-range.js'

test.each([
  [{ share: 50 }, 'share: 50 is not at least 0 and at most 1', '50 % is 0.5'],
  [{ share: -1 }, 'share: -1 is not at least 0 and at most 1', null],
  [{ share: 101 }, 'share: 101 is not at least 0 and at most 1', null],
  [{ share: 2, times: 0 }, 'share: 2 is not at least 0 and at most 1; times: 0 is not at least 1 and at most 10000', '2 % is 0.02'],
])('%o is told with its range', (params, message, hint) => {
  expect(outOfRange(params, duplicateFill.params)).toEqual({ message, hint })
})

test.each([{}, { share: 1 }, { share: 'much' }, { shar: 50 }])('%o has no number out of its range', (params) => {
  expect(outOfRange(params, duplicateFill.params)).toBeNull()
})
