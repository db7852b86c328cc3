import { expect, test } from 'vitest'
import { limitsInForce } from './in-force.js'

test('limits are money at the equity of the start, and what is not limited is without end', () => {
  expect(limitsInForce({ riskProfile: 'guarded' }, 100_000)).toEqual({
    entry: 4_000,
    order: 5_000,
    position: 20_000,
    dailyLoss: 2_000,
    strategyLoss: 50_000,
    drawdown: 10_000,
    rapidDrawdown: 5_000,
    stop: 0.02,
  })
  expect(limitsInForce({}, 100_000)).toMatchObject({ order: Infinity, position: Infinity, dailyLoss: Infinity, strategyLoss: Infinity })
})

test('the tighter of two limits on an order counts, and one that is missing lets nothing pass', () => {
  expect(limitsInForce({ riskProfile: 'guarded', limits: { orderValue: 3_000 } }, 100_000).order).toBe(3_000)
  expect(limitsInForce({ riskProfile: 'guarded', limits: { positionEquity: null } }, 100_000).position).toBe(0)
})
