import { expect, test } from 'vitest'
import { chaosRunOptions, chaosSwarmOptions } from './options.js'

test.each([
  [chaosRunOptions.seeds, '0', "'0' is too few"],
  [chaosRunOptions.seeds, '-3', "'-3' is too few"],
  [chaosRunOptions.seeds, '100001', "'100001' is too many"],
  [chaosSwarmOptions.seeds, '1000000000', "'1000000000' is too many"],
])('so many seeds are refused: %j %s', ({ read }, text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'USAGE', message, hint: 'write 1 to 100000' }))
})

test.each([chaosRunOptions.seeds, chaosSwarmOptions.seeds, chaosRunOptions.seed, chaosSwarmOptions.firstSeed, chaosRunOptions.workers])(
  'a number of seeds, a seed and threads are digits: %j',
  ({ read }) => {
    const message = "'1e3' is not a whole number"
    expect(() => read('1e3')).toThrow(expect.objectContaining({ code: 'USAGE', message, hint: 'write digits such as 42' }))
  },
)

test('a seed is a whole number from 0 on', () => {
  expect(chaosRunOptions.seed.read('0')).toBe(0)
  expect(() => chaosRunOptions.seed.read('-1')).toThrow(expect.objectContaining({ code: 'USAGE', hint: 'write 0 or more' }))
})
