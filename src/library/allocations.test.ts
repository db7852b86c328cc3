import { describe, expect, test } from 'vitest'
import { free, handSeries, steps } from '../../tests/fixtures/series.js'
import { scripted } from '../../tests/fixtures/strategies.js'
import { backtest } from './backtest.js'

const data = handSeries('ABC', steps(10, 11, 12))

/** A run of as many strategies as there are allocations; undefined is none. */
function run(...allocations: readonly (number | undefined)[]) {
  const strategies = allocations.map((allocation, index) => ({ strategy: scripted({}, `s${index}`), allocation }))
  return backtest({ strategies, data, config: free })
}

describe('allocations of strategies', () => {
  test.each([[[0.8, 0.2]], [[0.7, 0.2, 0.1]], [[1, 0]], [[0.3, undefined]], [new Array<undefined>(9).fill(undefined)]])(
    'of %j are at most the account',
    async (allocations) => {
      expect((await run(...allocations)).strategies).toHaveLength(allocations.length)
    },
  )

  test.each([
    [[0.8, 0.8], '160%'],
    [[1.5], '150%'],
    [[0.5, 0.51], '101%'],
    [[0.8, undefined], '130%'],
  ])('of %j are more than the account, and refused with their sum', async (allocations, sum) => {
    await expect(run(...allocations)).rejects.toMatchObject({
      code: 'BAD_CONFIG',
      message: `strategies: their allocations come to ${sum} of the account`,
      hint: expect.stringContaining('lower them to 1 in all'),
    })
  })

  test.each([-0.5, Number.NaN])('of %d is no share', async (allocation) => {
    const message = `strategies[1].allocation: ${allocation} is no share of the account`
    await expect(run(0.5, allocation)).rejects.toMatchObject({ code: 'BAD_CONFIG', message })
  })
})
