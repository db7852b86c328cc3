// The shares of the account that a program gives its strategies: together they are at most the account, as those of virtual accounts are.

import { allocationOf, type BacktestStrategy } from '../engine/backtest-request.js'
import { BenchError } from '../std/errors.js'
import { percentText } from '../std/percent-text.js'

/** Nine ninths come to a little more than one. */
const ROUNDING = 1e-9

/** Throws BAD_CONFIG for an allocation that is no share, and for allocations that come to more than the account. */
export function refuseExcess(strategies: readonly Pick<BacktestStrategy, 'allocation'>[]): void {
  let sum = 0
  for (const index of strategies.keys()) {
    const allocation = allocationOf(strategies, index)
    if (!(allocation >= 0))
      throw new BenchError(
        'BAD_CONFIG',
        `strategies[${index}].allocation: ${allocation} is no share of the account`,
        'a quarter of it is 0.25',
      )
    sum += allocation
  }
  if (sum <= 1 + ROUNDING) return
  const hint = `lower them to 1 in all; a strategy without one has ${percentText(1 / strategies.length)} of the account here`
  throw new BenchError('BAD_CONFIG', `strategies: their allocations come to ${percentText(sum)} of the account`, hint)
}
