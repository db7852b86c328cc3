import { expect, test } from 'vitest'
import { chaosRunOptions, chaosSwarmOptions } from './options.js'

test.each([
  [chaosRunOptions.seeds, '0', "'0' is too few"],
  [chaosRunOptions.seeds, '-3', "'-3' is too few"],
  [chaosRunOptions.seeds, '100001', "'100001' is too many"],
  [chaosSwarmOptions.seeds, '1e9', "'1e9' is too many"],
])('so many seeds are refused: %j %s', ({ read }, text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'USAGE', message, hint: 'write 1 to 100000' }))
})

test('a seed is a whole number from 0 on', () => {
  expect(chaosRunOptions.seed.read('0')).toBe(0)
  expect(() => chaosRunOptions.seed.read('-1')).toThrow(expect.objectContaining({ code: 'USAGE', hint: 'write 0 or more' }))
})
